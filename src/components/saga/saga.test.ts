import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SagaParticipant } from './choreography.ts';
import type { SagaEvent } from './choreography.ts';
import { SagaOrchestrator } from './orchestrator.ts';
import { plainSaga, sagaProblem } from '../../scenario/statements/saga-plan.ts';
import type { SagaStep, SagaStepKind } from '../../scenario/statements/saga-plan.ts';

const kinds = (...list: readonly SagaStepKind[]): readonly SagaStep[] =>
  list.map((kind, i) => ({ name: `T${i + 1}`, kind }));

/** What is done until the saga ends, where `fails` says so. */
function directed(steps: readonly SagaStep[], fails: (command: string, attempt: number) => boolean): string[] {
  const saga = new SagaOrchestrator(steps);
  const done: string[] = [];
  for (let { command } = saga; command.kind === 'do' || command.kind === 'compensate'; { command } = saga) {
    const name = command.kind === 'do' ? command.step : command.step.replace('T', 'C');
    const failing = fails(name, command.attempt);
    done.push(failing ? `${name}!` : name);
    if (failing) saga.failed('it did not work');
    else saga.succeeded();
  }
  return done;
}

test('[SAGA-1] [SAGA-2] what was done is undone in reverse order, what failed is not', () => {
  const steps = plainSaga(['T1', 'T2', 'T3']);
  const failing = (at: string): string[] => directed(steps, (name) => name === at);
  expect(failing('none')).toEqual(['T1', 'T2', 'T3']);
  expect(failing('T1')).toEqual(['T1!']);
  expect(failing('T2')).toEqual(['T1', 'T2!', 'C1']);
  expect(failing('T3')).toEqual(['T1', 'T2', 'T3!', 'C2', 'C1']);
  const saga = new SagaOrchestrator(steps);
  saga.succeeded();
  expect(saga.failed('sold out')).toEqual({ kind: 'compensate', step: 'T1', attempt: 1 });
  expect(saga.succeeded()).toEqual({ kind: 'compensated' });
  expect(saga.state.why).toBe('sold out');
  expect(() => saga.succeeded()).toThrow('over');
});

test('[SAGA-3] steps that cannot be undone come behind the pivot only', () => {
  expect(sagaProblem(kinds('compensatable', 'compensatable', 'pivot', 'retriable', 'retriable'))).toBeNull();
  expect(sagaProblem(kinds('retriable'))).toBeNull();
  expect(sagaProblem([])).toBe('A saga needs at least one step.');
  expect(sagaProblem(kinds('pivot', 'pivot'))).toBe('Only one step can be the pivot, not T1 and T2.');
  expect(sagaProblem(kinds('pivot', 'compensatable'))).toContain('T2 can fail for good after T1');
  expect(sagaProblem(kinds('retriable', 'pivot'))).toContain('T2 can fail');
  expect(sagaProblem([...kinds('compensatable'), ...kinds('pivot')])).toBe('Two steps are named T1.');
  expect(() => new SagaOrchestrator([])).toThrow('at least one step');
});

test('[SAGA-4] behind the pivot, and on the way back, everything is tried until it succeeds', () => {
  const steps = kinds('compensatable', 'pivot', 'retriable');
  expect(directed(steps, (name, attempt) => name === 'T3' && attempt < 3)).toEqual(['T1', 'T2', 'T3!', 'T3!', 'T3']);
  expect(directed(steps, (name, attempt) => name === 'T2' || (name === 'C1' && attempt < 3))).toEqual([
    'T1',
    'T2!',
    'C1!',
    'C1!',
    'C1',
  ]);
});

test('[SAGA-5] [SAGA-6] a command whose outcome nobody knows is given again, after a crash too', () => {
  const steps = plainSaga(['T1', 'T2']);
  const saga = new SagaOrchestrator(steps);
  saga.succeeded();
  expect(saga.again()).toEqual({ kind: 'do', step: 'T2', attempt: 2 });
  const later = new SagaOrchestrator(steps, saga.state);
  expect(later.command).toEqual({ kind: 'do', step: 'T2', attempt: 2 });
  expect(later.succeeded()).toEqual({ kind: 'completed' });
});

test('[SAGA-8] a participant that hears an event twice acts once', () => {
  const steps = plainSaga(['T1', 'T2', 'T3']);
  const second = new SagaParticipant(steps, 'T2');
  const done = { saga: 's', kind: 'done', step: 'T1' } as const;
  const failed = { saga: 's', kind: 'failed', step: 'T3' } as const;
  expect(second.reactionTo(failed)).toBeNull();
  expect(second.reactionTo(done)).toBe('do');
  second.succeeded('s', 'do');
  expect([second.reactionTo(done), second.reactionTo({ ...done, saga: 'other' })]).toEqual([null, 'do']);
  expect(second.reactionTo(failed)).toBe('compensate');
  expect(second.succeeded('s', 'compensate')).toEqual({ saga: 's', kind: 'compensated', step: 'T2' });
  expect([second.reactionTo(failed), second.reactionTo(done)]).toEqual([null, null]);
  expect(second.failed('third')).toEqual({ saga: 'third', kind: 'failed', step: 'T2' });
  expect(new SagaParticipant(kinds('retriable'), 'T1').failed('s')).toBeNull();
  expect(() => new SagaParticipant(steps, 'T9')).toThrow('no step');
});

const plan = fc
  .record({ first: fc.nat({ max: 3 }), pivot: fc.boolean(), last: fc.nat({ max: 3 }) })
  .map(({ first, pivot, last }) => [
    ...kinds(
      ...Array.from({ length: first }, () => 'compensatable' as const),
      ...(pivot ? ['pivot' as const] : []),
      ...Array.from({ length: last }, () => 'retriable' as const),
    ),
  ])
  .filter((steps) => steps.length > 0);

/** How often each of T1, C1, T2 … fails before it succeeds; a step that can give up does so at its first failure. */
const failures = fc.array(fc.nat({ max: 2 }), { minLength: 14, maxLength: 14 });

test('[SAGA-1] [SAGA-4] [SAGA-6] [SAGA-7] [SAGA-8] 1,500 sagas with failures, crashes and copies end alike, directed or not', () => {
  fc.assert(
    fc.property(plan, failures, fc.array(fc.nat({ max: 9 }), { maxLength: 40 }), (steps, often, chance) => {
      const left = (name: string): number =>
        often[(Number(name.slice(1)) - 1) * 2 + (name[0] === 'C' ? 1 : 0)] as number;
      const fails = (name: string, attempt: number): boolean => attempt <= left(name);
      const reached = steps.findIndex(({ name, kind }) => kind !== 'retriable' && left(name) > 0);
      const names = steps.map(({ name }) => name);
      const expected =
        reached < 0
          ? names
          : [
              ...names.slice(0, reached),
              ...names
                .slice(0, reached)
                .toReversed()
                .map((name) => name.replace('T', 'C')),
            ];
      expect(directed(steps, fails).filter((name) => !name.endsWith('!'))).toEqual(expected);
      expect(directedWithCrashes(steps, fails, chance)).toEqual(expected);
      expect(undirected(steps, fails, chance)).toEqual(expected);
    }),
    { numRuns: 1500 },
  );
}, 30_000);

/** An orchestrator that crashes now and then between a command's effect and its answer; participants know their own past. */
function directedWithCrashes(
  steps: readonly SagaStep[],
  fails: (name: string, attempt: number) => boolean,
  chance: readonly number[],
): string[] {
  const effects: string[] = [];
  const tried = new Map<string, number>();
  let saga = new SagaOrchestrator(steps);
  let turn = 0;
  for (let { command } = saga; command.kind === 'do' || command.kind === 'compensate'; { command } = saga) {
    const name = command.kind === 'do' ? command.step : command.step.replace('T', 'C');
    if (!effects.includes(name)) {
      const attempt = (tried.get(name) ?? 0) + 1;
      tried.set(name, attempt);
      if (fails(name, attempt)) {
        saga.failed('no');
        continue;
      }
      effects.push(name);
    }
    if ((chance[turn++] ?? 0) > 6) saga = new SagaOrchestrator(steps, saga.state);
    else saga.succeeded();
  }
  return effects;
}

/** Participants that hear every event, some of them twice, in the order of the telling. */
function undirected(
  steps: readonly SagaStep[],
  fails: (name: string, attempt: number) => boolean,
  chance: readonly number[],
): string[] {
  const participants = steps.map(({ name }) => new SagaParticipant(steps, name));
  const effects: string[] = [];
  const events: SagaEvent[] = [{ saga: 's', kind: 'started', step: '' }];
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as SagaEvent;
    const times = (chance[i] ?? 0) > 4 ? 2 : 1;
    for (let time = 0; time < times; time++)
      for (const participant of participants) {
        const reaction = participant.reactionTo(event);
        if (reaction === null) continue;
        const name = reaction === 'do' ? participant.step.name : participant.step.name.replace('T', 'C');
        for (let attempt = 1; ; attempt++) {
          const failed = fails(name, attempt) && reaction === 'do' ? participant.failed('s') : null;
          if (failed !== null) {
            events.push(failed);
            break;
          }
          if (fails(name, attempt)) continue;
          effects.push(name);
          events.push(participant.succeeded('s', reaction));
          break;
        }
      }
  }
  return effects;
}
