import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../scenario/problem.ts';
import { Bus, type Binding } from './bus.ts';
import { compileEventPattern, type EventPattern } from './event-pattern.ts';
import { TopicPattern } from './topic-pattern.ts';

const topic = (subscriber: string, key: string): Binding => ({
  subscriber,
  name: key,
  filter: { kind: 'topic', pattern: new TopicPattern(key) },
});

const reached = (bus: Bus, key: string): readonly string[] => bus.route(key, null).map(({ subscriber }) => subscriber);

test('[TOPIC-3] a subscriber gets one copy, by the first of its bindings that matches', () => {
  const bus = new Bus();
  for (const key of ['orders.eu', '*.eu', 'orders.#']) bus.bind(topic('audit', key));
  bus.bind({ subscriber: 'archive', name: 'all', filter: { kind: 'all' } });
  expect(bus.route('orders.eu', null)).toEqual([
    { subscriber: 'audit', binding: 'orders.eu' },
    { subscriber: 'archive', binding: 'all' },
  ]);
  expect(bus.route('bills.eu', null)[0]).toEqual({ subscriber: 'audit', binding: '*.eu' });
});

test('[TOPIC-3] topic patterns look at the routing key, event patterns at the event', () => {
  const bus = new Bus();
  const pattern = compileEventPattern({ amount: [{ numeric: ['>', 100] }] }, new Findings()) as EventPattern;
  bus.bind({ subscriber: 'risk', name: 'large', filter: { kind: 'event', pattern } });
  bus.bind(topic('eu', 'orders.eu'));
  expect(bus.route('orders.eu', { amount: 50 }).map(({ subscriber }) => subscriber)).toEqual(['eu']);
  expect(bus.route('orders.us', { amount: 500 }).map(({ subscriber }) => subscriber)).toEqual(['risk']);
});

test('[TOPIC-4] copies go out in the order of subscribing, also when a binding is added or replaced later', () => {
  const bus = new Bus();
  for (const subscriber of ['kitchen', 'billing', 'audit']) bus.bind(topic(subscriber, 'x'));
  bus.bind(topic('kitchen', '#'));
  bus.bind(topic('billing', 'x'));
  expect(reached(bus, 'x')).toEqual(['kitchen', 'billing', 'audit']);
  bus.unbind('kitchen');
  bus.bind(topic('kitchen', 'x'));
  expect(bus.subscribers).toEqual(['billing', 'audit', 'kitchen']);
});

test('[TOPIC-5] a binding that is gone, or was replaced, delivers nothing', () => {
  const bus = new Bus();
  bus.bind(topic('audit', 'a'));
  bus.bind(topic('audit', 'b'));
  bus.unbind('audit', 'a');
  expect([reached(bus, 'a'), reached(bus, 'b')]).toEqual([[], ['audit']]);
  bus.bind({ ...topic('audit', 'c'), name: 'b' });
  expect([reached(bus, 'b'), reached(bus, 'c')]).toEqual([[], ['audit']]);
  bus.unbind('audit', 'b');
  bus.unbind('nobody');
  expect(bus.subscribers).toEqual([]);
});

test('[TOPIC-6] what no binding matches goes to nobody', () => {
  const bus = new Bus();
  bus.bind(topic('audit', 'orders.*'));
  expect(bus.route('bills.1', { anything: true })).toEqual([]);
});

test('[TOPIC-3] [TOPIC-7] agrees with a list of bindings, whoever comes and goes in between', () => {
  const subscriber = fc.constantFrom('a', 'b', 'c', 'd');
  const key = fc.constantFrom('x', 'y', 'x.y', 'y.x', '*', '#', 'x.*', '*.x', '#.x');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('bind' as const), subscriber, key }),
    fc.record({ kind: fc.constant('unbind' as const), subscriber, key }),
    fc.record({ kind: fc.constant('leave' as const), subscriber, key }),
    fc.record({ kind: fc.constant('publish' as const), subscriber, key }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bus = new Bus();
      let bindings: (readonly [subscriber: string, key: string])[] = [];
      const is = (one: readonly [string, string], other: { subscriber: string; key: string }): boolean =>
        one[0] === other.subscriber && one[1] === other.key;
      for (const one of steps) {
        if (one.kind === 'bind') {
          bus.bind(topic(one.subscriber, one.key));
          if (!bindings.some((binding) => is(binding, one))) bindings.push([one.subscriber, one.key]);
        } else if (one.kind === 'unbind') {
          bus.unbind(one.subscriber, one.key);
          bindings = bindings.filter((binding) => !is(binding, one));
        } else if (one.kind === 'leave') {
          bus.unbind(one.subscriber);
          bindings = bindings.filter(([name]) => name !== one.subscriber);
        } else {
          const expected = new Set(
            bindings.filter(([, text]) => new TopicPattern(text).matches(one.key)).map(([name]) => name),
          );
          expect(new Set(reached(bus, one.key))).toEqual(expected);
          expect(reached(bus, one.key)).toHaveLength(expected.size);
        }
      }
    }),
    { numRuns: 150 },
  );
});
