import { z } from 'zod';
import { isNotA, listed, nearest, shortened } from './did-you-mean.ts';
import type { DistributionDocument } from './distributions.ts';
import { DURATION_PATTERN, parseDuration } from './durations.ts';
import { aKind, isRecord } from './kind-words.ts';

// Zod compiles its checks with `new Function` otherwise, which our content security policy forbids.
z.config({ jitless: true });

type Shape = Readonly<Record<string, z.ZodType>>;

/** Stands between the sentences of one issue that is about several fields. */
export const SENTENCE_BREAK = '\n';
/** A union's message that names the branch whose own issues tell more. */
export const BRANCH = 'branch ';

/** An object that has these fields and no others; `noun` names it in messages: "a link". */
export function fields<S extends Shape>(noun: string, shape: S, example?: string): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        const { keys } = issue as unknown as { keys: string[] };
        const known = Object.keys(shape);
        return keys.map((key) => isNotA(key, `a field of ${noun}`, known.length > 1 ? known : [])).join(SENTENCE_BREAK);
      }
      if (issue.code !== 'invalid_type' || issue.input === undefined) return undefined;
      const as = example === undefined ? '' : `, as in \`${example}\``;
      return `${noun} is written as fields with values${as}, not as ${aKind(issue.input)}`;
    },
  });
}

/**
 * One of several objects, told apart by a field that only it has (its verb), so that problems are those of the one
 * that was meant; `bare` is tried for what is not an object.
 */
export function choice<B extends Readonly<Record<string, z.ZodType>>>(
  noun: string,
  branches: B,
  bare?: z.ZodType,
): z.ZodType<z.infer<B[keyof B]>> {
  const verbs = Object.keys(branches);
  const belonging = new Set(
    Object.values(branches).flatMap((branch) =>
      branch instanceof z.ZodObject ? Object.keys(branch.shape as object) : [],
    ),
  );
  const all = [...Object.values(branches), ...(bare === undefined ? [] : [bare])] as [z.ZodType, ...z.ZodType[]];
  return z.union(all, {
    error: ({ input }) => {
      if (!isRecord(input))
        return bare === undefined
          ? `${noun} is written as fields with values, not as ${aKind(input)}`
          : `${BRANCH}${verbs.length}`;
      const found = verbs.filter((verb) => Object.hasOwn(input, verb));
      if (found.length === 1) return `${BRANCH}${verbs.indexOf(found[0] as string)}`;
      if (found.length > 1) return `${noun} says one thing; this one has ${listed(found)}: write them as two`;
      const strange = Object.keys(input).filter((key) => !belonging.has(key));
      const meant = strange.find((key) => nearest(key, verbs) !== null) ?? strange[0];
      return meant === undefined ? `${noun} is empty; write ${listed(verbs, 'or')}` : isNotA(meant, noun, verbs);
    },
  }) as unknown as z.ZodType<z.infer<B[keyof B]>>;
}

/** One of a few words. */
export function word<const W extends readonly [string, ...string[]]>(
  noun: string,
  words: W,
): z.ZodEnum<z.core.util.ToEnum<W[number]>> {
  return z.enum(words, {
    error: ({ input }) => (typeof input === 'string' ? isNotA(input, noun, words) : undefined),
  }) as unknown as z.ZodEnum<z.core.util.ToEnum<W[number]>>;
}

/** A duration such as 40ms, 2s, 1m. */
export const duration = z
  .string({ error: ({ input }) => (input === undefined ? undefined : durationProblem(input)) })
  .regex(DURATION_PATTERN, { error: ({ input }) => durationProblem(input) })
  .refine((text) => 'us' in parseDuration(text), { error: ({ input }) => durationProblem(input) })
  .meta({ id: 'Duration', description: 'A length of virtual time: 120us, 40ms, 1.5s, 2m, 1h.' });

/** A duration as one of several forms: what is none is told by whoever names the forms. */
export const orDuration = z.string().refine((text) => 'us' in parseDuration(text), { abort: true });

const lognormal = fields('a lognormal distribution', { median: duration, p99: duration });

const distributionChoice = choice(
  'a distribution',
  {
    constant: fields('a constant distribution', { constant: duration }),
    uniform: fields('a uniform distribution', {
      uniform: z.tuple([duration, duration], { error: '`uniform` takes two durations, as in `uniform: [20ms, 40ms]`' }),
    }),
    exponential: fields('an exponential distribution', { exponential: duration }),
    normal: fields('a normal distribution', {
      normal: fields('a normal distribution', { mean: duration, sd: duration }),
    }),
    lognormal: fields('a lognormal distribution', { lognormal }),
    median: lognormal,
    empirical: fields('an empirical distribution', { empirical: z.array(duration).min(1).max(1_000) }),
  },
  duration,
);

/** How long something takes: a duration, or one drawn anew each time. */
export const distribution: z.ZodType<DistributionDocument> = (
  distributionChoice as unknown as z.ZodType<DistributionDocument>
).meta({
  id: 'Distribution',
  description: 'A duration, always the same or drawn anew each time.',
});

/** A name that expressions, links and traces can carry. */
export function name(noun: string): z.ZodString {
  return z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, {
    error: ({ input }) =>
      `\`${shortened(String(input))}\` cannot be ${noun}: write letters, digits, \`-\` and \`_\`, a letter first, 40 at most`,
  });
}

/** A whole number within bounds. */
export function whole(least: number, most: number): z.ZodInt {
  return z.int().min(least).max(most);
}

export const probability = z
  .number()
  .min(0)
  .max(1)
  .meta({ id: 'Probability', description: 'From 0 (never) to 1 (always).' });

/** One line of text for people. */
export const line = z.string().max(300);
/** Text for people. */
export const prose = z.string().max(4_000);
// Fractions place a component between two rows or columns.
const gridLine = z.number().min(-100).max(100);
const place = z.tuple([gridLine, gridLine], { error: '`at` is a column and a row, as in `at: [1, 0]`' });
/** What all components have. */
export const common = {
  name: line.optional(),
  at: place.optional(),
  about: prose.optional(),
  /** The name under which it acts; without one, its id. */
  principal: name('a principal').optional(),
  /** Anybody can look into it. */
  public: z.boolean().optional(),
};
/** CEL. */
export const expression = z
  .string({
    error: ({ input }) =>
      input === undefined ? undefined : `a condition is an expression in quotes, not ${aKind(input)}`,
  })
  .meta({ description: 'A condition in CEL.' });
/** A literal, an =expression, or a structure of both. */
export const value = z.unknown().meta({
  id: 'Value',
  description: 'A literal, or a text that begins with = and is CEL then; maps and lists may mix both.',
});

function durationProblem(input: unknown): string {
  const parsed = parseDuration(input);
  return 'problem' in parsed ? parsed.problem : 'not a duration';
}
