import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign, createActor, createMachine } from 'xstate';
import type { TimerId } from './heap.ts';
import { VirtualClock } from './virtual-clock.ts';

test('[CLOCK-1] time starts at 0 and stands at the end of each advance', () => {
  const clock = new VirtualClock();
  expect(clock.nowUs).toBe(0);
  clock.advanceTo(1_500);
  expect(clock.nowUs).toBe(1_500);
  clock.advanceTo(1_500);
  expect(clock.nowUs).toBe(1_500);
});

test('[CLOCK-2] a random schedule runs sorted by (due time, scheduling), without what was cancelled', () => {
  const plan = fc.array(fc.record({ dueUs: fc.nat(50), cancelled: fc.boolean() }), { maxLength: 200, size: 'max' });
  fc.assert(
    fc.property(plan, (timers) => {
      const clock = new VirtualClock();
      const ran: number[] = [];
      const ids = timers.map(({ dueUs }, n) => clock.at(dueUs, () => ran.push(n)));
      timers.forEach(({ cancelled }, n) => cancelled && clock.cancel(ids[n]!));
      const expected = timers
        .map(({ dueUs, cancelled }, n) => ({ dueUs, cancelled, n }))
        .filter(({ cancelled }) => !cancelled)
        .sort((x, y) => x.dueUs - y.dueUs || x.n - y.n)
        .map(({ n }) => n);
      expect(clock.pendingCount).toBe(expected.length);
      clock.advanceTo(50);
      expect(ran).toEqual(expected);
      expect(clock.pendingCount).toBe(0);
    }),
  );
});

test('[CLOCK-2] at, after, atCall and setTimeout share one order of scheduling', () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  clock.setTimeout(() => ran.push('setTimeout'), 1);
  clock.atCall(1_000, (list: string[], name: string) => list.push(name), ran, 'atCall');
  clock.after(1_000, () => ran.push('after'));
  clock.at(1_000, () => ran.push('at'));
  clock.advanceTo(1_000);
  expect(ran).toEqual(['setTimeout', 'atCall', 'after', 'at']);
});

test('[CLOCK-3] a chained timer runs in the same advance', () => {
  const clock = new VirtualClock();
  const ran: Array<[string, number]> = [];
  clock.at(10, () => {
    ran.push(['first', clock.nowUs]);
    clock.after(0, () => ran.push(['at once', clock.nowUs]));
    clock.after(5, () => ran.push(['chained', clock.nowUs]));
  });
  clock.at(12, () => ran.push(['between', clock.nowUs]));
  clock.advanceTo(15);
  expect(ran).toEqual([
    ['first', 10],
    ['at once', 10],
    ['between', 12],
    ['chained', 15],
  ]);
});

test('[CLOCK-4] the clock shows the due time of the timer that runs', () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  for (const dueUs of [30, 10, 20]) clock.at(dueUs, () => seen.push(clock.nowUs));
  clock.advanceTo(1_000);
  expect(seen).toEqual([10, 20, 30]);
});

test('[CLOCK-5] an advance runs what is due at its end, and nothing later', () => {
  const clock = new VirtualClock();
  const ran: number[] = [];
  for (const dueUs of [9, 10, 11]) clock.at(dueUs, () => ran.push(dueUs));
  clock.advanceTo(10);
  expect(ran).toEqual([9, 10]);
  expect(clock.nowUs).toBe(10);
  expect(clock.nextDueUs()).toBe(11);
});

test('[CLOCK-6] a step runs exactly one timer', () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  clock.at(5, () => ran.push('a'));
  clock.at(5, () => ran.push('b'));
  expect(clock.step()).toBe(true);
  expect(ran).toEqual(['a']);
  expect(clock.nowUs).toBe(5);
  expect(clock.step()).toBe(true);
  expect(ran).toEqual(['a', 'b']);
});

test('[CLOCK-6] without a pending timer a step runs none and time stands still', () => {
  const clock = new VirtualClock();
  clock.advanceTo(7);
  expect(clock.nextDueUs()).toBeUndefined();
  expect(clock.step()).toBe(false);
  expect(clock.nowUs).toBe(7);
});

interface Plan {
  readonly delayUs: number;
  readonly cancels: number;
  readonly chained: readonly Plan[];
}

const plansOfDepth = (depth: number): fc.Arbitrary<Plan[]> =>
  depth === 0
    ? fc.constant([])
    : fc.array(fc.record({ delayUs: fc.nat(20), cancels: fc.nat(30), chained: plansOfDepth(depth - 1) }), {
        maxLength: 4,
      });

/** Each timer logs itself, schedules its children, and cancels an earlier timer. */
function start(plans: readonly Plan[]): { clock: VirtualClock; log: string[] } {
  const clock = new VirtualClock();
  const log: string[] = [];
  const ids: TimerId[] = [];
  const schedule = (plan: Plan): void => {
    const n = ids.length;
    ids.push(
      clock.after(plan.delayUs, () => {
        log.push(`${n} at ${clock.nowUs}`);
        plan.chained.forEach(schedule);
        clock.cancel(ids[plan.cancels % ids.length]!);
      }),
    );
  };
  plans.forEach(schedule);
  return { clock, log };
}

test('[CLOCK-7] stepping and advancing, in one go or in many, run the same', () => {
  fc.assert(
    fc.property(plansOfDepth(4), fc.array(fc.nat(30), { maxLength: 10 }), (planned, stops) => {
      const endUs = 1_000;
      const advanced = start(planned);
      advanced.clock.advanceTo(endUs);

      const stepped = start(planned);
      for (let dueUs = stepped.clock.nextDueUs(); dueUs !== undefined; dueUs = stepped.clock.nextDueUs()) {
        expect(stepped.clock.step()).toBe(true);
        expect(stepped.clock.nowUs).toBe(dueUs);
      }

      const halting = start(planned);
      for (const stopUs of stops.toSorted((x, y) => x - y)) halting.clock.advanceTo(stopUs);
      halting.clock.advanceTo(endUs);

      expect(stepped.log).toEqual(advanced.log);
      expect(halting.log).toEqual(advanced.log);
      expect(advanced.clock.pendingCount).toBe(0);
    }),
  );
});

test('[CLOCK-8] a cancelled timer is neither pending nor next, and never runs', () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  const first = clock.at(5, () => ran.push('first'));
  clock.at(9, () => ran.push('second'));
  expect(clock.pendingCount).toBe(2);
  expect(clock.cancel(first)).toBe(true);
  expect(clock.pendingCount).toBe(1);
  expect(clock.nextDueUs()).toBe(9);
  clock.advanceTo(10);
  expect(ran).toEqual(['second']);
});

test('[CLOCK-8] a timer may cancel another that is due at the same instant', () => {
  const clock = new VirtualClock();
  const ran: string[] = [];
  clock.at(5, () => {
    ran.push('canceller');
    expect(clock.cancel(victim)).toBe(true);
  });
  const victim = clock.at(5, () => ran.push('victim'));
  clock.advanceTo(5);
  expect(ran).toEqual(['canceller']);
});

test('[CLOCK-9] a timer can cancel itself no more once it runs', () => {
  const clock = new VirtualClock();
  let cancelled: boolean | undefined;
  const id = clock.at(1, () => {
    clock.at(2, () => {});
    cancelled = clock.cancel(id);
  });
  clock.advanceTo(1);
  expect(cancelled).toBe(false);
  expect(clock.pendingCount).toBe(1);
});

test('[CLOCK-10] the past, fractions and a way back are our faults', () => {
  const clock = new VirtualClock();
  clock.advanceTo(100);
  expect(() => clock.at(99, () => {})).toThrow(/in the past/);
  expect(() => clock.atCall(99, () => {}, 0, 0)).toThrow(/in the past/);
  expect(() => clock.after(-1, () => {})).toThrow(/in the past/);
  expect(() => clock.setTimeout(() => {}, -1)).toThrow(/in the past/);
  expect(() => clock.at(100.5, () => {})).toThrow(/whole number/);
  expect(() => clock.after(Number.NaN, () => {})).toThrow(/whole number/);
  expect(() => clock.after(Infinity, () => {})).toThrow(/whole number/);
  expect(() => clock.advanceTo(99)).toThrow(/go back/);
  expect(() => clock.advanceTo(100.5)).toThrow(/whole number/);
  expect(clock.pendingCount).toBe(0);
  expect(clock.nowUs).toBe(100);
});

test('[CLOCK-11] a timer that drives its own clock is our fault', () => {
  for (const drive of [(c: VirtualClock) => c.step(), (c: VirtualClock) => c.advanceTo(50)]) {
    const clock = new VirtualClock();
    clock.at(1, () => drive(clock));
    expect(() => clock.advanceTo(10)).toThrow(/must not drive/);
  }
});

test('[CLOCK-12] after a timer throws, the clock goes on with the next', () => {
  const clock = new VirtualClock();
  const ran: number[] = [];
  clock.at(1, () => {
    throw new Error('a handler broke');
  });
  clock.at(2, () => ran.push(clock.nowUs));
  expect(() => clock.advanceTo(5)).toThrow('a handler broke');
  expect(clock.nowUs).toBe(1);
  expect(clock.pendingCount).toBe(1);
  clock.advanceTo(5);
  expect(ran).toEqual([2]);
});

test('[CLOCK-13] the delays of an XState machine run on the clock, one after the other', () => {
  const clock = new VirtualClock();
  const entered: Array<[string, number]> = [];
  const machine = createMachine({
    initial: 'up',
    states: {
      up: { after: { 10: 'degraded' }, on: { crash: 'down' } },
      degraded: { after: { 0.5: 'down' } },
      down: {},
    },
  });
  const actor = createActor(machine, { clock });
  actor.subscribe((snapshot) => entered.push([String(snapshot.value), clock.nowUs]));
  actor.start();
  expect(clock.nextDueUs()).toBe(10_000);
  clock.advanceTo(20_000);
  expect(entered).toEqual([
    ['up', 0],
    ['degraded', 10_000],
    ['down', 10_500],
  ]);
});

test('[CLOCK-13] leaving a state cancels its delay', () => {
  const clock = new VirtualClock();
  const machine = createMachine({
    types: {} as { context: { timeouts: number } },
    context: { timeouts: 0 },
    initial: 'waiting',
    states: {
      waiting: {
        after: { 10: { target: 'idle', actions: assign({ timeouts: ({ context }) => context.timeouts + 1 }) } },
        on: { answer: 'idle' },
      },
      idle: {},
    },
  });
  const actor = createActor(machine, { clock }).start();
  expect(clock.pendingCount).toBe(1);
  actor.send({ type: 'answer' });
  expect(clock.pendingCount).toBe(0);
  clock.advanceTo(20_000);
  expect(actor.getSnapshot().context.timeouts).toBe(0);
});
