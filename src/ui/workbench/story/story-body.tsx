import { usePanel } from '../../controls/use-panel.ts';
import { useWorkbench, useWorkbenchState } from '../context.ts';
import { loadParameterSliders } from '../parts.ts';
import { Comparison } from './comparison.tsx';
import { PlayingUntil } from './playing-until.tsx';
import { Prose } from './prose.tsx';
import { QuestionForm } from './question-form.tsx';
import styles from './story.module.css';

/** What a step says, asks and finds out. */
export function StoryBody() {
  const workbench = useWorkbench();
  const scenario = useWorkbenchState((state) => state.scenario);
  const guide = useWorkbenchState((state) => state.guide);
  const { Panel: Sliders } = usePanel(loadParameterSliders, scenario.parameters.size > 0);
  const sliders = Sliders !== null && scenario.parameters.size > 0 && <Sliders />;
  const step = scenario.steps[guide.step];
  if (step === undefined)
    return (
      <>
        <p>{scenario.summary}</p>
        {sliders}
      </>
    );
  const chosen = guide.answers[guide.step] ?? null;
  const { phase } = guide;
  const settled = phase === 'compared' || phase === 'reading';
  const compared = phase === 'compared' || (phase === 'reading' && chosen !== null);
  const last = guide.step === scenario.steps.length - 1;
  return (
    <>
      <Prose markdown={step.say} />
      {phase === 'setting-up' && <PlayingUntil cue={step} />}
      {step.ask !== null && phase !== 'setting-up' && !compared && (
        <QuestionForm
          question={step.ask}
          chosen={chosen}
          open={phase === 'asking' || phase === 'predicted'}
          onAnswer={(option) => workbench.answer(option)}
        />
      )}
      {phase === 'finding-out' && step.find !== null && <PlayingUntil cue={step.find} />}
      {step.ask !== null && compared && <Comparison question={step.ask} chosen={chosen} />}
      {guide.gaveUp && <GaveUp />}
      {sliders}
      {last && settled && scenario.takeaway !== '' && (
        <section className={styles.takeaway} aria-label="What to take away">
          <h2>What to take away</h2>
          <Prose markdown={scenario.takeaway} />
        </section>
      )}
    </>
  );
}

/** The condition that the step waits for did not come true in its time. */
function GaveUp() {
  const scenario = useWorkbenchState((state) => state.scenario);
  const guide = useWorkbenchState((state) => state.guide);
  const step = scenario.steps[guide.step];
  const cue = guide.phase === 'compared' || guide.phase === 'finding-out' ? (step?.find ?? step) : step;
  const seconds = Math.round((cue?.patienceUs ?? 0) / 1_000_000);
  return (
    <p className={styles.status}>
      What this step waits for did not happen within {seconds} s of virtual time, perhaps because of what was changed.
      Go on, or reset the run.
    </p>
  );
}
