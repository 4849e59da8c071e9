import { SagaParticipant } from '../components/saga/choreography.ts';
import type { SagaEvent } from '../components/saga/choreography.ts';
import { SagaOrchestrator } from '../components/saga/orchestrator.ts';
import { plainSaga } from '../scenario/statements/saga-plan.ts';
import type { SagaStep } from '../scenario/statements/saga-plan.ts';
import type { Report } from './report.ts';

export interface SagaVectors {
  readonly traces?: readonly {
    readonly n: number;
    /** From 1; null or left out: none fails. */
    readonly failAt?: number | null;
    readonly trace: readonly string[];
  }[];
}

/** T1 … Tn, of which one may fail: directed from one place, and as events among the participants. */
export function checkSagas({ traces = [] }: SagaVectors, report: Report): void {
  for (const { n, failAt, trace } of traces) {
    const steps = plainSaga(Array.from({ length: n }, (_, i) => `T${i + 1}`));
    const failing = failAt === undefined || failAt === null ? null : `T${failAt}`;
    const name = `${n} steps, ${failing ?? 'none'} fails`;
    report.case(`${name}, orchestrated`, trace, orchestrated(steps, failing));
    report.case(`${name}, choreographed`, trace, choreographed(steps, failing));
  }
}

function orchestrated(steps: readonly SagaStep[], failing: string | null): readonly string[] {
  const saga = new SagaOrchestrator(steps);
  const trace: string[] = [];
  for (let { command } = saga; command.kind === 'do' || command.kind === 'compensate'; { command } = saga) {
    const fails = command.kind === 'do' && command.step === failing;
    trace.push(wordOf(command.kind, command.step, fails));
    if (fails) saga.failed('it fails');
    else saga.succeeded();
  }
  return trace;
}

function choreographed(steps: readonly SagaStep[], failing: string | null): readonly string[] {
  const participants = steps.map(({ name }) => new SagaParticipant(steps, name));
  const trace: string[] = [];
  const events: SagaEvent[] = [{ saga: 's', kind: 'started', step: '' }];
  for (let event = events.shift(); event !== undefined; event = events.shift()) {
    for (const participant of participants) {
      const reaction = participant.reactionTo(event);
      if (reaction === null) continue;
      const { name } = participant.step;
      const fails = reaction === 'do' && name === failing;
      trace.push(wordOf(reaction, name, fails));
      const told = fails ? participant.failed('s') : participant.succeeded('s', reaction);
      if (told !== null) events.push(told);
    }
  }
  return trace;
}

function wordOf(kind: 'do' | 'compensate', step: string, fails: boolean): string {
  return kind === 'do' ? `${step}${fails ? '!' : ''}` : step.replace('T', 'C');
}
