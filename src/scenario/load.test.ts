import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LIMITS } from './limits.ts';
import { loadScenario } from './load.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';
import type { Scenario } from './scenario.ts';

function loaded(source: unknown): Scenario {
  const result = loadScenario(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.scenario;
}

function problems(source: unknown, options = {}): string[] {
  const result = loadScenario(source, options);
  return result.ok ? [] : result.problems.map(({ message }) => message);
}

const SMALL = { eventually: 1, id: 'small', title: 'Small', messages: {}, components: { it: { kind: 'log' } } };

describe('the sample document', () => {
  const scenario = loaded(SAMPLE_DOCUMENT);

  test('loads with all that it says', () => {
    expect([...scenario.components.keys()]).toEqual(['customer', 'orders', 'order-events', 'payment']);
    expect(scenario.seed).toBe(7);
    expect(scenario.components.get('orders')).toMatchObject({
      kind: 'service',
      workers: 4,
      queueLimit: null,
      restartUs: 500_000,
      at: [1, 1],
    });
    expect(scenario.components.get('payment')).toMatchObject({
      consumes: [{ from: 'order-events', group: 'payment', mark: 'P', retryDelayUs: 500_000, maxAttempts: null }],
    });
    expect(scenario.links).toMatchObject([{ latency: { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 }, loss: 0 }]);
    expect(scenario.steps).toMatchObject([
      { do: [{ kind: 'crash', component: 'payment' }], patienceUs: 60_000_000, go: 'Next', variant: null },
    ]);
    expect(scenario.variants).toEqual([{ id: 'pizza-async', title: 'A pizza, asynchronously', about: '' }]);
  });

  test('warns of nothing', () => {
    expect(loadScenario(SAMPLE_DOCUMENT)).toMatchObject({ ok: true, warnings: [] });
  });

  test('means the same as JSON, and as data', () => {
    const data: unknown = parse(SAMPLE_DOCUMENT);
    for (const source of [data, JSON.stringify(data), JSON.stringify(data, null, '\t')]) {
      expect(JSON.stringify(plain(loaded(source)))).toBe(JSON.stringify(plain(scenario)));
    }
    expect(loadScenario(JSON.stringify(data), { format: 'json' }).ok).toBe(true);
  });

  test('comes back as the document that was read', () => {
    expect(loadScenario(SAMPLE_DOCUMENT)).toMatchObject({ document: parse(SAMPLE_DOCUMENT) });
  });

  test('evaluates its expressions', () => {
    const { sends } = scenario.components.get('customer') as {
      sends: readonly { data: { evaluate(scope: object): unknown } }[];
    };
    expect(sends[0]?.data.evaluate({ n: 7, param: {} })).toEqual({ orderId: 'o7', pizza: 'Margherita', amount: 12 });
    const tables = (charged: string[]) => ({
      orders: { orders: [{ orderId: 'o1' }] },
      payment: { charges: charged.map((orderId) => ({ orderId })) },
    });
    const holds = scenario.fitness[0]?.holds;
    expect(holds?.evaluate(tables(['o1']))).toBe(true);
    expect(holds?.evaluate(tables(['o2']))).toBe(false);
    const until = scenario.steps[0]?.until;
    expect(
      until?.evaluate({
        $functions: { lag: (log: string, group: string) => (log === 'order-events' && group === 'payment' ? 5 : 0) },
      }),
    ).toBe(true);
  });
});

describe('defaults', () => {
  test('[DOC-14] a pair without a link behaves as the network says', () => {
    expect(loaded(SMALL).network).toMatchObject({
      latency: { kind: 'constant', valueUs: 5_000 },
      loss: 0,
      holdBack: { valueUs: 20_000 },
    });
    expect(loaded({ ...SMALL, network: { latency: '10ms' } }).network).toMatchObject({
      latency: { valueUs: 10_000 },
      holdBack: { valueUs: 40_000 },
    });
  });

  test('are a seed of 1, half speed and a window of 4 s', () => {
    expect(loaded(SMALL)).toMatchObject({ seed: 1, speed: 0.5, windowUs: 4_000_000, chapter: null, subtitle: '' });
  });

  test('name a component after its id', () => {
    expect(
      loaded({ ...SMALL, components: { 'order-events': { kind: 'log' } } }).components.get('order-events')?.name,
    ).toBe('Order events');
  });
});

describe('[DOC-13] parameters', () => {
  const document = { ...SMALL, parameters: { load: { label: 'Load', min: 1, max: 10, step: 1, default: 5 } } };

  test('take their default, or the value that is given', () => {
    expect(loaded(document).parameters.get('load')?.initial).toBe(5);
    expect(loadScenario(document, { parameters: { load: 7 } })).toMatchObject({ ok: true });
  });

  test('stay in their range', () => {
    expect(problems({ ...document, parameters: { load: { ...document.parameters.load, default: 50 } } })).toEqual([
      '`default` is 50, outside its range of 1 to 10',
    ]);
    expect(problems(document, { parameters: { load: 11 } })).toEqual([
      'the parameter `load` is 11, outside its range of 1 to 10',
    ]);
    expect(problems(document, { parameters: { laod: 5 } })).toEqual([
      '`laod` is not a parameter; did you mean `load`?',
    ]);
  });
});

describe('[DOC-1] limits', () => {
  const many = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, { kind: 'log' }]));

  test.each([
    ['components', { ...SMALL, components: many(LIMITS.components + 1) }, 'there are 61 components; 60 are allowed'],
    ['no components', { ...SMALL, components: {} }, 'a scenario has at least one component'],
    [
      'steps',
      { ...SMALL, steps: Array.from({ length: 41 }, () => ({ title: 'T', say: 'S' })) },
      '`steps` has 41 items; at most 40 is allowed',
    ],
    ['text', `title: ${'x'.repeat(LIMITS.characters)}`, 'the document has 257 kB; 256 kB are allowed'],
    ['data', { ...SMALL, summary: 'x'.repeat(LIMITS.characters + 1) }, 'the document is larger than 256 kB'],
    ['depth of text', `a: ${'['.repeat(33)}${']'.repeat(33)}`, 'this is nested over 32 levels deep'],
    [
      'depth of data',
      JSON.parse(`{"a":${'['.repeat(40)}${']'.repeat(40)}}`),
      'the document is nested over 32 levels deep',
    ],
    ['values', `a: [${'1,'.repeat(LIMITS.values)}]`, 'the document has over 20000 values'],
    [
      'a long expression',
      { ...SMALL, fitness: [{ name: 'F', holds: `1 == ${'1 + '.repeat(400)}1` }] },
      'the expression has 1606 characters; 1000 are allowed',
    ],
    ['a long duration', { ...SMALL, window: '25h' }, '`25h` is too long: a duration is at most 24h'],
    [
      'a probability',
      { ...SMALL, links: [{ between: ['it', 'it'], loss: 1.5 }] },
      '`loss` is 1.5; at most 1 is allowed',
    ],
  ])('of %s are told', (_, document, says) => {
    expect(problems(document)).toContain(says);
  });

  test('of a handler are told', () => {
    const document = {
      ...SMALL,
      messages: { Do: { kind: 'command' } },
      components: { it: { kind: 'service', on: { Do: Array.from({ length: 201 }, () => ({ work: '1ms' })) } } },
    };
    expect(problems(document)).toEqual(['this handler has 201 statements; 200 are allowed']);
  });
});

describe('a run of arrivals', () => {
  const client = (workload: object): object => ({
    ...SMALL,
    messages: { Do: { kind: 'command' }, Done: { kind: 'event' } },
    components: {
      someone: { kind: 'client', sends: [workload] },
      it: { kind: 'service', on: { Do: [] } },
      log: { kind: 'log' },
    },
  });

  test.each([
    [{ command: 'Do', to: 'it' }, '`every` is missing: how often it sends'],
    [{ command: 'Do', to: 'it', users: 3 }, '`think` is missing: `users` and `think` belong together'],
    [
      { command: 'Do', to: 'it', every: '1s', users: 3, think: '1s' },
      'a workload has either `every` (arrivals that wait for nobody) or `users` and `think`',
    ],
    [
      { command: 'Do', to: 'it', every: '10us' },
      'arrivals come closer than 100us on average, so that time would hardly pass; write a longer pause',
    ],
    [{ to: 'it', every: '1s' }, 'a workload sends one `command`, `query` or `event`'],
    [
      { event: 'Done', to: 'log', every: '1s', timeout: '1s' },
      '`timeout` waits for an answer, and nobody answers this',
    ],
    [{ command: 'Do', to: 'it', every: '1s', start: '2s', stop: '1s' }, '`stop` is before `start`'],
    [
      { command: 'Do', to: 'it', every: '1s', retry: 3 },
      'a retry is written as fields with values, as in `{ attempts: 3, delay: 200ms }`, not as a number',
    ],
    [
      { command: 'Do', to: 'it', every: '1s', retry: { attempts: 0, delay: '1s' } },
      '`attempts` is 0; at least 1 is needed',
    ],
    [{ command: 'Do', to: 'it', every: { uniform: ['2s', '1s'] } }, 'the minimum is above the maximum'],
  ])('that makes no sense is told: %j', (workload, says) => {
    expect(problems(client(workload))).toEqual([says]);
  });

  test('without an answer is one way', () => {
    const scenario = loaded(client({ event: 'Done', to: 'log', every: '1s' }));
    expect(scenario.components.get('someone')).toMatchObject({
      sends: [{ oneWay: true, firstNumber: 1, startUs: 0, stopUs: null }],
    });
    expect(loaded(client({ command: 'Do', to: 'it', every: '1s' })).components.get('someone')).toMatchObject({
      sends: [{ oneWay: false }],
    });
  });
});

describe('[DOC-3] what is missing', () => {
  test.each([
    [{ ...SMALL, title: undefined }, '`title` is missing'],
    [{ ...SMALL, components: { a: {} } }, '`kind` is missing: write client, service or log'],
    [{ ...SMALL, network: {} }, '`latency` is missing'],
    [{ ...SMALL, links: [{ latency: '1ms' }] }, '`between` is missing'],
    [{ ...SMALL, variants: { other: { title: 'T' } } }, '`patch` is missing'],
    [{ ...SMALL, steps: [{ title: 'T', say: 'S', do: [{ latency: ['a', 'b'] }] }] }, '`to` is missing'],
    [{ ...SMALL, fitness: [{ name: 'F' }] }, '`holds` is missing'],
    [{ id: 'x' }, 'the document has no `eventually: 1`, which says what it is'],
  ])('is told: %j', (document, says) => {
    expect(problems(JSON.parse(JSON.stringify(document)))).toContain(says);
  });
});

/** A scenario as JSON can show it: maps as entries, compiled expressions as their source. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, part: unknown) => (part instanceof Map ? [...part] : part)));
}

test('[DOC-22] a consumer without a delay between attempts needs a bound of attempts', () => {
  const consumer = 'consumes: [ { from: order-events, group: payment } ]';
  const retrying = (retry: string): string =>
    SAMPLE_DOCUMENT.replace(consumer, `consumes: [ { from: order-events, group: payment, retry: ${retry} } ]`);
  expect(SAMPLE_DOCUMENT).toContain(consumer);
  expect(problems(retrying('{ delay: 0ms }'))).toEqual([
    'without a delay it would try a bad record for ever at one instant; give a `delay` or a bound of `attempts`',
  ]);
  expect(problems(retrying('{ delay: 0ms, attempts: 3 }'))).toEqual([]);
  expect(problems(retrying('{ delay: 1ms }'))).toEqual([]);
});
