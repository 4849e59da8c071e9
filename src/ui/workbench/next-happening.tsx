import { msText } from '../../projections/words.ts';
import { Token, type TokenKind } from '../drawing/token.tsx';
import type { Entry } from '../../trace/entry.ts';
import { useWorkbenchState } from './context.ts';
import styles from './transport.module.css';

/** What happens next, and in how long. */
export function NextHappening() {
  const projection = useWorkbenchState((state) => state.projection);
  const tUs = useWorkbenchState((state) => state.tUs);
  const next = projection.upcoming(tUs);
  if (next === null) return null;
  const kind = tokenOf(next.entry);
  return (
    <p className={styles.next}>
      <b>Next</b>
      {kind !== null && (
        <svg width={24} height={24} viewBox="-15 -15 30 30" aria-hidden="true">
          <Token kind={kind} x={0} y={0} />
        </svg>
      )}
      <span className={styles.words} title={next.words}>
        {next.words}
      </span>
      <span className={styles.delay}>+{msText(next.tUs - tUs)}</span>
    </p>
  );
}

function tokenOf(entry: Entry): TokenKind | null {
  if (!('message' in entry) || typeof entry.message === 'string') return null;
  return entry.message.poison ? 'poison' : entry.message.kind;
}
