import type { ClientView } from '../../projections/view.ts';
import { wholeText } from '../number-text.ts';

export interface ClientLook {
  readonly sub: string | undefined;
  /** How many requests ended well, and how many did not. */
  readonly ok: number;
  readonly bad: number;
  /** "18 ok, 2 timed out"; '' before the first end. */
  readonly words: string;
  /** How the last request ended, where it did not end well: "Timeout 17". */
  readonly last: string | undefined;
}

const ENDING = { timeout: 'Timeout', failed: 'Failed', refused: 'Refused' } as const;

/** How a client looks: who waits, what came of the rest. */
export function clientLook({ open, outcomes, last }: ClientView): ClientLook {
  const { ok, refused, failed, timeout } = outcomes;
  const bad = refused + failed + timeout;
  const word = timeout === bad ? 'timed out' : refused === bad ? 'refused' : 'failed';
  return {
    sub: open.length > 0 ? `${wholeText(open.length)} waiting` : undefined,
    ok,
    bad,
    words: [ok > 0 ? [`${wholeText(ok)} ok`] : [], bad > 0 ? [`${wholeText(bad)} ${word}`] : []].flat().join(', '),
    last: last === null || last.outcome === 'ok' ? undefined : `${ENDING[last.outcome]} ${last.message.label}`,
  };
}
