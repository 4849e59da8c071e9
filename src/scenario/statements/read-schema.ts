import type { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import type { DistributionDocument } from '../distributions.ts';
import { distribution, duration, fields, name, value } from '../schema-parts.ts';

/** A row: of an own table, or of one that another component has. */
export interface ReadDocument {
  readonly read: string;
  /** Left out: all rows, which only a database gives. */
  readonly key?: Data | undefined;
  readonly as?: string | undefined;
  /** The component that has the table; left out: an own one. */
  readonly from?: string | undefined;
  /** The position that a view must have got to. */
  readonly atLeast?: Data | undefined;
  readonly timeout?: string | undefined;
  /** How long reading a whole table of a database takes, where nothing else uses it. */
  readonly takes?: DistributionDocument | undefined;
}

export const readSchema = (variable: z.ZodType): z.ZodType =>
  fields('`read`', {
    read: name('a table'),
    key: value.optional(),
    as: variable.optional(),
    from: name('a component').optional(),
    atLeast: value.optional(),
    timeout: duration.optional(),
    takes: distribution.optional(),
  });
