import { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { common, duration, fields, whole, word } from '../schema-parts.ts';

/** What the messages to a vault can ask for. */
const VAULT_OPERATIONS = ['rotate', 'forget', 'rewrap'] as const;

const principals = z.array(z.string().min(1).max(40)).max(100);

export const vaultSchema = fields('a vault', {
  kind: z.literal('vault'),
  ...common,
  encrypt: principals.optional(),
  decrypt: principals.optional(),
  cache: duration.optional(),
  timeout: duration.optional(),
  attempts: whole(1, LIMITS.attempts).optional(),
  restart: duration.optional(),
  on: z.record(z.string(), word('what a vault does', VAULT_OPERATIONS)).optional(),
});

export type VaultDocument = z.infer<typeof vaultSchema>;
