import { ExpressionFault } from '../../scenario/expression.ts';
import type { StreamKeeping } from '../../scenario/kinds/stream-spec.ts';
import { aKind } from '../../scenario/kind-words.ts';
import type { Data } from '../../trace/message.ts';
import { type Aggregate, count, greatest, least, list, mean, sum } from './aggregate.ts';
import type { MakeScope } from './create-keeper.ts';
import type { Item, Keeper } from './keeper.ts';
import type { StreamRecord } from './record-steps.ts';
import { spanOf, type Telling, windowData } from './telling.ts';
import { joinOf, type Pair, type Sided } from './window-join.ts';
import { WindowOperator } from './window-operator.ts';
import type { WindowOutput } from './window-output.ts';
import { windowingOf } from './windowing-of.ts';

const WHY = {
  late: 'it comes after the allowed lateness of its window',
  closed: 'its window has said its last',
  uncovered: 'no window covers its time',
} as const;

type Aggregating = Extract<StreamKeeping, { readonly kind: 'window' }>;
type Joining = Extract<StreamKeeping, { readonly kind: 'window-join' }>;

/** A record on its way into a window: what is gathered of it, and the record itself for what is said of it. */
interface Windowed<Value> {
  readonly value: Value;
  readonly item: Item;
}

/** Windows with an aggregate. */
export function windowKeeper(rules: 'beam' | 'flink', keeps: Aggregating, telling: Telling, scope: MakeScope): Keeper {
  const aggregate = AGGREGATES[keeps.aggregate.op]();
  const valueOf = ({ key, value, eventTimeUs }: StreamRecord<Item>): Data => {
    const { of, op } = keeps.aggregate;
    if (of === null) return null;
    const { id, name, label, source, key: messageKey } = value.message;
    const meta = { id, name, key: messageKey, label, source };
    const data = of.evaluate(scope({ msg: value.data, meta, key, time: eventTimeUs / 1_000_000 }));
    if (op !== 'list' && (typeof data !== 'number' || !Number.isFinite(data)))
      throw new ExpressionFault(`\`${of.source}\` should give a number for the ${op}, not ${aKind(data)}`);
    return data;
  };
  return operatorKeeper(rules, keeps, aggregate, valueOf, telling, (result, output) => {
    const { key, window } = output;
    const data = result as Data;
    const names = { key, value: data, window: windowData(window) };
    if (output.kind === 'retraction') {
      telling.say({ kind: 'pane.retracted', key, window: spanOf(window), value: data });
      telling.result(scope({ ...names, timing: 'LATE', index: 0, retraction: true }));
      return;
    }
    const { timing, index, isLast } = output;
    telling.say({ kind: 'pane.emitted', key, window: spanOf(window), value: data, timing, index, isLast });
    const { start, end } = names.window as { readonly start: Data; readonly end: Data };
    telling.row(`${key}@${String(start)}`, { key, start, end, value: data, timing });
    telling.result(scope({ ...names, timing, index, retraction: false }));
  });
}

/** Windows that join two kinds of events. */
export function joinKeeper(rules: 'beam' | 'flink', keeps: Joining, telling: Telling, scope: MakeScope): Keeper {
  const aggregate = joinOf<Data, Data>(keeps.join);
  const valueOf = ({ value }: StreamRecord<Item>): Sided<Data, Data> => ({
    side: value.message.name === keeps.left ? 'left' : 'right',
    value: value.data,
  });
  return operatorKeeper(rules, keeps, aggregate, valueOf, telling, (pairs, output) => {
    if (output.kind === 'retraction') return;
    for (const [left, right] of pairs as readonly Pair<Data, Data>[]) {
      const { key, window, timing } = output;
      telling.say({ kind: 'stream.joined', key, left, right });
      telling.row(`${key}@${JSON.stringify([left, right])}`, { key, left, right });
      telling.result(scope({ key, left, right, window: windowData(window), timing }));
    }
  });
}

function operatorKeeper<Value, Gathered, Result>(
  rules: 'beam' | 'flink',
  { windowing }: Aggregating | Joining,
  aggregate: Aggregate<Value, Gathered, Result>,
  valueOf: (record: StreamRecord<Item>) => Value,
  telling: Telling,
  fired: (
    result: Result,
    output: Extract<WindowOutput<unknown, Result>, { readonly kind: 'pane' | 'retraction' }>,
  ) => void,
): Keeper {
  const strategy = windowingOf(rules, windowing);
  const inner: Aggregate<Windowed<Value>, Gathered, Result> = {
    ...aggregate,
    add: (gathered, { value }) => aggregate.add(gathered, value),
  };
  const operator = new WindowOperator(strategy, inner, (output) => {
    const { key } = output;
    switch (output.kind) {
      case 'pane':
      case 'retraction':
        return fired(output.value, output);
      case 'dropped': {
        const { value, eventTimeUs, window, why } = output;
        const { message } = value.item;
        const span = window === null ? null : spanOf(window);
        return telling.say({ kind: 'stream.dropped', message, key, eventTimeUs, window: span, why: WHY[why] });
      }
      case 'merged':
        return telling.say({
          kind: 'window.merged',
          key,
          from: output.from.map(spanOf),
          window: spanOf(output.window),
        });
      case 'expired':
        return telling.say({ kind: 'window.expired', key, window: spanOf(output.window) });
    }
  });
  return {
    take: (record, nowUs) =>
      void operator.add(record.key, { value: valueOf(record), item: record.value }, record.eventTimeUs, nowUs),
    advanceWatermark: (watermarkUs, nowUs) => operator.advanceWatermark(watermarkUs, nowUs),
    advanceTime: (nowUs) => operator.advanceTime(nowUs),
    processingDueUs: () => operator.dueUs,
    eventDueUs: (watermarkUs) => {
      let leastUs = Number.POSITIVE_INFINITY;
      for (const { window } of operator.openWindows()) {
        const dueUs = window.endUs > watermarkUs ? window.endUs : window.endUs + strategy.allowedLatenessUs;
        if (dueUs > watermarkUs) leastUs = Math.min(leastUs, dueUs);
      }
      return leastUs === Number.POSITIVE_INFINITY ? null : leastUs;
    },
  };
}

const AGGREGATES: { readonly [op in Aggregating['aggregate']['op']]: () => Aggregate<Data, unknown, unknown> } = {
  count: () => count as Aggregate<Data, unknown, unknown>,
  sum: () => sum as unknown as Aggregate<Data, unknown, unknown>,
  mean: () => mean as unknown as Aggregate<Data, unknown, unknown>,
  least: () => least as unknown as Aggregate<Data, unknown, unknown>,
  greatest: () => greatest as unknown as Aggregate<Data, unknown, unknown>,
  list: () => list<Data>() as unknown as Aggregate<Data, unknown, unknown>,
};
