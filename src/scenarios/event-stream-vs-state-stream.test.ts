import { describe, expect, it } from 'vitest';
import type { Simulation } from '../run/simulation.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import type { Data } from '../trace/message.ts';
import { brokenIn, isMet } from './judged.fixture.ts';
import { builtIn, entriesOf, type EntryOf, runOf } from './run-scenario.fixture.ts';

const SECOND = 1_000_000;
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);
const SLUG = 'event-stream-vs-state-stream';
const END = 20 * SECOND;

type Row = { readonly [field: string]: Data };
type Appended = EntryOf<'log.appended'>;

const joins = (seconds: number): readonly TimedIntervention[] => [
  { atUs: seconds * SECOND, what: { kind: 'subscribe', component: 'newcomer' } },
];

function played(variant: string, interventions: readonly TimedIntervention[] = [], seed?: number): Simulation {
  const simulation = runOf(builtIn(SLUG, variant), interventions, seed);
  simulation.advanceTo(END);
  return simulation;
}

function recordsOf(simulation: Simulation, log: string): readonly Appended[] {
  return entriesOf(simulation, 'log.appended').filter(({ at }) => at === log);
}

const dataOf = ({ message }: Appended): Row => message.data as Row;

/** A record as the talk writes it: a date, and the fields that it has. */
function written(record: Appended): string {
  const { date, ...fields } = dataOf(record);
  return `${String(date)} ${Object.values(fields).join(',')}`;
}

/** The events up to an instant, each on top of the last; by nothing but what they say. */
function folded(events: readonly Appended[], tUs: number): { readonly [id: string]: Row } {
  const rows = new Map<string, Row>();
  for (const event of events) {
    if (event.tUs > tUs) break;
    const { date: _, id, ...fields } = dataOf(event);
    if (event.message.name === 'CustomerLeft') rows.delete(id as string);
    else rows.set(id as string, { ...rows.get(id as string), ...fields });
  }
  return inOrder(rows);
}

/** The latest state of each key up to an instant, of the records that `stays` keeps. */
function latest(states: readonly Appended[], tUs: number, stays: (offset: number) => boolean = () => true) {
  const rows = new Map<string, Row>();
  for (const state of states) {
    if (state.tUs > tUs) break;
    if (!stays(state.offset)) continue;
    if (state.message.data === null) rows.delete(state.message.key as string);
    else {
      const { date: _, id, ...fields } = dataOf(state);
      rows.set(id as string, fields);
    }
  }
  return inOrder(rows);
}

function inOrder(rows: ReadonlyMap<string, Row>): { readonly [id: string]: Row } {
  return Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Offsets that compaction has removed by an instant. */
function cleaned(simulation: Simulation, tUs: number): ReadonlySet<number> {
  return new Set(entriesOf(simulation, 'log.compacted').flatMap((entry) => (entry.tUs <= tUs ? entry.offsets : [])));
}

/** Offsets that a component was given, in order. */
function readBy(simulation: Simulation, component: string): readonly number[] {
  return entriesOf(simulation, 'handler.started').flatMap(({ at, record }) =>
    at === component && record !== null ? [record.offset] : [],
  );
}

const TALK = [
  '2015-10-02 11,Peter,Muster,3010,Berne',
  '2016-10-04 12,Paul,Steffen,8001,Zurich',
  '2016-12-02 21,Lisa,Meier,3043,Ittigen',
  '2017-05-03 11,Peter,Muster,3015,Berne',
  '2017-05-03 21,Lisa,Steffen,8001,Zurich',
  '2017-07-03 11,Peter,Muster,3052,Zollikofen',
];

describe('event-stream-vs-state-stream', () => {
  it("has the talk's rows word for word, in the event table and in the state stream, and their deltas beside", () => {
    const events = played('events');
    expect(recordsOf(events, 'slide').slice(0, 6).map(written)).toEqual(TALK);
    expect(recordsOf(played('states'), 'stream').slice(0, 6).map(written)).toEqual(TALK);
    const deltas = recordsOf(events, 'stream').slice(0, 6);
    expect(deltas.map(written)).toEqual([
      ...TALK.slice(0, 3),
      '2017-05-03 11,3015,Berne',
      '2017-05-03 21,Steffen,8001,Zurich',
      '2017-07-03 11,3052,Zollikofen',
    ]);
    expect(deltas.map(({ message }) => message.name)).toEqual([
      'CustomerRegistered',
      'CustomerRegistered',
      'CustomerRegistered',
      'CustomerMoved',
      'CustomerMarried',
      'CustomerMoved',
    ]);
  });

  it('folding the event stream up to any instant gives the latest state of each key at it', () => {
    for (const seed of SEEDS) {
      const events = recordsOf(played('events', [], seed), 'stream');
      const states = recordsOf(played('states', [], seed), 'stream');
      expect(events).toHaveLength(10);
      expect(states.map(({ tUs }) => tUs)).toEqual(events.map(({ tUs }) => tUs));
      for (let tUs = 0; tUs <= END; tUs += 100_000) expect(folded(events, tUs)).toEqual(latest(states, tUs));
    }
    expect(Object.keys(folded(recordsOf(played('events'), 'stream'), END))).toEqual(['11', '21']);
  });

  it('compaction keeps the last value of each key, at every instant', () => {
    const simulation = played('states');
    const states = recordsOf(simulation, 'stream');
    expect(cleaned(simulation, END)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
    for (let tUs = 0; tUs <= END; tUs += 100_000) {
      const gone = cleaned(simulation, tUs);
      expect(latest(states, tUs, (offset) => !gone.has(offset))).toEqual(latest(states, tUs));
    }
  });

  it('compaction keeps order and offsets: whoever comes late, whenever, reads on at the old offsets, over the gaps', () => {
    for (let second = 1; second < 18; second += 0.5) {
      const simulation = played('states', joins(second));
      const read = readBy(simulation, 'newcomer');
      expect(read).toEqual([...new Set(read)].toSorted((a, b) => a - b));
      const gone = cleaned(simulation, second * SECOND);
      expect(read.filter((offset) => gone.has(offset))).toEqual([]);
      expect(read.at(-1)).toBe(9);
      const shown = new Map<string, Row>();
      for (const entry of simulation.trace.entries) {
        if (!('table' in entry) || entry.at !== 'newcomer') continue;
        if (entry.kind === 'table.written') {
          const { id: _, ...fields } = entry.row;
          shown.set(entry.key, fields);
        } else if (entry.kind === 'table.deleted') shown.delete(entry.key);
      }
      expect(inOrder(shown)).toEqual(latest(recordsOf(simulation, 'stream'), END));
    }
  });

  it('a late consumer replays all of the event stream, and only what is left of the state stream', () => {
    expect(readBy(played('events', joins(17)), 'newcomer')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readBy(played('states', joins(17)), 'newcomer')).toEqual([7, 8, 9]);
  });

  it('a tombstone reaches every reader, outlives what it deletes, and goes in the end', () => {
    const simulation = played('states', joins(9.1));
    expect(recordsOf(simulation, 'stream')[6]?.message).toMatchObject({ key: '12', data: null });
    for (const reader of ['directory', 'newcomer']) expect(readBy(simulation, reader)).toContain(6);
    const when = (offset: number): number =>
      entriesOf(simulation, 'log.compacted').find(({ offsets }) => offsets.includes(offset))?.tUs as number;
    expect(when(6) - when(1)).toBeGreaterThanOrEqual(1 * SECOND);
  });

  it('only the event stream says why: one card where the reason is known, none where it is not', () => {
    const cards = (variant: string): readonly string[] =>
      entriesOf(played(variant), 'table.written').flatMap(({ at, key }) => (at === 'cards' ? [key] : []));
    expect(cards('events')).toEqual(['21']);
    expect(cards('states')).toEqual([]);
  });

  it('keeps and breaks the fitness functions that it should', () => {
    const broken = (variant: string) => brokenIn(builtIn(SLUG, variant), played(variant));
    expect(broken('events')).toEqual([]);
    expect(broken('states')).toEqual(['nobody marries without a card']);
  });

  it('has a challenge that only a late reader of the state stream meets', () => {
    const met = (variant: string, second: number): boolean =>
      isMet(builtIn(SLUG, variant), played(variant, joins(second)), END);
    expect(met('states', 17)).toBe(true);
    expect(met('states', 5)).toBe(false);
    expect(met('events', 17)).toBe(false);
  });
});
