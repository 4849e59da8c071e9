import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DatabaseCore } from './database-core.ts';
import { DatabaseModel } from './database-model.fixture.ts';
import type { Transaction } from './transaction.ts';

const table = fc.constantFrom('s', 't');
const key = fc.constantFrom('a', 'b', 'c');
/** Which of the open transactions. */
const which = fc.nat({ max: 2 });
const step = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      do: fc.constant('begin' as const),
      isolation: fc.constantFrom('read-committed' as const, 'optimistic' as const),
    }),
  },
  { weight: 30, arbitrary: fc.record({ do: fc.constant('read' as const), which, table, key }) },
  {
    weight: 50,
    arbitrary: fc.record({
      do: fc.constantFrom('write' as const, 'write' as const, 'insert' as const, 'delete' as const),
      which,
      table,
      key,
      column: fc.constantFrom('x', 'y'),
    }),
  },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('rekey' as const), which, table, key, newKey: key }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('truncate' as const, 'emit' as const), which, table }) },
  { weight: 40, arbitrary: fc.record({ do: fc.constant('commit' as const), which }) },
  { weight: 30, arbitrary: fc.record({ do: fc.constant('flush' as const), back: fc.nat({ max: 6 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The same steps to a database and to the model. */
class Pair {
  readonly database = new DatabaseCore();
  readonly model = new DatabaseModel();
  readonly outcomes = new Set<string>();
  /** What the database says and what the model does, to be compared. */
  #pairs: (readonly [actual: unknown, expected: unknown])[] = [];
  #open: Transaction[] = [];
  #count = 0;

  do(one: Step): readonly (readonly [actual: unknown, expected: unknown])[] {
    this.#pairs = [];
    this.#count++;
    if (one.do === 'begin') this.#open.push(this.database.begin(one.isolation));
    else if (one.do === 'flush') {
      const lsn = this.database.headLsn - one.back;
      this.database.flush(lsn);
      this.model.flush(lsn);
    } else if (one.do === 'crash') {
      this.database.crash();
      this.model.crash();
      this.#open = [];
    } else {
      const transaction = this.#open[one.which];
      if (transaction !== undefined) this.#within(transaction, one);
    }
    this.#compare();
    return this.#pairs;
  }

  #within(transaction: Transaction, one: Exclude<Step, { do: 'begin' | 'flush' | 'crash' }>): void {
    switch (one.do) {
      case 'read': {
        const own = DatabaseModel.after(this.model.durable, transaction.changes);
        const actual = transaction.read(one.table, one.key);
        // Where a key is taken the commit will say so; what is read until then is open.
        if (own !== null) this.#pairs.push([actual, own.rows.get(`${one.table}/${one.key}`) ?? null]);
        return;
      }
      case 'write':
      case 'insert':
        return transaction[one.do](one.table, one.key, 'id', { [one.column]: this.#count });
      case 'delete':
        return transaction.delete(one.table, one.key);
      case 'rekey':
        return transaction.rekey(one.table, one.key, one.newKey);
      case 'truncate':
        return transaction.truncate(one.table);
      case 'emit':
        return transaction.emit('p', this.#count);
      case 'commit': {
        this.#open.splice(one.which, 1);
        const { kind } = this.database.commit(transaction, this.#count);
        const changed = transaction.checks.some(
          (check) => (this.model.newest.versions.get(`${check.table}/${check.key}`) ?? 0) !== check.version,
        );
        this.#pairs.push([kind, changed ? 'conflict' : this.model.commit(transaction.changes)]);
        this.outcomes.add(kind);
      }
    }
  }

  #compare(): void {
    const { durable, newest } = this.model;
    const rows = ['s', 't'].flatMap((name) =>
      this.database.rows(name).map(({ key: of, row }) => [`${name}/${of}`, row] as const),
    );
    this.#pairs.push([new Map(rows), durable.rows]);
    const versions = ['s', 't'].flatMap((name) =>
      ['a', 'b', 'c'].map((of) => this.database.version(name, of)?.version ?? 0),
    );
    const expected = ['s', 't'].flatMap((name) =>
      ['a', 'b', 'c'].map((of) => durable.versions.get(`${name}/${of}`) ?? 0),
    );
    this.#pairs.push([versions, expected], [this.database.headLsn, newest.lsn]);
    const replayed = new Map<string, unknown>();
    let commits = 0;
    for (let next = this.database.after(0); next !== null; next = this.database.after(next.commitLsn)) {
      commits++;
      for (const change of next.changes) {
        if (change.kind === 'truncate')
          for (const place of replayed.keys()) if (place.startsWith(`${change.table}/`)) replayed.delete(place);
        if (change.oldKey !== null) replayed.delete(`${change.table}/${change.oldKey}`);
        if (change.after !== null) replayed.set(`${change.table}/${change.key}`, change.after);
        else replayed.delete(`${change.table}/${change.key}`);
      }
    }
    this.#pairs.push([replayed, durable.rows], [commits, this.model.durableCommits]);
  }
}

const RUNS = 130;
const STEPS = 90;

test(`[DB-1] [DB-2] [DB-3] [DB-5] [DB-6] [DB-7] [DB-9] [DB-11] ${RUNS * STEPS} random operations, crashes at any place of the log among them, go as the model says`, () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), (steps) => {
      const pair = new Pair();
      for (const one of steps) for (const [actual, expected] of pair.do(one)) expect(actual).toEqual(expected);
      for (const outcome of pair.outcomes) outcomes.add(outcome);
    }),
    { numRuns: RUNS },
  );
  expect([...outcomes].sort()).toEqual(['conflict', 'duplicate-key', 'empty', 'written']);
}, 30_000);
