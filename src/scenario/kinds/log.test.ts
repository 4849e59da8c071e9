import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

interface Parts {
  readonly log?: string;
  readonly reading?: string;
  readonly publish?: string;
  readonly more?: string;
}

const yaml = ({ log = '', reading = '', publish = '', more = '' }: Parts): string => `eventually: 1
id: test
title: Test
messages: { Fact: { kind: event, fields: { n: number } }, Go: { kind: command, fields: { n: number } } }
components:
  a: { kind: client, sends: [{ command: Go, to: b, every: 1s, data: { n: =n } }] }
  b: { kind: service, on: { Go: [{ publish: Fact, to: log, data: { n: =msg.n }${publish} }] } }
  log: { kind: log${log} }
  c: { kind: service, consumes: [{ from: log${reading} }], on: { Fact: [${more}] } }
`;

function load(parts: Parts) {
  const loaded = loadScenario(yaml(parts));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return loaded.scenario;
}

/** What is said of a document, as "path: sentence". */
function problems(parts: Parts): readonly string[] {
  const loaded = loadScenario(yaml(parts));
  return loaded.ok ? [] : loaded.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('a document that asks for no more than a log', () => {
  test('has one copy of every record, kept for ever', () => {
    const { components } = load({ publish: ', acks: false' });
    expect(components.get('log')).not.toHaveProperty('broker');
    expect(components.get('c')).toMatchObject({ consumes: [{ source: 'log', retryDelayUs: 500_000 }] });
    expect(JSON.stringify([...components.values()])).not.toContain('producing');
  });
});

describe('a document that asks for the whole broker', () => {
  test('of a log: replicas, retention, compaction', () => {
    const { components } = load({
      log: `, replicas: 3, minInsyncReplicas: 2, uncleanElection: true, replicaLag: 5s, brokerTimeout: 1s, replication: 4ms,
        retention: { time: 1h, bytes: 5000 }, segment: { time: 10m, bytes: 1000 }, compact: { tombstones: 2m, lag: 1s, dirty: 0.2 }`,
    });
    expect(components.get('log')).toMatchObject({
      broker: {
        replicas: 3,
        minInsyncReplicas: 2,
        uncleanElection: true,
        replicaLagUs: 5_000_000,
        brokerTimeoutUs: 1_000_000,
        replication: { kind: 'constant', valueUs: 4_000 },
        retentionUs: 3_600_000_000,
        retentionBytes: 5_000,
        segmentUs: 600_000_000,
        segmentBytes: 1_000,
        compaction: { deleteRetentionUs: 120_000_000, minCompactionLagUs: 1_000_000, minCleanableDirtyRatio: 0.2 },
      },
    });
    expect(load({ log: ', compact: true' }).components.get('log')).toMatchObject({
      broker: { replicas: 1, retentionUs: null, compaction: { minCleanableDirtyRatio: 0.5 } },
    });
  });

  test.each([
    [', assignor: sticky', { assignor: 'sticky' }],
    [', commit: { after: 5 }', { commit: { when: 'after-processing', every: 5 } }],
    [', commit: { every: 5s }', { commit: { when: 'interval', everyUs: 5_000_000 } }],
    [', commit: before', { commit: { when: 'before-processing' } }],
    [', commit: manual', { commit: { when: 'manual' } }],
    [', reset: latest', { reset: 'latest' }],
    [', sessionTimeout: 10s', { sessionTimeoutUs: 10_000_000 }],
    [', isolation: read-committed', { readCommitted: true }],
    [', exactlyOnce: true', { exactlyOnce: true }],
  ])('of a consumption: %s', (reading, consumes) => {
    expect(load({ reading }).components.get('c')).toMatchObject({ consumes: [consumes] });
  });

  test.each([
    [', acks: 0', false, { acks: 0, idempotent: false }],
    [', acks: 1', true, { acks: 1, idempotent: false }],
    [', acks: all', true, { acks: 'all', idempotent: false }],
    [', idempotent: true', true, { acks: 'all', idempotent: true }],
  ])('of a publish: %s', (publish, acks, producing) => {
    const service = load({ publish }).components.get('b');
    const statement = service?.kind === 'service' ? service.handlers.get('Go')?.statements[0] : undefined;
    expect(statement).toMatchObject({ op: 'publish', acks, producing });
  });

  test('a tombstone has no data; a commit by hand is a statement', () => {
    expect(problems({ publish: '' })).toEqual([]);
    expect(load({ more: '{ commit: offset }', reading: ', commit: manual' }).components.get('c')).toMatchObject({
      handlers: new Map([['Fact', { statements: [{ op: 'commit', line: 2 }] }]]),
    });
  });
});

test.each<[Parts, string]>([
  [{ log: ', replicas: 10' }, 'components.log.replicas: '],
  [
    { log: ', replicas: 2, minInsyncReplicas: 3' },
    'components.log.minInsyncReplicas: there are 2 replicas, so 3 are never in sync',
  ],
  [{ log: ', minInsyncReplicas: 0' }, 'components.log.minInsyncReplicas: '],
  [{ log: ', uncleanElection: perhaps' }, 'components.log.uncleanElection: '],
  [{ log: ', replicaLag: 5' }, 'components.log.replicaLag: `5` has no unit; write `5ms` or `5s`'],
  [{ log: ', brokerTimeout: 5' }, 'components.log.brokerTimeout: `5` has no unit'],
  [{ log: ', replication: 5' }, 'components.log.replication: '],
  [{ log: ', retention: {}' }, 'components.log.retention: `retention` has a `time`, a size in `bytes`, or both'],
  [{ log: ', retention: 1h' }, 'components.log.retention: a retention is written as fields with values'],
  [
    { log: ', retention: { tme: 1h }' },
    'components.log.retention.tme: `tme` is not a field of a retention; did you mean `time`?',
  ],
  [{ log: ', segment: { bytes: 0 }' }, 'components.log.segment.bytes: '],
  [{ log: ', compact: yes please' }, 'components.log.compact: `compact` is true, or says how'],
  [{ reading: ', assignor: fair' }, 'components.c.consumes[0].assignor: `fair` is not an assignor'],
  [{ reading: ', commit: later' }, 'components.c.consumes[0].commit: `later` is not a way to commit'],
  [{ reading: ', commit: { after: 0 }' }, 'components.c.consumes[0].commit.after: '],
  [{ reading: ', commit: { each: 5 }' }, 'components.c.consumes[0].commit: `each` is not a way to commit'],
  [{ reading: ', reset: none' }, 'components.c.consumes[0].reset: `none` is not a place to begin'],
  [{ reading: ', sessionTimeout: 10' }, 'components.c.consumes[0].sessionTimeout: `10` has no unit'],
  [{ reading: ', isolation: serializable' }, 'components.c.consumes[0].isolation: `serializable` is not an isolation'],
  [{ reading: ', exactlyOnce: twice' }, 'components.c.consumes[0].exactlyOnce: '],
  [
    { reading: ', exactlyOnce: true, commit: manual' },
    'components.c.consumes[0].commit: with `exactlyOnce` the offset is committed',
  ],
  [{ publish: ', acks: 2' }, 'components.b.on.Go[0].acks: `acks` is 0, 1 or all'],
  [{ publish: ', idempotent: true, acks: 1' }, 'components.b.on.Go[0].acks: an idempotent producer sends again'],
  [{ publish: ', idempotent: often' }, 'components.b.on.Go[0].idempotent: '],
  [{ more: '{ commit: record }' }, 'components.c.on.Fact[0].commit: `record` is not what a handler commits'],
])('%j is a problem: %s', (parts, says) => {
  const [first, ...more] = problems(parts);
  expect(more).toEqual([]);
  expect(first?.slice(0, says.length)).toBe(says);
});
