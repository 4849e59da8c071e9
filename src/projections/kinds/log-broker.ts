import type { LogSpec, Scenario } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import type { Message } from '../../trace/message.ts';
import { describesEntry } from '../entry-words.ts';
import { showsLogs } from '../log-extras.ts';
import { unread, withPlace } from '../log-fold.ts';
import type { LogState } from '../log-fold.ts';
import { messageName } from '../message-words.ts';
import type { BrokerView, PartitionView } from '../view.ts';
import { counted, listed } from '../words.ts';

showsLogs({ initial, fold });

function initial({ broker }: LogSpec, state: LogState): LogState {
  const count = broker?.replicas ?? 1;
  if (count === 1) return state;
  const partitions = state.partitions.map((row): PartitionView => {
    const leader = (row.index % count) + 1;
    const brokers = Array.from({ length: count }, (_, i): BrokerView => {
      const id = i + 1;
      return { broker: id, state: id === leader ? 'leader' : 'in sync', end: 0 };
    });
    return { ...row, highWatermark: 0, leader, brokers };
  });
  return withFacts({ ...state, partitions });
}

function fold(state: LogState, entry: Entry): LogState {
  switch (entry.kind) {
    case 'log.appended':
      return withRow(state, entry.partition, (row) =>
        typeof row.leader !== 'number' ? row : withBroker(row, row.leader, { end: row.end }),
      );
    case 'offset.reset':
      return withPlace(state, entry.group, entry.partition, (place) => ({
        ...place,
        committed: entry.offset,
        position: entry.offset,
      }));
    case 'log.expired': {
      const { start } = entry;
      const cut = withRow(state, entry.partition, (row) => kept({ ...row, start }, ({ offset }) => offset >= start));
      return { ...cut, groups: cut.groups.map((group) => ({ ...group, lag: lagOf(cut, group.partitions) })) };
    }
    case 'log.compacted': {
      const gone = new Set(entry.offsets);
      return withRow(state, entry.partition, (row) => kept(row, ({ offset }) => !gone.has(offset)));
    }
    case 'log.replicated':
      return withRow(state, entry.partition, (row) => withBroker(row, entry.replica, { end: entry.offset }));
    case 'log.truncated':
      return withRow(state, entry.partition, (row) => withBroker(row, entry.replica, { end: entry.offset }));
    case 'log.committed':
      return withRow(state, entry.partition, (row) => ({ ...row, highWatermark: entry.offset }));
    case 'log.isr-changed':
      return withFacts(withRow(state, entry.partition, (row) => inSync(row, entry.inSync)));
    case 'log.leader-elected': {
      const { leader, end, committed } = entry;
      const led = withRow(state, entry.partition, (row) => {
        const shorter = end < row.end ? kept(row, ({ offset }) => offset < end) : row;
        return inSync({ ...shorter, end, leader, highWatermark: committed }, entry.inSync);
      });
      return withFacts({
        ...led,
        groups: led.groups.map((group) => ({ ...group, lag: lagOf(led, group.partitions) })),
      });
    }
    case 'replica.crashed':
    case 'replica.restarted': {
      const broker = entry.replica;
      const now = entry.kind === 'replica.crashed' ? 'down' : 'behind';
      const partitions = state.partitions.map((row) => withBroker(row, broker, { state: now }));
      return withFacts({ ...state, partitions });
    }
    case 'component.crashed':
    case 'component.restarted': {
      const now = entry.kind === 'component.crashed' ? 'down' : 'behind';
      const partitions = state.partitions.map((row): PartitionView => {
        if (row.brokers === undefined) return row;
        const brokers = row.brokers.map((one): BrokerView => ({
          ...one,
          state: one.broker === row.leader && now === 'behind' ? 'leader' : now,
        }));
        return { ...row, brokers };
      });
      return withFacts({ ...state, partitions });
    }
    case 'log.transaction-extended':
      return withRow(state, entry.partition, (row) => ({ ...row, open: [...(row.open ?? []), entry.offset] }));
    case 'log.transaction-committed':
    case 'log.transaction-aborted': {
      let next = state;
      for (const { partition, offset } of entry.records) {
        next = withRow(next, partition, (row) => {
          const open = (row.open ?? []).filter((one) => one !== offset);
          return entry.kind === 'log.transaction-aborted'
            ? { ...row, open, aborted: [...(row.aborted ?? []), offset] }
            : { ...row, open };
        });
      }
      return next;
    }
    default:
      return state;
  }
}

function withRow(state: LogState, partition: number, change: (row: PartitionView) => PartitionView): LogState {
  return { ...state, partitions: state.partitions.map((row) => (row.index === partition ? change(row) : row)) };
}

/** The partition with only those of its records. */
function kept(row: PartitionView, stays: (record: { readonly offset: number }) => boolean): PartitionView {
  const { records, end, sparse } = row;
  const all = sparse === true ? records : records.slice(0, end);
  return { ...row, sparse: true, records: all.filter(stays) };
}

function withBroker(row: PartitionView, broker: number, change: Partial<BrokerView>): PartitionView {
  if (row.brokers === undefined) return row;
  return { ...row, brokers: row.brokers.map((one) => (one.broker === broker ? { ...one, ...change } : one)) };
}

function inSync(row: PartitionView, ids: readonly number[]): PartitionView {
  if (row.brokers === undefined) return row;
  const brokers = row.brokers.map((one): BrokerView => {
    if (one.broker === row.leader) return { ...one, state: 'leader', end: row.end };
    if (one.state === 'down' && !ids.includes(one.broker)) return one;
    return { ...one, state: ids.includes(one.broker) ? (one.state === 'down' ? 'down' : 'in sync') : 'behind' };
  });
  return { ...row, brokers };
}

function lagOf(state: LogState, places: readonly { readonly committed: number }[]): number {
  return places.reduce((sum, { committed }, index) => sum + unread(state.partitions[index], committed), 0);
}

/** What the inspector says of the brokers. */
function withFacts(state: LogState): LogState {
  const facts = state.partitions.flatMap(({ index, leader, brokers }): [string, string][] => {
    if (brokers === undefined) return [];
    const others = brokers.filter(({ broker }) => broker !== leader).map((one) => `${one.broker} ${one.state}`);
    const led = typeof leader !== 'number' ? 'no leader' : `leader ${leader}`;
    return [[`partition ${index}`, [led, ...others].join(', ')]];
  });
  return facts.length === 0 ? state : { ...state, facts };
}

const numbers = (all: readonly number[]): string => listed(all.map(String));
const offsetsOf = (all: readonly number[]): string => `offset${all.length === 1 ? '' : 's'} ${numbers(all)}`;
const names = (all: readonly Message[]): string => listed(all.map(messageName));
const titleOf = (scenario: Scenario, id: string): string => scenario.components.get(id)?.name ?? id;

const RESETS = {
  new: 'has committed nothing yet',
  expired: 'stood at what is deleted by now',
  lost: 'stood at what the new leader does not have',
  asked: 'is told to read on elsewhere',
} as const;

describesEntry('offset.reset', ({ group, partition, from, offset, because, skipped }, who) => {
  const gone = skipped === 0 ? '' : `; ${counted(skipped, 'offset')} ${skipped === 1 ? 'is' : 'are'} never read`;
  const place = from === null ? '' : ` from ${from}`;
  return `Group ${group} ${RESETS[because]}: in partition ${partition} of ${who} it goes${place} to offset ${offset}${gone}`;
});
describesEntry(
  'log.replicated',
  ({ replica, partition, offset }, who) =>
    `Broker ${replica} of ${who} has partition ${partition} up to offset ${offset - 1}`,
);
describesEntry(
  'log.committed',
  ({ partition, offset }, who) =>
    `All replicas in sync of ${who} have partition ${partition} up to offset ${offset - 1}: consumers may read it`,
);
describesEntry('log.leader-elected', ({ partition, leader, unclean }, who) => {
  if (leader === null) return `No broker of ${who} may lead partition ${partition}: nothing is written or read`;
  return `Broker ${leader} of ${who} leads partition ${partition} now${unclean ? ', although it was not in sync: records may be lost' : ''}`;
});
describesEntry('log.isr-changed', ({ partition, replica, joins, inSync: ids }, who) => {
  const rest = `in sync ${ids.length === 1 ? 'is' : 'are'} ${numbers(ids)}`;
  return `Broker ${replica} of ${who} ${joins ? 'is in sync again' : 'is no longer in sync'} in partition ${partition}; ${rest}`;
});
describesEntry(
  'log.truncated',
  ({ partition, replica, offset, records }, who) =>
    `Broker ${replica} of ${who} gives up ${counted(records, 'record')} of partition ${partition} from offset ${offset} on: its leader does not have them`,
);
describesEntry(
  'log.records-lost',
  ({ partition, offsets, messages }, who) =>
    `${who} has lost ${names(messages)}, at ${offsetsOf(offsets)} of partition ${partition}, although it had said that they are stored`,
);
describesEntry('replica.crashed', ({ replica }, who) => `Broker ${replica} of ${who} crashes`);
describesEntry('replica.restarted', ({ replica }, who) => `Broker ${replica} of ${who} is up again`);
describesEntry(
  'log.produce-refused',
  ({ partition, message, why }, who) =>
    `${who} does not take ${messageName(message)} into partition ${partition}: ${why}`,
);
describesEntry(
  'log.duplicate',
  ({ partition, offset, message }, who) =>
    `${who} has ${messageName(message)} already, at offset ${offset} of partition ${partition}, and stores it once`,
);
const EXPIRED = {
  time: 'that are older than its retention',
  size: 'to keep to its size',
  asked: 'as if their time were over',
} as const;
describesEntry(
  'log.expired',
  ({ partition, because, start, records }, who) =>
    `${who} deletes ${counted(records, 'record')} of partition ${partition} ${EXPIRED[because]}: it begins at offset ${start} now`,
);
describesEntry(
  'log.compacted',
  ({ partition, offsets }, who) =>
    `${who} cleans partition ${partition}: ${offsetsOf(offsets)} ${offsets.length === 1 ? 'goes' : 'go'}, since later records have the keys`,
);
describesEntry(
  'log.transaction-extended',
  ({ partition, offset }, who) =>
    `Offset ${offset} of partition ${partition} of ${who} belongs to a transaction that is open`,
);
describesEntry(
  'log.transaction-committed',
  ({ records }, who) =>
    `A transaction commits: its ${counted(records.length, 'record')} in ${who} become readable together`,
);
describesEntry(
  'log.transaction-aborted',
  ({ records, why }, who) =>
    `A transaction is aborted${why === null ? '' : `, because ${why}`}: nobody who reads committed records sees its ${counted(records.length, 'record')} in ${who}`,
);
describesEntry(
  'record.passed-over',
  ({ group, partition, offsets, at }, _, scenario) =>
    `Group ${group} passes over ${offsetsOf(offsets)} of partition ${partition} of ${titleOf(scenario, at)}, whose transaction was aborted`,
);
