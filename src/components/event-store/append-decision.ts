import { NO_EVENTS, type ExpectedVersion } from './expected-version.ts';

/** What the decision whether to append needs to know of a stream. */
export interface StreamView {
  readonly name: string;
  /** -1 without events. */
  readonly lastNumber: number;
  readonly hasSettings: boolean;
  readonly deleted: 'no' | 'soft' | 'hard';
  /** The id of the event with this number; null where there is none, or none any more. */
  idAt(number: number): string | null;
}

/** What the store remembers of ids. */
export interface IdMemory {
  /** Under which number the id was last written to this stream; null where the store can't tell. */
  numberIn(stream: string, id: string): number | null;
}

/** An event, as far as the decision goes. */
export interface Identified {
  readonly id: string;
}

export type Decision =
  | { readonly kind: 'append' }
  /** The events are there already, under these numbers. */
  | { readonly kind: 'idempotent'; readonly first: number; readonly last: number }
  | { readonly kind: 'wrongExpectedVersion'; readonly why: string }
  | { readonly kind: 'streamDeleted'; readonly why: string };

const APPEND: Decision = { kind: 'append' };

/** Decides as KurrentDB's index writer does, from the expected version and the ids of the events. */
export function decideAppend(
  stream: StreamView,
  memory: IdMemory,
  expected: ExpectedVersion,
  events: readonly Identified[],
): Decision {
  const { name, lastNumber, deleted } = stream;
  if (deleted === 'hard') return { kind: 'streamDeleted', why: `${name} was deleted for good` };
  if (expected === 'streamExists') {
    if (deleted === 'soft') return { kind: 'streamDeleted', why: `${name} is deleted` };
    if (lastNumber === NO_EVENTS && !stream.hasSettings) return wrong(`${name} does not exist`);
  }
  if (expected === 'any' || expected === 'streamExists') return decideByMemory(stream.name, memory, events);
  const version = expected === 'noStream' ? NO_EVENTS : expected;
  if (version === lastNumber) return APPEND;
  if (version > lastNumber) return wrong(`${name} is ${at(lastNumber)}, not ${at(version)}`);
  return decideByPlace(stream, memory, version, events);
}

/** Best effort: an id that the store has forgotten counts as new. */
function decideByMemory(name: string, memory: IdMemory, events: readonly Identified[]): Decision {
  let first: number | null = null;
  let last: number = NO_EVENTS;
  for (const { id } of events) {
    const number = memory.numberIn(name, id);
    if (number === null) return first === null ? APPEND : partlyThere(name, id);
    first ??= number;
    last = number;
  }
  return first === null ? APPEND : { kind: 'idempotent', first, last };
}

/** The stream has moved on since: that is the same append again if exactly these events follow. */
function decideByPlace(stream: StreamView, memory: IdMemory, version: number, events: readonly Identified[]): Decision {
  const { name, lastNumber, deleted } = stream;
  const first = version + 1;
  for (const [i, { id }] of events.entries()) {
    const number = first + i;
    if (memory.numberIn(name, id) === number || stream.idAt(number) === id) continue;
    if (i > 0) return partlyThere(name, id);
    return version === NO_EVENTS && deleted === 'soft'
      ? APPEND
      : wrong(`${name} is ${at(lastNumber)}, not ${at(version)}`);
  }
  if (events.length === 0) return wrong(`${name} is ${at(lastNumber)}, not ${at(version)}`);
  return { kind: 'idempotent', first, last: version + events.length };
}

function partlyThere(name: string, id: string): Decision {
  return wrong(`${name} has some of these events already, but not ${id}`);
}

function wrong(why: string): Decision {
  return { kind: 'wrongExpectedVersion', why };
}

function at(version: number): string {
  return version === NO_EVENTS ? 'without events' : `at version ${version}`;
}
