import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { QuorumRead, QuorumWrite } from './quorum-operation.ts';
import { QuorumPlay } from './quorum.fixture.ts';

const sizes = fc
  .constantFrom([1, 1, 1], [2, 1, 1], [3, 1, 1], [3, 1, 1], [3, 1, 2], [3, 2, 1], [3, 2, 2], [5, 1, 1], [5, 3, 3])
  .map(([replicas = 1, read = 1, write = 1]) => ({ replicas, read, write }));

const step = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ do: 'write' as const, which: 0 }) },
  { weight: 2, arbitrary: fc.constant({ do: 'read' as const, which: 0 }) },
  {
    weight: 16,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.noBias(fc.nat({ max: 9999 })) }),
  },
);

/** A read, and the newest version that was committed when it began. */
interface Asked {
  readonly read: QuorumRead<string>;
  readonly known: number;
}

const RUNS = 100;
const STEPS = 150;

test(`[QUORUM-2] [QUORUM-3] [QUORUM-4] [QUORUM-5] ${RUNS * STEPS} writes, reads and deliveries in any order`, () => {
  let stale = 0;
  fc.assert(
    fc.property(sizes, fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (chosen, steps) => {
      const play = new QuorumPlay(chosen);
      const writes: QuorumWrite<string>[] = [];
      const reads: Asked[] = [];
      /** By replica: the versions that have reached it. */
      const reached = Array.from({ length: chosen.replicas }, () => [0]);
      const answersWhen = new Map<QuorumRead<string>, number[]>();
      for (const one of steps) {
        play.nowUs++;
        if (one.do === 'write') writes.push(play.write(writes.length + 1));
        else if (one.do === 'read')
          reads.push({ read: play.read(), known: Math.max(0, ...play.committed.map(({ version }) => version.number)) });
        else if (play.mail.length > 0) {
          const at = one.which % play.mail.length;
          const { leg, operation, replica, answer } = play.mail[at] as (typeof play.mail)[number];
          if (leg === 'write' && operation.kind === 'write') reached[replica]?.push(operation.version.number);
          if (leg === 'answer' && operation.kind === 'read') {
            const heard = answersWhen.get(operation) ?? [];
            heard.push(answer?.version?.number ?? 0);
            answersWhen.set(operation, heard);
          }
          play.take(at);
        }
        expect(play.held).toEqual(reached.map((versions) => Math.max(...versions) || undefined));
      }
      for (const { read, known } of reads) {
        const heard = answersWhen.get(read) ?? [];
        expect(read.answeredUs !== null).toBe(heard.length >= chosen.read);
        if (read.answeredUs === null) continue;
        const result = read.result?.number ?? 0;
        expect(result).toBe(Math.max(...heard.slice(0, chosen.read)));
        if (result < known) stale++;
        if (chosen.read + chosen.write > chosen.replicas) expect(result).toBeGreaterThanOrEqual(known);
      }
      play.drain();
      expect(new Set(play.held).size).toBe(1);
      expect(writes.every(({ committedUs }) => committedUs !== null)).toBe(true);
    }),
    { numRuns: RUNS },
  );
  // Else nothing of the above was at stake.
  expect(stale).toBeGreaterThan(20);
}, 30_000);
