import { Button } from '../controls/button.tsx';
import { Icon } from '../drawing/icon.tsx';
import { wholeMs, wholeText } from '../number-text.ts';
import { BranchMenu } from './branch-menu.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';
import { NextHappening } from './next-happening.tsx';
import { SpeedChoice } from './speed-choice.tsx';
import styles from './transport.module.css';

/** Plays, steps and rewinds the run. */
export function Transport() {
  const workbench = useWorkbench();
  const playing = useWorkbenchState((state) => state.playing);
  const atStart = useWorkbenchState((state) => state.tUs === 0);
  return (
    <section className={styles.transport} aria-label="Transport">
      <Button
        look="ghost"
        square
        aria-label="To the start"
        aria-keyshortcuts="Home"
        title="To the start"
        disabled={atStart}
        onClick={() => workbench.restart()}
      >
        <Icon name="start" size={20} />
      </Button>
      <Button
        look="ghost"
        square
        aria-label="Step back"
        aria-keyshortcuts="ArrowLeft"
        title="Step back"
        disabled={atStart}
        onClick={() => workbench.stepBack()}
      >
        <Icon name="stepBack" size={21} />
      </Button>
      <Button
        look="primary"
        className={styles.play}
        aria-label={playing ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        onClick={() => workbench.toggle()}
      >
        <Icon name={playing ? 'pause' : 'play'} size={20} />
      </Button>
      <Button
        look="ghost"
        square
        aria-label="Step forward"
        aria-keyshortcuts="ArrowRight"
        title="Step forward"
        onClick={() => workbench.stepForward()}
      >
        <Icon name="stepForward" size={21} />
      </Button>
      <Clock />
      <SpeedChoice />
      <Button
        look="ghost"
        square
        aria-label="Reset the run"
        title="Reset: no interventions, first step"
        onClick={() => workbench.reset()}
      >
        <Icon name="undo" size={20} />
      </Button>
      <BranchMenu />
      <NextHappening />
    </section>
  );
}

/** The virtual time. */
export function Clock() {
  const ms = useWorkbenchState((state) => wholeMs(state.tUs));
  return (
    <p className={styles.clock} role="timer" aria-label="Virtual time">
      {wholeText(ms)}
      <small>ms</small>
    </p>
  );
}
