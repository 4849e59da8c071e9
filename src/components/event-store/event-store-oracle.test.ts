import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventStoreCore } from './event-store-core.ts';
import { ALL, append, idsIn } from './event-store.fixture.ts';
import type { ExpectedVersion } from './expected-version.ts';

interface Kept {
  readonly id: string;
  readonly position: number;
  readonly createdUs: number;
  isScavenged: boolean;
}

interface ModelStream {
  readonly events: Kept[];
  settings: { maxCount?: number; maxAgeUs?: number; truncateBefore?: number } | null;
  deleted: 'no' | 'soft' | 'hard';
}

/** The rules again, as loops over lists. */
class Model {
  readonly streams = new Map<string, ModelStream>();
  remembered: (readonly [id: string, stream: string, number: number])[] = [];
  positions = 0;

  of(name: string): ModelStream {
    return this.streams.get(name) ?? { events: [], settings: null, deleted: 'no' };
  }

  numberOf(name: string, id: string): number | undefined {
    const last = this.remembered.findLast(([known]) => known === id);
    return last?.[1] === name ? last[2] : undefined;
  }

  decide(name: string, ids: readonly string[], expected: ExpectedVersion): string {
    const { events, deleted, settings } = this.of(name);
    const last = events.length - 1;
    if (deleted === 'hard') return 'streamDeleted';
    if (expected === 'streamExists' && deleted === 'soft') return 'streamDeleted';
    if (expected === 'streamExists' && last < 0 && settings === null) return 'wrongExpectedVersion';
    if (expected === 'any' || expected === 'streamExists') {
      const known = ids.map((id) => this.numberOf(name, id) !== undefined);
      if (known[0] !== true) return 'appended';
      return known.includes(false) ? 'wrongExpectedVersion' : 'idempotent';
    }
    const version = expected === 'noStream' ? -1 : expected;
    if (version >= last) return version === last ? 'appended' : 'wrongExpectedVersion';
    const same = ids.map((id, i) => {
      const there = events[version + 1 + i];
      return (there?.id === id && !there.isScavenged) || this.numberOf(name, id) === version + 1 + i;
    });
    if (!same.includes(false) && ids.length > 0) return 'idempotent';
    return same[0] === false && version === -1 && deleted === 'soft' ? 'appended' : 'wrongExpectedVersion';
  }

  append(name: string, ids: readonly string[], nowUs: number): void {
    const stream = this.of(name);
    this.streams.set(name, stream);
    if (stream.deleted === 'soft' && ids.length > 0) {
      stream.settings = { ...stream.settings, truncateBefore: stream.events.length };
      stream.deleted = 'no';
    }
    for (const id of ids) {
      this.remembered.push([id, name, stream.events.length]);
      stream.events.push({ id, position: this.positions++, createdUs: nowUs, isScavenged: false });
    }
  }

  visible(name: string, nowUs: number): readonly Kept[] {
    const { events, settings, deleted } = this.of(name);
    if (deleted !== 'no') return [];
    return events.filter(
      ({ createdUs, isScavenged }, number) =>
        !isScavenged &&
        number >= (settings?.truncateBefore ?? 0) &&
        number >= events.length - (settings?.maxCount ?? Infinity) &&
        createdUs >= nowUs - (settings?.maxAgeUs ?? Infinity),
    );
  }

  scavenge(nowUs: number): void {
    for (const [name, { events, deleted }] of this.streams) {
      const seen = new Set(this.visible(name, nowUs));
      for (const [number, event] of events.entries()) {
        if (!seen.has(event) && (deleted === 'hard' || number < events.length - 1)) event.isScavenged = true;
      }
    }
  }
}

const stream = fc.constantFrom('s', 't');
const id = fc.constantFrom(...'abcdefghijkl');
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream,
      ids: fc.array(id, { maxLength: 3 }),
      /** How far from the true version. */
      off: fc.constantFrom(0, 0, 0, -1, -1, -2, -3, 1),
      named: fc.option(fc.constantFrom('any' as const, 'noStream' as const, 'streamExists' as const), { freq: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('delete' as const),
      stream,
      how: fc.constantFrom('soft' as const, 'soft' as const, 'soft' as const, 'hard' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      stream,
      settings: fc.constantFrom(
        {},
        { maxCount: 1 },
        { maxCount: 4 },
        { maxAgeUs: 30 },
        { truncateBefore: 3 },
        { maxCount: 5, maxAgeUs: 50 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('scavenge' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

test('[STORE-1] [STORE-3] [STORE-4] [STORE-6] [STORE-10] [STORE-11] [STORE-14] agrees with the rules written as loops', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 60, maxLength: 140 }), (steps) => {
      const store = new EventStoreCore();
      const model = new Model();
      let nowUs = 0;
      for (const one of steps) {
        nowUs += 5;
        if (one.kind === 'append') {
          const version = model.of(one.stream).events.length - 1 + one.off;
          const expected = one.named ?? (version < 0 ? 'noStream' : version);
          const decision = model.decide(one.stream, one.ids, expected);
          expect(append(store, one.stream, one.ids, expected, nowUs).kind).toBe(decision);
          if (decision === 'appended') model.append(one.stream, one.ids, nowUs);
          outcomes.set(decision, (outcomes.get(decision) ?? 0) + 1);
        } else if (one.kind === 'delete') {
          const known = model.of(one.stream);
          model.streams.set(one.stream, known);
          expect(store.deleteStream(one.stream, 'any', one.how).kind).toBe(
            known.deleted === 'hard' ? 'streamDeleted' : 'deleted',
          );
          if (known.deleted !== 'hard') known.deleted = one.how;
          known.settings ??= {};
        } else if (one.kind === 'set') {
          const known = model.of(one.stream);
          model.streams.set(one.stream, known);
          store.setSettings(one.stream, one.settings);
          // The deletion is a setting: without it, what isn't scavenged is there again.
          if (known.deleted !== 'hard') Object.assign(known, { settings: one.settings, deleted: 'no' });
        } else if (one.kind === 'scavenge') {
          store.scavenge(nowUs);
          model.scavenge(nowUs);
        } else {
          store.restart();
          model.remembered = [];
        }
        for (const name of ['s', 't']) {
          expect(idsIn(store, name, nowUs)).toEqual(model.visible(name, nowUs).map((kept) => kept.id));
          expect(store.version(name)).toBe(model.of(name).events.length - 1);
        }
        const kept = [...model.streams.values()].flatMap(({ events }) => events.filter((event) => !event.isScavenged));
        const inStore = store.readAll(ALL).events.map(({ position, id: name }) => [position, name]);
        expect(inStore).toEqual(
          kept.sort((a, b) => a.position - b.position).map((event) => [event.position, event.id]),
        );
      }
    }),
    { numRuns: 120 },
  );
  for (const kind of ['appended', 'idempotent', 'wrongExpectedVersion', 'streamDeleted']) {
    expect(outcomes.get(kind) ?? 0).toBeGreaterThan(100);
  }
});
