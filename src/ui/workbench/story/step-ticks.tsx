import type { Step } from '../../../scenario/scenario.ts';
import { classNames } from '../../controls/class-names.ts';
import styles from './step-ticks.module.css';

export interface StepTicksProps {
  readonly steps: readonly Step[];
  readonly current: number;
  readonly onJump: (step: number) => void;
}

/** One tick a step; a tick jumps to its step. */
export function StepTicks({ steps, current, onJump }: StepTicksProps) {
  return (
    <nav className={styles.ticks} aria-label="Steps">
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li key={`${index} ${step.title}`} className={styles.item}>
            <button
              type="button"
              className={classNames(styles.tick, index < current && styles.done, index === current && styles.now)}
              onClick={() => onJump(index)}
              aria-current={index === current ? 'step' : undefined}
              aria-label={`Step ${index + 1}: ${step.title}`}
              title={step.title}
            />
          </li>
        ))}
      </ol>
      <span className={styles.count}>
        {current + 1} of {steps.length}
      </span>
    </nav>
  );
}
