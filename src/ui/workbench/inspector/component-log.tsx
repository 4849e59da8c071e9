import { useWorkbench, useWorkbenchState } from '../context.ts';
import { wholeMs, wholeText } from '../../number-text.ts';
import { describe } from '../../../projections/narration.ts';
import { CodeWords } from '../../controls/code-words.tsx';
import styles from './component-log.module.css';

const SHOWN = 40;

/** What happened at a component or link, newest first; a line leads back to its instant. */
export function ComponentLog({ at }: { readonly at: string }) {
  const workbench = useWorkbench();
  const scenario = useWorkbenchState((state) => state.scenario);
  const projection = useWorkbenchState((state) => state.projection);
  const tUs = useWorkbenchState((state) => state.tUs);
  const entries = projection.logOf(at, tUs, SHOWN + 1);
  if (entries.length === 0) return <p className={styles.nothing}>Nothing has happened here yet.</p>;
  return (
    <>
      <ol className={styles.log} reversed>
        {entries.slice(0, SHOWN).map((entry) => (
          <li key={entry.seq}>
            <button type="button" className={styles.entry} onClick={() => workbench.scrubTo(entry.tUs)}>
              <span className={styles.time}>{wholeText(wholeMs(entry.tUs))}</span>
              <span>
                <CodeWords>{describe(entry, scenario)}</CodeWords>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {entries.length > SHOWN && (
        <p className={styles.nothing}>The newest {SHOWN} are shown. Step back to see older ones.</p>
      )}
    </>
  );
}
