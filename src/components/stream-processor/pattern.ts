import { invariant } from '../../kernel/invariant.ts';
import type { TimeUs } from '../../kernel/time.ts';

/** An event of a match, with the name of the step that it is. */
export interface Taken<Value> {
  readonly step: string;
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
}

/** How strictly an event must follow the one before: at once, with others between, or with others that fit between too. */
export type Contiguity = 'next' | 'followedBy' | 'followedByAny';

/** An event that the pattern waits for; its condition may look at what was taken before it. */
export interface PatternStep<Value> {
  readonly name: string;
  readonly where: (value: Value, taken: readonly Taken<Value>[]) => boolean;
  readonly follows: Contiguity;
  /** How many such events, at least 1, and how each of them follows the one before. */
  readonly times: number;
  readonly between: Contiguity;
  /** No such event may come before the next step, or at the pattern's end before its time is over. */
  readonly absent: boolean;
}

/** A sequence of events of one key, after Apache Flink's pattern API. */
export interface Pattern<Value> {
  readonly steps: readonly PatternStep<Value>[];
  /** All events happen less than this after the first; null without a bound. */
  readonly withinUs: TimeUs | null;
  /** Whether a match leaves every other partial match alone, or ends those that began before its own end. */
  readonly afterMatch: 'keep-all' | 'skip-past-last';
}

/** One event to wait for, and those that must not come meanwhile. */
export interface Position<Value> {
  readonly step: PatternStep<Value>;
  readonly follows: Contiguity;
  readonly forbidden: readonly PatternStep<Value>[];
}

/** A pattern as a row of positions; `forbiddenAtEnd` is what must be absent until its time is over. */
export interface CompiledPattern<Value> {
  readonly positions: readonly Position<Value>[];
  readonly forbiddenAtEnd: readonly PatternStep<Value>[];
  readonly withinUs: TimeUs;
  readonly skipPastLast: boolean;
}

/** Lays a pattern's steps out one event at a time; its faults must have been found before. */
export function compilePattern<Value>(pattern: Pattern<Value>): CompiledPattern<Value> {
  const problem = patternProblem(pattern);
  invariant(problem === undefined, () => `a pattern: ${problem}`);
  const positions: Position<Value>[] = [];
  let forbidden: PatternStep<Value>[] = [];
  for (const step of pattern.steps) {
    if (step.absent) {
      forbidden = [...forbidden, step];
      continue;
    }
    positions.push({ step, follows: step.follows, forbidden });
    forbidden = [];
    for (let i = 1; i < step.times; i++) positions.push({ step, follows: step.between, forbidden: [] });
  }
  const { withinUs, afterMatch } = pattern;
  const skipPastLast = afterMatch === 'skip-past-last';
  return { positions, forbiddenAtEnd: forbidden, withinUs: withinUs ?? Infinity, skipPastLast };
}

/** What is wrong with a pattern, as a sentence for users; undefined when nothing is. */
export function patternProblem<Value>({ steps, withinUs }: Pattern<Value>): string | undefined {
  const first = steps[0];
  if (first === undefined || first.absent)
    return 'It must begin with an event that comes, since nothing begins with an absence.';
  if (steps.some(({ times }) => !Number.isSafeInteger(times) || times < 1))
    return 'A step happens a whole number of times, at least once.';
  if (withinUs !== null && !(withinUs > 0)) return 'Its time must be more than 0.';
  if (steps.at(-1)?.absent && withinUs === null) return 'An absence at the end needs a time after which it is certain.';
  return undefined;
}
