import { describe, expect, test } from 'vitest';
import { committed, handled, upTo } from './facts.fixture.ts';
import { entriesOf, MS, runYaml, SECOND } from './run-document.fixture.ts';
import type { RunOptions } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

interface Shape {
  readonly partitions?: number;
  readonly members?: readonly string[];
  readonly reading?: string;
  readonly count?: number;
  readonly every?: string;
  readonly handler?: string;
  readonly start?: string;
}

/** Members of one group read facts. */
function group(shape: Shape, options?: RunOptions): Simulation {
  const {
    partitions = 4,
    members = ['m1', 'm2'],
    reading = '',
    count = 100,
    every = '20ms',
    handler = '[work: 5ms]',
    start = '100ms',
  } = shape;
  const services = members.map(
    (id) =>
      `  ${id}: { kind: service, workers: 4, restart: 100ms, consumes: [{ from: log, group: g, ${reading} }], on: { Fact: ${handler} } }`,
  );
  return runYaml(
    `
messages: { Fact: { kind: event, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ event: Fact, to: log, start: ${start}, every: ${every}, count: ${count}, data: { n: =n } }] }
  log: { kind: log, partitions: ${partitions} }
${services.join('\n')}`,
    options,
  );
}

const assignments = (simulation: Simulation) =>
  entriesOf(simulation, 'group.assigned').map(({ assignment }) => assignment);

describe('members of a group', () => {
  test('[LOG-16] a member that is down for longer than the session timeout loses its partitions to the others', () => {
    const simulation = group({ reading: 'sessionTimeout: 2s' }, { interventions: [{ at: '1s', crash: 'm1' }] });
    const [rebalanced] = entriesOf(simulation, 'group.rebalanced').filter(({ because }) => because === 'expired');
    expect(rebalanced).toMatchObject({ tUs: 3 * SECOND, member: 'm1', generation: 3 });
    expect(assignments(simulation).at(-1)).toEqual({ m2: [0, 1, 2, 3] });
    for (const partition of upTo(4)) expect(committed(simulation, 'g', partition).at(-1)).toBe(25);
    expect(handled(simulation, 'm2', 0)[0]).toBe(
      entriesOf(simulation, 'offset.committed').findLast(({ partition, tUs }) => partition === 0 && tUs < 3 * SECOND)
        ?.offset,
    );
  });

  test('[LOG-16] who is back before that keeps them; without other members nobody waits', () => {
    const back: RunOptions = {
      interventions: [
        { at: '1s', crash: 'm1' },
        { at: '2s', restart: 'm1' },
      ],
    };
    const because = (shape: Shape) =>
      entriesOf(group({ ...shape, reading: 'sessionTimeout: 2s' }, back), 'group.rebalanced').map(
        (entry) => entry.because,
      );
    expect(because({})).toEqual(['joined', 'returned']);
    expect(because({ members: ['m1'] })).toEqual([]);
  });

  test('[LOG-16] a broker that was down gives everybody their time again', () => {
    const simulation = group(
      { reading: 'sessionTimeout: 2s' },
      {
        interventions: [
          { at: '1s', crash: 'm1' },
          { at: '2s', crash: 'log' },
          { at: '4s', restart: 'log' },
        ],
      },
    );
    const [expired] = entriesOf(simulation, 'group.rebalanced').filter(({ because }) => because === 'expired');
    expect(expired?.tUs).toBe(6_500 * MS);
  });

  test.each([
    ['range', { m1: [0, 1, 2], m2: [3, 4] }],
    ['roundrobin', { m1: [0, 2, 4], m2: [1, 3] }],
    ['sticky', { m1: [0, 1, 2], m2: [3, 4] }],
  ])('[LOG-17] %s deals as Kafka does', (assignor, assignment) => {
    const simulation = group({ partitions: 5, reading: `assignor: ${assignor}` });
    expect(
      Object.values(assignments(simulation).at(-1) ?? {})
        .flat()
        .toSorted(),
    ).toEqual(upTo(5));
    if (assignor !== 'sticky') expect(assignments(simulation).at(-1)).toEqual(assignment);
  });

  test('[LOG-17] sticky moves no more than it must, where range moves most', () => {
    const moved = (assignor: string): number => {
      const simulation = group(
        { partitions: 6, members: ['m1', 'm2', 'm3'], reading: `assignor: ${assignor}, sessionTimeout: 1s` },
        { interventions: [{ at: '1s', crash: 'm1' }] },
      );
      const [before, after] = assignments(simulation).slice(-2);
      return ['m2', 'm3'].reduce(
        (sum, id) => sum + (before?.[id] ?? []).filter((one) => !after?.[id]?.includes(one)).length,
        0,
      );
    };
    expect(moved('sticky')).toBe(0);
    expect(moved('range')).toBe(1);
  });

  test('[LOG-18] cooperative-sticky: what moves is given up first and found in a follow-up, the rest is read on', () => {
    const simulation = group(
      { reading: 'assignor: cooperative-sticky' },
      {
        interventions: [
          { at: '1ms', crash: 'm2' },
          { at: '1s', restart: 'm2' },
        ],
      },
    );
    const rebalances = entriesOf(simulation, 'group.rebalanced');
    expect(rebalances.map(({ because }) => because)).toEqual(['joined', 'follow-up']);
    const [first, second] = rebalances;
    const given = first?.revoked['m1'] ?? [];
    expect(given.length).toBe(2);
    expect(first?.added).toEqual({ m1: [], m2: [] });
    expect(second).toMatchObject({ revoked: { m1: [], m2: [] }, added: { m1: [], m2: given } });
    expect(assignments(simulation).slice(-2)).toEqual([
      { m1: upTo(4).filter((one) => !given.includes(one)), m2: [] },
      { m1: upTo(4).filter((one) => !given.includes(one)), m2: given },
    ]);
  });

  test('[LOG-18] the other assignors revoke everything', () => {
    const [rebalanced] = entriesOf(group({ reading: 'assignor: roundrobin' }), 'group.rebalanced');
    expect(rebalanced?.revoked).toEqual({ m1: [0, 1, 2, 3], m2: [] });
    expect(rebalanced?.added).toEqual({ m1: [0, 2], m2: [1, 3] });
  });
});

describe('how a consumer commits', () => {
  const crashed: RunOptions = {
    interventions: [
      { at: '713ms', crash: 'm1' },
      { at: '900ms', restart: 'm1' },
    ],
  };
  const alone = { partitions: 1, members: ['m1'], count: 40 };

  test('[CONSUMER-7] after so many records; what came since is read again after a crash', () => {
    const simulation = group({ ...alone, reading: 'commit: { after: 10 }' }, crashed);
    expect(committed(simulation, 'g')).toEqual([10, 20, 30, 40]);
    const offsets = handled(simulation, 'm1');
    expect(new Set(offsets).size).toBe(40);
    expect(offsets.length).toBeGreaterThan(40);
  });

  test('[CONSUMER-7] before processing, nothing twice, and what was at work is passed over after a crash', () => {
    const simulation = group({ ...alone, every: '20ms', handler: '[work: 19ms]', reading: 'commit: before' }, crashed);
    const done = entriesOf(simulation, 'handler.finished').filter(({ outcome }) => outcome === 'done');
    expect(done.length).toBe(39);
    expect(new Set(handled(simulation, 'm1')).size).toBe(handled(simulation, 'm1').length);
    expect(entriesOf(simulation, 'handler.finished').filter(({ outcome }) => outcome === 'crashed').length).toBe(1);
  });

  test('[CONSUMER-8] at intervals, in a poll, also while nothing comes', () => {
    const simulation = group({ ...alone, reading: 'commit: { every: 200ms }' });
    const at = entriesOf(simulation, 'message.sent', 'm1').map(({ tUs }) => tUs);
    expect(committed(simulation, 'g').at(-1)).toBe(40);
    expect(at.length).toBeLessThan(7);
    at.slice(1).forEach((tUs, i) => expect(tUs - (at[i] as number)).toBeGreaterThanOrEqual(200 * MS));
    // The last one comes in a poll that waits for records in vain.
    expect((at.at(-1) as number) % MS).toBe(0);
    const last = entriesOf(simulation, 'handler.finished').at(-1)?.tUs as number;
    expect((at.at(-1) as number) - last).toBeGreaterThan(10 * MS);
  });

  test('[CONSUMER-9] by hand, where the handler says so', () => {
    const handler = '[{ if: msg.n == 7, then: [{ commit: offset }] }, { work: 5ms }]';
    const simulation = group({ ...alone, handler, reading: 'commit: manual' }, crashed);
    expect(committed(simulation, 'g')).toEqual([7]);
    expect(handled(simulation, 'm1').filter((offset) => offset === 8).length).toBe(2);
    expect(handled(simulation, 'm1').filter((offset) => offset === 3).length).toBe(1);
  });

  test('[LOG-19] latest begins at the end; what was there is never read, and that is said', () => {
    const late: RunOptions = {
      interventions: [
        { at: '1ms', crash: 'm1' },
        { at: '400ms', restart: 'm1' },
      ],
    };
    const simulation = group({ ...alone, reading: 'reset: latest' }, late);
    const [reset] = entriesOf(simulation, 'offset.reset');
    expect(reset).toMatchObject({ from: null, because: 'new', offset: reset?.skipped });
    expect(reset?.offset).toBeGreaterThan(10);
    expect(handled(simulation, 'm1')).toEqual(upTo(40).slice(reset?.offset));
    expect(handled(group({ ...alone, reading: 'reset: earliest' }, late), 'm1')).toEqual(upTo(40));
  });
});

describe('a person', () => {
  test('[LOG-20] has a group read on elsewhere', () => {
    const rewound = (to: string | number, count = 10): Simulation =>
      group(
        { partitions: 1, members: ['m1'], count },
        { interventions: [{ at: '2s', 'reset-offsets': 'log', group: 'g', to } as never] },
      );
    expect(handled(rewound('earliest'), 'm1')).toEqual([...upTo(10), ...upTo(10)]);
    expect(handled(rewound(7), 'm1')).toEqual([...upTo(10), 7, 8, 9]);
    expect(handled(rewound('latest', 200), 'm1').length).toBeLessThanOrEqual(200);
    expect(committed(rewound(7), 'g').slice(-3)).toEqual([8, 9, 10]);
    expect(entriesOf(rewound(7), 'offset.reset')).toMatchObject([
      { because: 'asked', from: 10, offset: 7, skipped: 0 },
    ]);
  });

  test('[LOG-21] has the records expire; a group that stood at them reads on as its reset policy says', () => {
    const expired = (reading: string): Simulation =>
      group(
        { partitions: 1, members: ['m1'], count: 60, handler: '[work: 100ms]', reading },
        { interventions: [{ at: '1s', 'expire-retention': 'log' } as never] },
      );
    for (const reading of ['', 'reset: latest']) {
      const simulation = expired(reading);
      const [gone] = entriesOf(simulation, 'log.expired');
      expect(gone).toMatchObject({ because: 'asked', start: gone?.records });
      const [reset] = entriesOf(simulation, 'offset.reset');
      expect(reset).toMatchObject({ because: 'expired' });
      expect(reset?.skipped).toBe((reset?.offset ?? 0) - (reset?.from ?? 0));
      expect(handled(simulation, 'm1').at(-1)).toBe(59);
      expect(new Set(handled(simulation, 'm1')).size).toBe(60 - (reset?.skipped ?? 0));
    }
  });
});
