import { EventFields, together, type FieldValue, type Place } from './event-fields.ts';
import type { Wanted } from './match-expression.ts';
import type { ValueTest } from './value-test.ts';

/** What a pattern asks of one field: any one of its tests, or its absence. */
export class FieldRule {
  readonly name: string;
  readonly #tests: readonly ValueTest[];
  readonly mayBeAbsent: boolean;

  constructor(name: string, wanted: readonly Wanted[]) {
    this.name = name;
    this.#tests = wanted.filter((one) => one !== 'absent');
    this.mayBeAbsent = wanted.includes('absent');
  }

  passes({ value }: FieldValue): boolean {
    return this.#tests.some((test) => test(value));
  }
}

/** Whether the event meets all rules, with values that don't come from different elements of the same array. */
export function meetsAll(rules: readonly FieldRule[], fields: EventFields): boolean {
  if (fields.hasPlaces) return meetsAllInOnePlace(rules, fields);
  return rules.every((rule) => {
    const values = fields.of(rule.name);
    return values.length === 0 ? rule.mayBeAbsent : values.some((value) => rule.passes(value));
  });
}

/** Carries along every way to choose array elements that has worked so far. */
function meetsAllInOnePlace(rules: readonly FieldRule[], fields: EventFields): boolean {
  let choices: readonly (readonly Place[])[] = [[]];
  for (const [i, rule] of rules.entries()) {
    const values = fields.of(rule.name);
    const passing = values.filter((value) => rule.passes(value));
    const next: (readonly Place[])[] = [];
    for (const chosen of choices) {
      for (const { places } of passing) {
        const both = together(chosen, places);
        if (both !== null) next.push(both);
      }
      if (rule.mayBeAbsent && values.every(({ places }) => together(chosen, places) === null)) next.push(chosen);
    }
    if (next.length === 0) return false;
    choices = distinct(next, arraysOf(rules.slice(i + 1), fields));
  }
  return true;
}

/** The arrays that the rules can still meet: what was chosen in others no longer matters. */
function arraysOf(rules: readonly FieldRule[], fields: EventFields): ReadonlySet<number> {
  const arrays = new Set<number>();
  for (const { name } of rules)
    for (const { places } of fields.of(name)) for (const { array } of places) arrays.add(array);
  return arrays;
}

/** Without this, independent arrays would multiply each other's elements. */
function distinct(choices: readonly (readonly Place[])[], arrays: ReadonlySet<number>): readonly (readonly Place[])[] {
  const seen = new Map<string, readonly Place[]>();
  for (const choice of choices) {
    const relevant = choice.filter(({ array }) => arrays.has(array)).sort((a, b) => a.array - b.array);
    seen.set(relevant.map(({ array, index }) => `${array}:${index}`).join(), relevant);
  }
  return [...seen.values()];
}
