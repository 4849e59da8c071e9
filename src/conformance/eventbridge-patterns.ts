import { Bus } from '../components/topic/bus.ts';
import { compileEventPattern } from '../components/topic/event-pattern.ts';
import { Findings } from '../scenario/problem.ts';
import type { Data } from '../trace/message.ts';
import type { Report } from './report.ts';

type Outcome = 'match' | 'no-match' | 'exception';
type Fields = { readonly [field: string]: Data };

/** A case of the suites R and O; in O one event serves all. */
interface RuleCase {
  readonly name: string;
  readonly rule: unknown;
  readonly event?: Data;
  readonly match: boolean | Outcome;
}

/** A case of the suite L: `d` is the event without its envelope, `e` the whole event. */
interface PatternCase {
  readonly n: string;
  readonly x: Outcome;
  readonly p: unknown;
  readonly d?: Fields;
  readonly e?: Data;
}

interface Document {
  readonly _meta?: { readonly envelopeForL?: Fields };
  readonly R?: readonly RuleCase[];
  readonly O?: readonly RuleCase[] | { readonly event: Data; readonly cases: readonly RuleCase[] };
  readonly L?: readonly PatternCase[];
}

/** Subscribes with each case's pattern and publishes its event. */
export function check(document: unknown, report: Report): void {
  const { _meta, R = [], O = [], L = [] } = document as Document;
  const [shared, operators] = 'cases' in O ? [O.event, O.cases] : [null, O];
  for (const [suite, cases] of [
    ['R', R],
    ['O', operators],
  ] as const) {
    for (const { name, rule, event = shared, match } of cases) {
      report.case(`${suite}: ${name}`, outcomeOf(match), publish(rule, event));
    }
  }
  for (const { n, x, p, d, e } of L) {
    report.case(`L: ${n}`, x, publish(p, e ?? { ..._meta?.envelopeForL, ...d }));
  }
}

function outcomeOf(match: boolean | Outcome): Outcome {
  if (typeof match === 'string') return match;
  return match ? 'match' : 'no-match';
}

function publish(rule: unknown, event: Data): Outcome {
  const pattern = compileEventPattern(rule, new Findings());
  if (pattern === null) return 'exception';
  const bus = new Bus();
  bus.bind({ subscriber: 'target', name: 'rule', filter: { kind: 'event', pattern } });
  return bus.route('', event).length > 0 ? 'match' : 'no-match';
}
