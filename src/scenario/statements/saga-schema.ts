import { z } from 'zod';
import type { Data } from '../../trace/message.ts';
import { duration, fields, name, value, word } from '../schema-parts.ts';

/** Steps that are done one after the other, and undone in reverse order where one fails; `S` is any statement. */
export interface SagaDocument<S> {
  readonly saga: readonly SagaStepDocument<S>[];
  /** Under which it is known after a crash. */
  readonly id: Data;
  /** How long until what has to succeed is tried again. */
  readonly again?: string | undefined;
  readonly onFailure?: readonly S[] | undefined;
}

export interface SagaStepDocument<S> {
  readonly step: string;
  readonly kind?: 'compensatable' | 'pivot' | 'retriable' | undefined;
  readonly do: readonly S[];
  readonly undo?: readonly S[] | undefined;
}

export function sagaSchema(block: z.ZodType): z.ZodType {
  const step = fields(
    'a step of a saga',
    {
      step: name('a step'),
      kind: word('a kind of step', ['compensatable', 'pivot', 'retriable']).optional(),
      do: block,
      undo: block.optional(),
    },
    '{ step: pay, do: […], undo: […] }',
  );
  return fields('`saga`', {
    saga: z.array(step).max(20),
    id: value,
    again: duration.optional(),
    onFailure: block.optional(),
  });
}
