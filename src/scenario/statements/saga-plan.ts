/**
 * Compensatable: it can be undone. Pivot: once it succeeds the saga goes through. Retriable: it succeeds if it is tried
 * often enough.
 */
export type SagaStepKind = 'compensatable' | 'pivot' | 'retriable';

export interface SagaStep {
  readonly name: string;
  readonly kind: SagaStepKind;
}

/** T1 … Tn: all but the last can be undone, and the last decides. */
export function plainSaga(names: readonly string[]): readonly SagaStep[] {
  return names.map((name, i) => ({ name, kind: i === names.length - 1 ? 'pivot' : 'compensatable' }));
}

/** What is wrong with a saga's steps, as a sentence for users; null when nothing is. */
export function sagaProblem(steps: readonly SagaStep[]): string | null {
  if (steps.length === 0) return 'A saga needs at least one step.';
  const names = new Set<string>();
  for (const { name } of steps) {
    if (names.has(name)) return `Two steps are named ${name}.`;
    names.add(name);
  }
  const pivots = steps.filter(({ kind }) => kind === 'pivot');
  if (pivots.length > 1) return `Only one step can be the pivot, not ${pivots.map(({ name }) => name).join(' and ')}.`;
  const order: readonly SagaStepKind[] = ['compensatable', 'pivot', 'retriable'];
  for (let i = 1; i < steps.length; i++) {
    const [before, step] = [steps[i - 1] as SagaStep, steps[i] as SagaStep];
    if (order.indexOf(step.kind) < order.indexOf(before.kind))
      return `${step.name} can fail for good after ${before.name} can no longer be undone; put it before, or let it be tried again until it succeeds.`;
  }
  return null;
}
