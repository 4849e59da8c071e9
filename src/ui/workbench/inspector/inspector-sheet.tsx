import { Button } from '../../controls/button.tsx';
import { Icon } from '../../drawing/icon.tsx';
import { useWorkbenchState } from '../context.ts';
import { nameOf } from '../selection.ts';
import { InspectorRegion } from './inspector-region.tsx';
import styles from './inspector-sheet.module.css';

export interface InspectorSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly changing: boolean;
  readonly onChanging: (open: boolean) => void;
}

/** The inspector over the stage, where there is no room beside it. The run goes on to be seen and played. */
export function InspectorSheet({ open, onOpenChange, changing, onChanging }: InspectorSheetProps) {
  const selected = useWorkbenchState((state) => state.selected);
  const name = useWorkbenchState((state) => (state.selected === null ? null : nameOf(state.scenario, state.selected)));
  if (open) {
    return (
      <div className={styles.sheet}>
        <InspectorRegion changing={changing} onChanging={onChanging} onClose={() => onOpenChange(false)} />
      </div>
    );
  }
  if (selected === null) return null;
  return (
    <Button className={styles.open} onClick={() => onOpenChange(true)}>
      <Icon name="code" size={18} />
      Inspect {name?.includes('~') === true ? 'the link' : name}
    </Button>
  );
}
