import { US_PER_MS } from '../../kernel/time.ts';

/** Time as a place: `width` px from `fromUs` to `toUs`, counted from the left end of the plot. */
export interface TimeAxis {
  readonly fromUs: number;
  readonly toUs: number;
  readonly width: number;
  readonly pxPerUs: number;
}

/** An axis of at least one microsecond. */
export function timeAxis(fromUs: number, toUs: number, width: number): TimeAxis {
  const end = Math.max(fromUs + 1, toUs);
  return { fromUs, toUs: end, width, pxPerUs: width / (end - fromUs) };
}

export const xOf = (axis: TimeAxis, tUs: number): number => (tUs - axis.fromUs) * axis.pxPerUs;

/** The instant at a place, within the axis, in whole microseconds. */
export function instantAt(axis: TimeAxis, x: number): number {
  return Math.round(Math.min(axis.toUs, Math.max(axis.fromUs, axis.fromUs + x / axis.pxPerUs)));
}

/** Ticks at round instants, at least `room` px apart. */
export function ticksOf(axis: TimeAxis, room: number): readonly number[] {
  const step = roundStep(room / axis.pxPerUs);
  const ticks: number[] = [];
  for (let t = Math.ceil(axis.fromUs / step) * step; t <= axis.toUs; t += step) ticks.push(t);
  return ticks;
}

/** The least of 1, 2 and 5 times a power of ten milliseconds that is not below `leastUs`. */
function roundStep(leastUs: number): number {
  let step = US_PER_MS;
  for (;;) {
    for (const factor of [1, 2, 5]) if (step * factor >= leastUs) return step * factor;
    step *= 10;
  }
}
