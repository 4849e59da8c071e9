import { describe, expect, test } from 'vitest';
import { loadData } from './load-data.ts';

/** A message sent to a log that two services read, each in its group. */
function problems(kind: 'command' | 'event', groups: readonly [string, string], of = 'log'): readonly string[] {
  const reader = (group: string) => ({
    kind: 'service',
    consumes: [{ from: 'orders', ...(of === 'log' && { group }) }],
    on: { Order: [{ work: '5ms' }] },
  });
  const loaded = loadData({
    eventually: 1,
    id: 'a',
    title: 'A',
    messages: { Order: { kind, fields: {} } },
    components: {
      guest: { kind: 'client', sends: [{ [kind]: 'Order', to: 'orders', every: '1s', data: {} }] },
      orders: { kind: of },
      kitchen: reader(groups[0]),
      till: reader(groups[1]),
    },
  });
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('[DOC-23] a command', () => {
  test('that two groups of a log would handle is told', () => {
    expect(problems('command', ['kitchen', 'till'])).toEqual([
      'components.till.on.Order: a command has one addressee, and `kitchen` handles `Order` from `orders` already; make it an event, or let both read in one group',
    ]);
  });

  test('may be handled by several members of one group, or taken from one queue', () => {
    expect(problems('command', ['crew', 'crew'])).toEqual([]);
    expect(problems('command', ['kitchen', 'till'], 'queue')).toEqual([]);
  });

  test('is no event, which any number of groups may read', () => {
    expect(problems('event', ['kitchen', 'till'])).toEqual([]);
  });
});
