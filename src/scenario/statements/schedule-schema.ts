import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { duration, fields, value } from '../schema-parts.ts';

/** A message later, or every so often. */
export interface ScheduleDocument {
  readonly schedule: string;
  readonly to: string;
  readonly in?: string | undefined;
  readonly every?: string | undefined;
  readonly data?: Data | undefined;
  readonly key?: Data | undefined;
  readonly id?: Data | undefined;
  readonly durable?: boolean | undefined;
}

/** Takes back what was scheduled under an id. */
export interface CancelDocument {
  readonly cancel: Data;
}

export const scheduleSchema: z.ZodType = fields('`schedule`', {
  schedule: z.string(),
  to: z.string(),
  in: duration.optional(),
  every: duration.optional(),
  data: value.optional(),
  key: value.optional(),
  id: value.optional(),
  durable: z.boolean().optional(),
});

export const cancelSchema: z.ZodType = fields('`cancel`', { cancel: value });
