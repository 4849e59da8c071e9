import type { TimeUs } from '../../kernel/time.ts';

/** An element of a stream on its way through a processor. */
export interface StreamRecord<Value> {
  readonly key: string;
  readonly value: Value;
  readonly eventTimeUs: TimeUs;
}

/** What a processor does to one record without looking at others; none changes when the record happened. */
export type RecordStep<Value> =
  | { readonly kind: 'filter'; readonly keep: (record: StreamRecord<Value>) => boolean }
  | { readonly kind: 'map'; readonly to: (record: StreamRecord<Value>) => Value }
  | { readonly kind: 'flatMap'; readonly to: (record: StreamRecord<Value>) => readonly Value[] }
  | { readonly kind: 'keyBy'; readonly key: (record: StreamRecord<Value>) => string };

/** What becomes of a record: none, one or more, in order. */
export function applySteps<Value>(
  record: StreamRecord<Value>,
  steps: readonly RecordStep<Value>[],
): readonly StreamRecord<Value>[] {
  return steps.reduce<readonly StreamRecord<Value>[]>(
    (records, step) => records.flatMap((each) => applyStep(each, step)),
    [record],
  );
}

function applyStep<Value>(record: StreamRecord<Value>, step: RecordStep<Value>): readonly StreamRecord<Value>[] {
  switch (step.kind) {
    case 'filter':
      return step.keep(record) ? [record] : [];
    case 'map':
      return [{ ...record, value: step.to(record) }];
    case 'flatMap':
      return step.to(record).map((value) => ({ ...record, value }));
    case 'keyBy':
      return [{ ...record, key: step.key(record) }];
  }
}
