import { Button } from '../controls/button.tsx';
import { Popover } from '../controls/popover.tsx';
import { Icon } from '../drawing/icon.tsx';
// It adds itself.
// oxlint-disable-next-line import/no-unassigned-import
import '../stage/portrait.ts';
import { ThemeButton } from '../theme-button.tsx';
import { BranchMenu } from './branch-menu.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';
import styles from './phone-bars.module.css';
import { SharePopover } from './share-popover.tsx';
import { SpeedChoice } from './speed-choice.tsx';
import { PrimaryButton } from './story/primary-button.tsx';
import { VariantSwitch } from './variant-switch.tsx';

/** The bar above the workbench on a phone. */
export function PhoneTopbar() {
  const scenario = useWorkbenchState((state) => state.scenario);
  const current = useWorkbenchState((state) => state.guide.step);
  const count = scenario.steps.length;
  return (
    <header className={styles.top}>
      <a href="#/" className={styles.out} aria-label="All topics">
        <Icon name="back" size={22} />
      </a>
      <span className={styles.title}>{scenario.title}</span>
      {count > 0 && (
        <span className={styles.count} aria-label={`Step ${current + 1} of ${count}`}>
          {current + 1}/{count}
        </span>
      )}
      <PhoneMenu />
      {count > 0 && <i className={styles.progress} style={{ width: `${((current + 1) / count) * 100}%` }} />}
    </header>
  );
}

function PhoneMenu() {
  const workbench = useWorkbench();
  return (
    <Popover
      title="Run"
      trigger={
        <Button look="ghost" square aria-label="Menu">
          <Icon name="menu" size={22} />
        </Button>
      }
    >
      <VariantSwitch stacked />
      <SpeedChoice all />
      <div className={styles.row}>
        <Button onClick={() => workbench.stepBack()} aria-label="Step back">
          <Icon name="stepBack" size={20} />
        </Button>
        <Button onClick={() => workbench.stepForward()} aria-label="Step forward">
          <Icon name="stepForward" size={20} />
        </Button>
        <Button onClick={() => workbench.restart()}>
          <Icon name="start" size={20} />
          To the start
        </Button>
      </div>
      <BranchMenu />
      <div className={styles.row}>
        <Button onClick={() => workbench.reset()}>
          <Icon name="undo" size={20} />
          Reset
        </Button>
        <SharePopover />
        <ThemeButton />
      </div>
    </Popover>
  );
}

/** Back, play and the one thing to do next, within reach of the thumb. */
export function PhoneBottomBar({ onAsk }: { readonly onAsk: () => void }) {
  const workbench = useWorkbench();
  const playing = useWorkbenchState((state) => state.playing);
  const current = useWorkbenchState((state) => state.guide.step);
  return (
    <section className={styles.bottom} aria-label="Transport">
      <Button
        className={styles.square}
        aria-label="Previous step"
        disabled={current === 0}
        onClick={() => workbench.previousStep()}
      >
        <Icon name="back" size={22} />
      </Button>
      <Button className={styles.square} aria-label={playing ? 'Pause' : 'Play'} onClick={() => workbench.toggle()}>
        <Icon name={playing ? 'pause' : 'play'} size={20} />
      </Button>
      <PrimaryButton className={styles.primary} onAsk={onAsk} />
    </section>
  );
}
