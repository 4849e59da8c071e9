import { Button } from '../../controls/button.tsx';
import { classNames } from '../../controls/class-names.ts';
import text from '../../controls/text.module.css';
import { Icon } from '../../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from '../context.ts';
import { PrimaryButton } from './primary-button.tsx';
import { StepTicks } from './step-ticks.tsx';
import { StoryBody } from './story-body.tsx';
import styles from './story.module.css';

/** The column that guides through the scenario. */
export function Story() {
  const workbench = useWorkbench();
  const scenario = useWorkbenchState((state) => state.scenario);
  const current = useWorkbenchState((state) => state.guide.step);
  const step = scenario.steps[current];
  return (
    <section className={styles.story} aria-label="Story">
      {scenario.steps.length > 0 && (
        <StepTicks steps={scenario.steps} current={current} onJump={(index) => workbench.goToStep(index)} />
      )}
      <div className={styles.scroll}>
        <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
          {step?.title ?? scenario.title}
        </h1>
        <StoryBody key={current} />
      </div>
      <div className={styles.nav}>
        <Button
          square
          className={styles.back}
          aria-label="Previous step"
          aria-keyshortcuts="Shift+N PageUp"
          disabled={current === 0}
          onClick={() => workbench.previousStep()}
        >
          <Icon name="back" size={20} />
        </Button>
        <PrimaryButton className={styles.primary} />
      </div>
    </section>
  );
}
