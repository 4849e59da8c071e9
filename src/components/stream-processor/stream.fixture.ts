import { sum } from './aggregate.ts';
import { WindowOperator } from './window-operator.ts';
import type { WindowOutput } from './window-output.ts';
import { BEAM_DEFAULTS } from './windowing-strategy.ts';
import type { WindowingStrategy } from './windowing-strategy.ts';

/** An element `[event time, value, key]`, a watermark, or a processing time. */
export type Operation =
  | { readonly el: readonly [eventTimeUs: number, value: number, key?: string] }
  | { readonly wm: number }
  | { readonly pt: number };

export function operatorOf(
  change: Partial<WindowingStrategy>,
  told: (output: WindowOutput<number, number>, nowUs: number) => void,
) {
  return new WindowOperator<number, number, number>({ ...BEAM_DEFAULTS, ...change }, sum, told);
}

/** Does the operations one after the other; processing time stands still but for `pt`. */
export function outputsOf(
  change: Partial<WindowingStrategy>,
  operations: readonly Operation[],
): WindowOutput<number, number>[] {
  const outputs: WindowOutput<number, number>[] = [];
  const operator = operatorOf(change, (output) => outputs.push(output));
  let nowUs = 0;
  for (const operation of operations) {
    if ('pt' in operation) operator.advanceTime((nowUs = operation.pt));
    else if ('wm' in operation) operator.advanceWatermark(operation.wm, nowUs);
    else operator.add(operation.el[2] ?? 'a', operation.el[1], operation.el[0], nowUs);
  }
  return outputs;
}

/** As `outputsOf`, in short words: "a [0,10) 5 EARLY 0 first", "a [0,10) -5", "a [0,10) drops 3: late". */
export function wordsOf(change: Partial<WindowingStrategy>, operations: readonly Operation[]): readonly string[] {
  return outputsOf(change, operations).map((output) => {
    const { window } = output;
    const place = window === null ? output.key : `${output.key} [${window.startUs},${window.endUs})`;
    switch (output.kind) {
      case 'pane': {
        const onTime = output.onTimeIndex === null ? [] : [`on time ${output.onTimeIndex}`];
        const flags = [...onTime, ...(output.isFirst ? ['first'] : []), ...(output.isLast ? ['last'] : [])];
        return [place, output.value, output.timing, output.index, ...flags].join(' ');
      }
      case 'retraction':
        return `${place} takes back ${output.value}`;
      case 'dropped':
        return `${place} drops ${output.value}: ${output.why}`;
      case 'merged':
        return `${place} merges ${output.from.map(({ startUs, endUs }) => `[${startUs},${endUs})`).join(' ')}`;
      case 'expired':
        return `${place} expires`;
    }
  });
}
