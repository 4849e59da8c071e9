import { Registry } from '../kernel/registry.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry, EntryKind } from '../trace/entry.ts';

/** One entry in plain words, present tense; `who` is the name of the place where it happened. */
type Words<E extends Entry = Entry> = (entry: E, who: string, scenario: Scenario) => string;

const words = new Registry<Words<never>>('kind of entry');

/** An entry of some kind, also where several kinds share a type. */
type OfKind<K extends EntryKind, E = Entry> = E extends Entry ? (K extends E['kind'] ? E : never) : never;

/** Adds the words for a kind of entry. */
export function describesEntry<K extends EntryKind>(kind: K, describe: Words<OfKind<K>>): void {
  words.add(kind, describe as unknown as Words<never>);
}

/** The words for an entry whose kind was added. */
export function describeEntry(entry: Entry, who: string, scenario: Scenario): string {
  return words.get(entry.kind)(entry as never, who, scenario);
}
