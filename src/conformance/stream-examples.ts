import { sum } from '../components/stream-processor/aggregate.ts';
import { WindowOperator } from '../components/stream-processor/window-operator.ts';
import type { Pane } from '../components/stream-processor/window-output.ts';
import { BEAM_DEFAULTS } from '../components/stream-processor/windowing-strategy.ts';
import type { WindowingStrategy } from '../components/stream-processor/windowing-strategy.ts';
import type { Report } from './report.ts';
import { clockText, clockUs, durationUs, triggerOf, windowOf } from './stream-text.ts';

/** A watermark or a processing time that is reached, or an element; a prefix says on which streams it is. */
export type StreamOperation =
  | readonly [operation: string, time: string]
  | readonly [operation: string, score: number, eventTime: string];

interface ExpectedPane {
  readonly window: string | readonly [start: string, end: string];
  readonly [field: string]: unknown;
}

export interface Example {
  readonly id: string;
  readonly stream: string;
  readonly window: string;
  readonly trigger: string;
  readonly accumulation?: string;
  readonly allowedLateness?: string | number;
  readonly panes: readonly ExpectedPane[];
}

const KEY = 'TeamX';

/** Runs the published example's stream through the windows of each of its figures. */
export function checkExamples(stream: readonly StreamOperation[], examples: readonly Example[], report: Report): void {
  for (const example of examples) {
    const expected = example.panes.map((pane) => JSON.stringify(sortFields(pane))).toSorted();
    report.case(example.id, expected, run(example, stream, examples));
  }
}

/** The panes, sorted: within one processing instant their order is free. An example that can't be read says so. */
function run(example: Example, stream: readonly StreamOperation[], examples: readonly Example[]): unknown {
  try {
    const panes: Pane<number>[] = [];
    const operator = new WindowOperator<number, number, number>(strategyOf(example, examples), sum, (output) => {
      if (output.kind === 'pane') panes.push(output);
    });
    replay(operator, stream, example.stream);
    return panes.map((pane) => JSON.stringify(sortFields(paneFields(pane)))).toSorted();
  } catch (error) {
    return String(error);
  }
}

function replay(
  operator: WindowOperator<number, number, number>,
  stream: readonly StreamOperation[],
  name: string,
): void {
  const flags = flagsOf(name);
  let nowUs = 0;
  for (const operation of stream) {
    const [prefixed, first, eventTime = ''] = operation;
    const [verb, prefix] = prefixed.split(':').toReversed();
    if (prefix !== undefined && !flags.has(prefix)) continue;
    if (verb === 'pt') operator.advanceTime((nowUs = clockUs(String(first))));
    else if (verb === 'wm') operator.advanceWatermark(clockUs(String(first)), nowUs);
    else if (verb === 'el') operator.add(KEY, Number(first), clockUs(eventTime), nowUs);
    else throw new Error(`what operation is "${prefixed}"?`);
  }
}

/** "HEURISTIC+six" has what is marked `H:` and `six:`. */
function flagsOf(stream: string): ReadonlySet<string> {
  const marks: Readonly<Record<string, string>> = { HEURISTIC: 'H', PERFECT: 'P' };
  return new Set(stream.split('+').map((name) => marks[name.toUpperCase()] ?? name));
}

function strategyOf(example: Example, examples: readonly Example[]): WindowingStrategy {
  const { accumulation = 'discarding', allowedLateness = 0 } = example;
  const kind = /retract/i.test(accumulation) ? 'retracting' : accumulation;
  return {
    ...BEAM_DEFAULTS,
    window: windowOf(example.window, false),
    trigger: triggerOf(triggerText(example, examples)),
    accumulation: kind as WindowingStrategy['accumulation'],
    allowedLatenessUs: durationUs(allowedLateness),
  };
}

/** A trigger may be said to be that of another example. */
function triggerText(example: Example, examples: readonly Example[], hops = 0): string {
  const reference = /^(?:as|same as|like) (?:Example)?(\S+)$/i.exec(example.trigger)?.[1];
  const other = examples.find(({ id }) => id === reference || id === `Example${reference}`);
  if (other !== undefined && hops < examples.length) return triggerText(other, examples, hops + 1);
  // The figures of one chapter share a trigger; where its example isn't in the file, this is it.
  if (/^2_[789]/.test(reference ?? '')) return 'watermark + early: 1m processing time + late: every element';
  return example.trigger;
}

function paneFields(pane: Pane<number>): ExpectedPane {
  const { window, value, timing, index, onTimeIndex, isFirst, isLast } = pane;
  return {
    window: window.endUs === Infinity ? 'global' : [clockText(window.startUs), clockText(window.endUs)],
    sum: value,
    timing,
    index,
    ...(onTimeIndex === null ? {} : { onTimeIndex }),
    ...(isFirst ? { isFirst } : {}),
    ...(isLast ? { isLast } : {}),
  };
}

/** Flags that are false, and an index that doesn't apply, may as well be left out. */
function sortFields(pane: ExpectedPane): object {
  const said = Object.entries(pane).filter(([, value]) => value !== false && value !== null && value !== -1);
  return Object.fromEntries(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
