import { z } from 'zod';
import { COMPATIBILITY_LEVELS } from '../compatibility/compatibility-level.ts';
import { choice, common, fields, name, word } from '../schema-parts.ts';

/** What the messages to a registry can ask for. */
export const REGISTRY_OPERATIONS = ['register', 'check', 'latest', 'level', 'delete'] as const;

const level = word('a level of compatibility', COMPATIBILITY_LEVELS);

const version = choice('a version', {
  fields: fields('a version', { fields: z.record(name('a field'), z.string()) }),
  schema: fields('a version', { schema: z.unknown() }),
});

const subject = fields('a subject', {
  level: level.optional(),
  versions: z.array(version).max(50).optional(),
});

export const registrySchema = fields('a registry', {
  kind: z.literal('registry'),
  ...common,
  level: level.optional(),
  on: z.record(z.string(), word('what a registry does', REGISTRY_OPERATIONS)).optional(),
  contracts: z.array(z.string()).max(100).optional(),
  subjects: z.record(z.string(), subject).optional(),
});

export type RegistryDocument = z.infer<typeof registrySchema>;
