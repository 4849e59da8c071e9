import type { LagStep } from '../../../projections/space-time.ts';

export interface LagPathBox {
  readonly fromUs: number;
  readonly toUs: number;
  readonly width: number;
  readonly height: number;
}

/** The lag over time as a path of steps, scaled to its highest value; '' where nothing was measured. */
export function lagPath(steps: readonly LagStep[], { fromUs, toUs, width, height }: LagPathBox): string {
  const span = Math.max(1, toUs - fromUs);
  const top = Math.max(1, ...steps.map(({ lag }) => lag));
  const x = (tUs: number): number => Math.round((Math.min(Math.max(tUs - fromUs, 0), span) / span) * width * 10) / 10;
  const y = (lag: number): number => Math.round((height - (lag / top) * height) * 10) / 10;
  const [first] = steps;
  if (first === undefined) return '';
  const turns = steps.slice(1).map((step) => `H${x(step.tUs)}V${y(step.lag)}`);
  return `M${x(first.tUs)},${y(first.lag)}${turns.join('')}H${x(toUs)}`;
}
