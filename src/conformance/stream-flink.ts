import { sum } from '../components/stream-processor/aggregate.ts';
import { WindowOperator } from '../components/stream-processor/window-operator.ts';
import type { WindowOutput } from '../components/stream-processor/window-output.ts';
import { FLINK_DEFAULTS } from '../components/stream-processor/windowing-strategy.ts';
import type { WindowingStrategy } from '../components/stream-processor/windowing-strategy.ts';
import { US_PER_MS } from '../kernel/time.ts';
import type { Report } from './report.ts';
import { durationUs, triggerOf, windowOf } from './stream-text.ts';

type FlinkOperation =
  | readonly [operation: 'el', key: string, value: number, timestamp: number]
  | readonly [operation: 'wm' | 'pt', time: number | string];

type FlinkResult = readonly [key: string, sum: number, at: number | readonly [start: number, end: number]];

export interface FlinkCase {
  readonly test: string;
  readonly window: string;
  readonly lateness?: number | string;
  readonly trigger?: string;
  readonly ops: readonly FlinkOperation[];
  readonly out: readonly FlinkResult[];
  readonly dropped?: readonly (readonly [key: string, timestamp: number])[];
}

/** Runs the cases of Apache Flink's window operator; there a watermark of t says that nothing comes with a time up to t. */
export function checkFlink(cases: readonly FlinkCase[], report: Report): void {
  for (const each of cases) {
    const expected = { out: sorted(each.out), ...(each.dropped && { dropped: sorted(each.dropped) }) };
    report.case(`flink ${each.test}`, expected, run(each));
  }
}

function run(each: FlinkCase): unknown {
  try {
    const asSpans = each.out.some(([, , at]) => Array.isArray(at)) || /^session/i.test(each.window);
    const results: FlinkResult[] = [];
    const dropped: (readonly [string, number])[] = [];
    const emit = (output: WindowOutput<number, number>): void => {
      if (output.kind !== 'pane') return;
      const { startUs, endUs } = output.window;
      const at = asSpans ? ([startUs / US_PER_MS, endUs / US_PER_MS] as const) : endUs / US_PER_MS - 1;
      results.push([output.key, output.value, at]);
    };
    const operator = new WindowOperator<number, number, number>(strategyOf(each), sum, emit);
    for (const operation of each.ops) {
      const late = apply(operator, operation);
      if (late) dropped.push([String(operation[1]), Number(operation[3])]);
    }
    return { out: sorted(results), ...(each.dropped && { dropped: sorted(dropped) }) };
  } catch (error) {
    return String(error);
  }
}

/** True when an element was dropped. */
function apply(operator: WindowOperator<number, number, number>, operation: FlinkOperation): boolean {
  if (operation[0] === 'el') return !operator.add(operation[1], operation[2], operation[3] * US_PER_MS, 0);
  if (operation[0] === 'wm') operator.advanceWatermark(durationUs(operation[1]) + US_PER_MS, 0);
  else throw new Error(`what operation is "${operation[0]}"?`);
  return false;
}

function strategyOf({ window, lateness = 0, trigger = '' }: FlinkCase): WindowingStrategy {
  const purging = /purg/i.test(trigger);
  const count = /count\D*(\d+)/i.exec(trigger);
  const counting = count && triggerOf(`repeatedly elementCount>=${count[1]}`);
  return {
    ...FLINK_DEFAULTS,
    window: windowOf(window, true),
    allowedLatenessUs: durationUs(lateness),
    accumulation: purging ? 'discarding' : 'accumulating',
    trigger: counting ?? FLINK_DEFAULTS.trigger,
  };
}

function sorted(rows: readonly unknown[]): readonly string[] {
  return rows.map((row) => JSON.stringify(row)).toSorted();
}
