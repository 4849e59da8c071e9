import { Button } from '../controls/button.tsx';
import { Popover } from '../controls/popover.tsx';
import { Segmented } from '../controls/segmented.tsx';
import { Icon } from '../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';
import styles from './speed-choice.module.css';

const USUAL = [0.25, 0.5, 1, 2];
const ALL = [0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10];

/** How fast virtual time runs beside the wall's. */
export function SpeedChoice({ all = false }: { readonly all?: boolean }) {
  const workbench = useWorkbench();
  const speed = useWorkbenchState((state) => state.speed);
  const near = all ? ALL : USUAL;
  const inSight = near.includes(speed) ? near : [...near.slice(0, -1), speed].toSorted((a, b) => a - b);
  if (all) return <Choice label="Speed" speeds={ALL} speed={speed} onChange={(value) => workbench.setSpeed(value)} />;
  return (
    <div className={styles.speed}>
      <Choice label="Speed" speeds={inSight} speed={speed} onChange={(value) => workbench.setSpeed(value)} />
      <Popover
        title="Speed"
        side="top"
        align="center"
        className={styles.more}
        trigger={
          <Button look="ghost" square aria-label="More speeds">
            <Icon name="more" size={20} />
          </Button>
        }
      >
        <p>Virtual seconds that pass in one second on the wall.</p>
        <Choice label="All speeds" speeds={ALL} speed={speed} onChange={(value) => workbench.setSpeed(value)} />
      </Popover>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly speeds: readonly number[];
  readonly speed: number;
  readonly onChange: (speed: number) => void;
}

function Choice({ label, speeds, speed, onChange }: ChoiceProps) {
  return (
    <Segmented
      label={label}
      face="mono"
      options={speeds.map((value) => ({ value, text: `${value}×` }))}
      value={speed}
      onChange={onChange}
      className={styles.choice}
    />
  );
}
