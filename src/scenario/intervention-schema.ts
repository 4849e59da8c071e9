import { z } from 'zod';
import type { DistributionDocument } from './distributions.ts';
import { crashParts, type FurtherDocument, furtherBranches, replicaPart } from './interventions/further-schema.ts';
import { choice, distribution, duration, fields, name, probability } from './schema-parts.ts';

type Pair = readonly [string, string];

/** An intervention as documents and links write it: one verb, and what belongs to it. */
export type InterventionDocument =
  | { readonly crash: string }
  | { readonly restart: string }
  | { readonly poison: string; readonly message?: string | undefined; readonly label?: string | undefined }
  | { readonly slow: string; readonly by?: number | undefined }
  | { readonly latency: Pair; readonly to: DistributionDocument }
  | { readonly loss: Pair; readonly probability?: number | undefined }
  | { readonly duplication: Pair; readonly probability?: number | undefined }
  | { readonly reordering: Pair; readonly probability?: number | undefined }
  | { readonly partition: Pair }
  | { readonly heal: Pair }
  | { readonly rename: string; readonly of: string; readonly field: string; readonly to: string }
  | FurtherDocument;

export type TimedInterventionDocument = InterventionDocument & { readonly at: string };

export const pairSchema = z
  .tuple([z.string(), z.string()], {
    error: ({ input }) =>
      input === undefined ? undefined : 'a link is named by its two ends, as in `[orders, payment]`',
  })
  .meta({ id: 'Pair', description: 'The two ends of a link, in any order.' });

export const interventionSchema = (interventions({}) as unknown as z.ZodType<InterventionDocument>).meta({
  id: 'Intervention',
  description: 'What a person does to a run.',
});

export const timedInterventionSchema = interventions({
  at: duration,
}) as unknown as z.ZodType<TimedInterventionDocument>;

function interventions<E extends Readonly<Record<string, z.ZodType>>>(extra: E) {
  const likely = { probability: probability.optional(), ...extra };
  return choice('an intervention', {
    crash: fields('`crash`', { crash: z.string(), ...crashParts, ...replicaPart, ...extra }),
    restart: fields('`restart`', { restart: z.string(), ...replicaPart, ...extra }),
    poison: fields('`poison`', {
      poison: z.string(),
      message: z.string().optional(),
      label: name('a label')
        .or(z.string().regex(/^\d{1,9}$/))
        .optional(),
      ...extra,
    }),
    slow: fields('`slow`', { slow: z.string(), by: z.number().positive().max(1_000).optional(), ...extra }),
    latency: fields('`latency`', { latency: pairSchema, to: distribution, ...extra }),
    loss: fields('`loss`', { loss: pairSchema, ...likely }),
    duplication: fields('`duplication`', { duplication: pairSchema, ...likely }),
    reordering: fields('`reordering`', { reordering: pairSchema, ...likely }),
    partition: fields('`partition`', { partition: pairSchema, ...extra }),
    heal: fields('`heal`', { heal: pairSchema, ...extra }),
    rename: fields('`rename`', { rename: z.string(), of: z.string(), field: z.string(), to: z.string(), ...extra }),
    ...furtherBranches(extra),
  });
}
