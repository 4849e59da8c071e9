import { EventStoreCore, type AppendResult } from '../components/event-store/event-store-core.ts';
import { readExpectedVersion } from '../components/event-store/expected-version.ts';
import type { Report } from './report.ts';

type Append = readonly [ids: readonly string[], expectedVersion: unknown];

interface Sequence {
  readonly name: string;
  readonly prior: readonly Append[];
  readonly append: readonly string[];
  readonly expectedVersion: unknown;
  readonly outcome: string;
  readonly finalCount: number;
}

const STREAM = 'stream';

/** Plays each sequence of appends into a new store. */
export function check(document: unknown, report: Report): void {
  const { sequences } = document as { readonly sequences: readonly Sequence[] };
  for (const { name, prior, append, expectedVersion, outcome, finalCount } of sequences) {
    const store = new EventStoreCore();
    for (const earlier of prior) appendIds(store, earlier);
    const result = appendIds(store, [append, expectedVersion]);
    const { events } = store.read(STREAM, { direction: 'forwards', from: 'start', count: Number.MAX_SAFE_INTEGER }, 0);
    report.case(name, { outcome: kindOf(outcome), finalCount }, { outcome: result.kind, finalCount: events.length });
  }
}

function appendIds(store: EventStoreCore, [ids, expected]: Append): AppendResult | { readonly kind: string } {
  const version = readExpectedVersion(expected);
  if (version === null) return { kind: `unknown expected version ${String(expected)}` };
  const events = ids.map((id) => ({ id, type: 'Tested', version: 1, data: null, metadata: null }));
  return store.append(STREAM, events, version, 0);
}

const KINDS: readonly (readonly [beginning: RegExp, kind: AppendResult['kind']])[] = [
  [/^idempotent/i, 'idempotent'],
  [/^append/i, 'appended'],
  // A client is told of every inconsistency as a wrong version.
  [/^(?:wrong|error|corrupt)/i, 'wrongExpectedVersion'],
  [/^(?:stream)?deleted/i, 'streamDeleted'],
];

/** The outcome's first word, which a remark in brackets may follow. */
function kindOf(outcome: string): string {
  return KINDS.find(([beginning]) => beginning.test(outcome))?.[1] ?? outcome;
}
