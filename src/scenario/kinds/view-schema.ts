import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { BRANCH, common, duration, expression, fields, name, value, whole } from '../schema-parts.ts';
import type { ConsumptionDocument } from '../document.ts';
import type { StatementDocument } from '../statement-schema.ts';

/** The change of one row, as a view makes it of an event. */
export interface RowFoldDocument {
  readonly table: string;
  readonly key: Data;
  readonly set?: Data | undefined;
  readonly delete?: boolean | undefined;
  readonly if?: string | undefined;
}

/** What a view does with an event, or how it answers a query. */
export type ReactionDocument = readonly StatementDocument[] | RowFoldDocument;

export interface ViewDocument {
  readonly kind: 'view';
  readonly name?: string | undefined;
  readonly at?: readonly [number, number] | undefined;
  readonly about?: string | undefined;
  readonly from: string | ConsumptionDocument;
  readonly on: { readonly [message: string]: ReactionDocument };
  readonly next?: { readonly on: { readonly [message: string]: ReactionDocument } } | undefined;
  readonly checkpoint?: { readonly every: number } | undefined;
  readonly workers?: number | undefined;
  readonly restart?: string | undefined;
}

const rowFold = fields(
  'the change of a row',
  {
    table: name('a table'),
    key: value,
    set: value.optional(),
    delete: z.boolean().optional(),
    if: expression.optional(),
  },
  '{ table: board, key: =msg.orderId, set: { status: placed } }',
);

/** `block` is a list of statements, `consumption` what a service can consume. */
export function viewSchema(block: z.ZodType, consumption: z.ZodType) {
  const reactions = z.record(
    z.string(),
    z.union([block, rowFold], { error: ({ input }) => `${BRANCH}${Array.isArray(input) ? 0 : 1}` }),
  );
  const from = z.union([z.string(), consumption], {
    error: ({ input }) => `${BRANCH}${typeof input === 'string' ? 0 : 1}`,
  });
  return fields('a view', {
    kind: z.literal('view'),
    ...common,
    from,
    on: reactions,
    next: fields('`next`', { on: reactions }).optional(),
    checkpoint: fields('`checkpoint`', { every: whole(1, 100_000) }, '{ every: 10 }').optional(),
    workers: whole(1, 1_000).optional(),
    restart: duration.optional(),
  });
}
