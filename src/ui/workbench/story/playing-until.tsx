import type { Cue } from '../../../scenario/scenario.ts';
import { useWorkbenchState, viewOf } from '../context.ts';
import { conditionWords } from './condition-words.ts';
import styles from './story.module.css';

/** What the run is played towards, and how far that is. */
export function PlayingUntil({ cue }: { readonly cue: Cue }) {
  const scenario = useWorkbenchState((state) => state.scenario);
  const view = useWorkbenchState(viewOf);
  const playing = useWorkbenchState((state) => state.playing);
  if (cue.until === null) return null;
  const condition = conditionWords(cue.until.source, scenario, view);
  return (
    <p className={styles.status}>
      {playing ? 'Playing until ' : 'It plays until '}
      {condition === null ? <code>{cue.until.source}</code> : <strong>{condition.words}</strong>}
      {condition?.progress === undefined || condition.progress === null
        ? '.'
        : `; now ${condition.progress.replace(/^now /, '')}.`}
    </p>
  );
}
