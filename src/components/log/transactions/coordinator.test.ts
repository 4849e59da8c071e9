import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Coordinator } from './coordinator.ts';
import type { Participant } from './coordinator.ts';

test('[TRANSACTION-6] each transaction of an id has an epoch of its own; begun twice it is the same', () => {
  const coordinator = new Coordinator();
  const first = coordinator.begin('g/log/0');
  expect(coordinator.begin('g/log/0')).toEqual({ ...first, isNew: false });
  coordinator.end('g/log/0', 'committed', 0, null);
  expect(coordinator.begin('g/log/0')).toEqual({ ...first, epoch: first.epoch + 1, isNew: true });
  expect(coordinator.begin('g/log/1').producerId).not.toBe(first.producerId);
});

test('[TRANSACTION-5] one that took too long cannot be committed any more, the next one can', () => {
  const coordinator = new Coordinator();
  const { epoch, producerId } = coordinator.begin('id');
  coordinator.timeOut('id', epoch, 0, 'too long');
  expect(coordinator.status(producerId, epoch)).toBe('aborted');
  expect(coordinator.end('id', 'committed', 0, null)).toBe(false);
  const next = coordinator.begin('id');
  coordinator.timeOut('id', epoch, 0, 'a stale timer');
  expect(coordinator.status(producerId, next.epoch)).toBe('open');
  expect(coordinator.end('id', 'committed', 0, null)).toBe(true);
});

test('[TRANSACTION-1] [TRANSACTION-3] whatever happens, logs are told once of each transaction that they take part in', () => {
  const step = fc.record({ what: fc.constantFrom('begin', 'join', 'commit', 'abort', 'time out'), id: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const coordinator = new Coordinator();
      const told: string[] = [];
      const log: Participant = { ended: ({ id, epoch }, outcome) => told.push(`${id} ${epoch} ${outcome}`) };
      /** By id: epoch and whether the log has a record of it; undefined while none is open. */
      const open = new Map<string, { readonly epoch: number; readonly producerId: number; joined: boolean }>();
      const expected: string[] = [];
      const ends = (id: string, outcome: 'committed' | 'aborted'): void => {
        const one = open.get(id);
        open.delete(id);
        if (one === undefined) return;
        if (one.joined) expected.push(`${id} ${one.epoch} ${outcome}`);
        expect(coordinator.status(one.producerId, one.epoch)).toBe(outcome);
      };
      for (const { what, id: number } of steps) {
        const id = `t${number}`;
        const one = open.get(id);
        if (what === 'begin') {
          const { epoch, producerId, isNew } = coordinator.begin(id);
          expect(isNew).toBe(one === undefined);
          if (isNew) open.set(id, { epoch, producerId, joined: false });
          expect(coordinator.status(producerId, epoch)).toBe('open');
        } else if (what === 'join') {
          if (one !== undefined) {
            coordinator.joins(one.producerId, one.epoch, log);
            coordinator.joins(one.producerId, one.epoch - 1, log);
            one.joined = true;
          }
        } else if (what === 'time out') {
          if (one !== undefined) coordinator.timeOut(id, one.epoch, 0, '');
          ends(id, 'aborted');
        } else {
          const outcome = what === 'commit' ? 'committed' : 'aborted';
          coordinator.end(id, outcome, 0, null);
          ends(id, outcome);
        }
      }
      expect(told).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
