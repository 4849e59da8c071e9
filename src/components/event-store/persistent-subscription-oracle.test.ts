import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { append } from './event-store.fixture.ts';
import { PersistentSubscription, type Turn } from './persistent-subscription.ts';

const consumer = fc.constantFrom('a', 'b', 'c');
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('connect' as const), consumer, room: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disconnect' as const), consumer }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('ack' as const), which: fc.nat(10) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('nack' as const),
      which: fc.nat(10),
      action: fc.constantFrom('retry' as const, 'park' as const, 'skip' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), us: fc.integer({ min: 1, max: 80 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

const TIMEOUT_US = 100;
const MAX_RETRIES = 3;

test('[PERSIST-1] [PERSIST-2] [PERSIST-5] [PERSIST-7] whatever consumers and server do, no event is lost and no checkpoint runs ahead', () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 60, maxLength: 150 }),
      fc.constantFrom('roundRobin' as const, 'dispatchToSingle' as const, 'pinned' as const),
      (steps, strategy) => {
        const store = new EventStoreCore();
        const settings = {
          messageTimeoutUs: TIMEOUT_US,
          maxRetryCount: MAX_RETRIES,
          minCheckpointCount: 2,
          maxCheckpointCount: 6,
        };
        const it = new PersistentSubscription(
          store.allSource(),
          { ...settings, startFrom: 'start', checkpointAfterUs: 50, strategy, bufferSize: 8 },
          0,
        );
        const rooms = new Map<string, number>();
        const settled = new Set<number>();
        let nowUs = 0;
        let written = 0;
        const note = (turn: Turn | string): void => {
          if (typeof turn === 'string') return;
          for (const { event } of turn.parked) settled.add(event.position);
          for (const { retries } of turn.deliveries) expect(retries).toBeLessThanOrEqual(MAX_RETRIES);
          if (turn.checkpoint !== null) {
            expect(turn.checkpoint).toBe(it.checkpoint);
            for (let place = 0; place <= turn.checkpoint; place++) expect(settled.has(place)).toBe(true);
          }
        };
        for (const one of steps) {
          const chosen = 'which' in one ? it.inFlight[one.which % Math.max(1, it.inFlight.length)] : undefined;
          if (one.kind === 'write') {
            for (let i = 0; i < one.count; i++) append(store, `s${written % 3}`, [`e${written++}`]);
            note(it.turn(nowUs));
          } else if (one.kind === 'connect') {
            note(it.connect(one.consumer, one.room, nowUs));
            if (!rooms.has(one.consumer)) rooms.set(one.consumer, one.room);
          } else if (one.kind === 'disconnect') {
            rooms.delete(one.consumer);
            note(it.disconnect(one.consumer, nowUs));
          } else if (one.kind === 'ack' && chosen !== undefined) {
            settled.add(chosen.event.position);
            note(it.ack(chosen.id, nowUs));
          } else if (one.kind === 'nack' && chosen !== undefined) {
            if (one.action === 'skip') settled.add(chosen.event.position);
            note(it.nack(chosen.id, one.action, nowUs));
          } else if (one.kind === 'wait') {
            nowUs += one.us;
            note(it.turn(nowUs));
          } else if (one.kind === 'replay') {
            note(it.replayParked(nowUs));
          } else if (one.kind === 'restart') {
            it.restart(nowUs);
            rooms.clear();
          }
          for (const [name, room] of rooms) {
            expect(it.inFlight.filter(({ consumer: owner }) => owner === name).length).toBeLessThanOrEqual(room);
          }
          expect(it.inFlight.every(({ consumer: owner }) => rooms.has(owner))).toBe(true);
          expect(it.dueUs ?? nowUs + 1).toBeGreaterThan(nowUs);
        }
        // One willing consumer gets all that is left.
        note(it.connect('last', 1_000, nowUs));
        for (const name of ['a', 'b', 'c']) note(it.disconnect(name, nowUs));
        for (let rounds = 0; it.inFlight.length > 0 && rounds < 1_000; rounds++) {
          const [first] = it.inFlight;
          if (first === undefined) break;
          settled.add(first.event.position);
          note(it.ack(first.id, nowUs));
        }
        expect([...settled].sort((a, b) => a - b)).toEqual(Array.from({ length: written }, (_, i) => i));
      },
    ),
    { numRuns: 120 },
  );
});
