import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { DURATION_PATTERN, parseDuration } from '../durations.ts';
import { LIMITS } from '../limits.ts';
import type { FieldType } from '../scenario.ts';
import { choice, duration, fields, name, orDuration, value, whole, word } from '../schema-parts.ts';

/** A change of one field, as documents write it. */
export type ChangeDocument =
  | { readonly rename: string; readonly to: string }
  | { readonly remove: string }
  | { readonly add: string; readonly type: FieldType; readonly optional?: boolean | undefined }
  | { readonly retype: string; readonly to: FieldType };

export interface CrashAtDocument {
  readonly crash: string;
  readonly before?: number | undefined;
  readonly after?: number | 'end' | undefined;
  readonly of?: string | undefined;
  readonly nth?: number | undefined;
}

/** Interventions of the kinds that are fetched, as documents and links write them. */
export type FurtherDocument =
  | { readonly pause: string }
  | { readonly resume: string }
  | { readonly subscribe: string }
  | { readonly 'expire-retention': string }
  | { readonly 'rebuild-view': string }
  | { readonly scavenge: string }
  | { readonly redrive: string }
  | { readonly scale: string; readonly workers?: number | undefined; readonly consumers?: number | undefined }
  | CrashAtDocument
  | { readonly crash: string; readonly replica: number }
  | { readonly restart: string; readonly replica: number }
  | { readonly skew: string; readonly by: string }
  | {
      readonly burst: string;
      readonly of?: string | undefined;
      readonly extra?: number | undefined;
      readonly factor?: number | undefined;
      readonly for?: string | undefined;
    }
  | { readonly 'set-parameter': string; readonly to: number }
  | { readonly change: string; readonly of: string; readonly to: readonly ChangeDocument[] }
  | {
      readonly 'edit-event': string;
      readonly stream: string;
      readonly number: number;
      readonly set: { readonly [field: string]: Data };
    }
  | { readonly 'reset-offsets': string; readonly group: string; readonly to: string | number }
  | { readonly 'forget-person': string; readonly subject: string }
  | { readonly 'copy-stream': string; readonly stream: string; readonly to: string }
  | { readonly 'rotate-key': string; readonly subject: string }
  | { readonly wiretap: readonly [string, string]; readonly by: string };

const FIELD_TYPES = ['string', 'number', 'integer', 'boolean', 'any'] as const;
/** So many times as long, or as often. */
const MOST = 1_000;
const named = z.string().min(1).max(200);

const signedDuration = z.string().refine(
  (text) => {
    const size = text.replace(/^-/, '');
    return DURATION_PATTERN.test(size) && 'us' in parseDuration(size);
  },
  { error: '`by` is how far the clock is ahead, as in `2s`, or behind, as in `-500ms`' },
);

const change = choice('a change', {
  rename: fields('`rename`', { rename: z.string(), to: name('a field') }),
  remove: fields('`remove`', { remove: z.string() }),
  add: fields('`add`', { add: name('a field'), type: word('a type', FIELD_TYPES), optional: z.boolean().optional() }),
  retype: fields('`retype`', { retype: z.string(), to: word('a type', FIELD_TYPES) }),
});

/** What a crash can say beside its component. */
export const crashParts = {
  before: whole(2, 1_000).optional(),
  after: z
    .union([whole(2, 1_000), z.literal('end')], { error: '`after` is a line of the handler, or `end`' })
    .optional(),
  of: z.string().optional(),
  nth: whole(1, 1_000_000).optional(),
};

/** Of a log's replicas. */
export const replicaPart = { replica: whole(0, 100).optional() };

/** The branches of the further interventions, each with the fields of `extra` too. */
export function furtherBranches<E extends Readonly<Record<string, z.ZodType>>>(extra: E) {
  return {
    pause: fields('`pause`', { pause: z.string(), ...extra }),
    resume: fields('`resume`', { resume: z.string(), ...extra }),
    subscribe: fields('`subscribe`', { subscribe: z.string(), ...extra }),
    'expire-retention': fields('`expire-retention`', { 'expire-retention': z.string(), ...extra }),
    'rebuild-view': fields('`rebuild-view`', { 'rebuild-view': z.string(), ...extra }),
    scavenge: fields('`scavenge`', { scavenge: z.string(), ...extra }),
    redrive: fields('`redrive`', { redrive: z.string(), ...extra }),
    scale: fields('`scale`', {
      scale: z.string(),
      workers: whole(1, LIMITS.workers).optional(),
      consumers: whole(1, LIMITS.components).optional(),
      ...extra,
    }),
    skew: fields('`skew`', { skew: z.string(), by: signedDuration, ...extra }),
    burst: fields('`burst`', {
      burst: z.string(),
      of: z.string().optional(),
      extra: whole(1, 100_000).optional(),
      factor: z.number().positive().max(MOST).optional(),
      for: duration.optional(),
      ...extra,
    }),
    'set-parameter': fields('`set-parameter`', { 'set-parameter': z.string(), to: z.number(), ...extra }),
    change: fields('`change`', { change: z.string(), of: z.string(), to: z.array(change).min(1).max(20), ...extra }),
    'edit-event': fields('`edit-event`', {
      'edit-event': z.string(),
      stream: named,
      number: whole(0, 1_000_000),
      set: z.record(name('a field'), value),
      ...extra,
    }),
    'reset-offsets': fields('`reset-offsets`', {
      'reset-offsets': z.string(),
      group: z.string(),
      to: z.union([z.literal('earliest'), z.literal('latest'), whole(0, 1_000_000_000), orDuration], {
        error: '`to` is `earliest`, `latest`, an offset, or an instant such as `5s`',
      }),
      ...extra,
    }),
    'forget-person': fields('`forget-person`', { 'forget-person': z.string(), subject: named, ...extra }),
    'copy-stream': fields('`copy-stream`', { 'copy-stream': z.string(), stream: named, to: named, ...extra }),
    'rotate-key': fields('`rotate-key`', { 'rotate-key': z.string(), subject: named, ...extra }),
    wiretap: fields('`wiretap`', { wiretap: z.tuple([z.string(), z.string()]), by: z.string(), ...extra }),
  };
}
