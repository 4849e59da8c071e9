import type { Entry, RecordPlace } from '../trace/entry.ts';
import type { Simulation } from './simulation.ts';

// Each law reads a trace and gives what breaks it, in words with the seq; nothing where it holds.

/** Entries are numbered without gaps, time never falls, and causes come before what they bring about. */
function brokenOrder({ trace }: Simulation): readonly string[] {
  return trace.entries.flatMap(({ seq, tUs, cause, kind }, i) => {
    const before = trace.entries[i - 1];
    const whole = Number.isSafeInteger(tUs) && tUs >= (before?.tUs ?? 0);
    const caused = cause === null || (Number.isInteger(cause) && cause >= 0 && cause < seq);
    return seq === i && whole && caused ? [] : [`${seq} ${kind}`];
  });
}

/** What begins a story of its own: everything else has a cause. */
const FIRST: ReadonlySet<Entry['kind']> = new Set([
  'run.started',
  'intervention.applied',
  'limit.reached',
  'workload.stopped',
]);

function causeless({ trace }: Simulation): readonly string[] {
  return trace.entries.flatMap(({ seq, cause, kind }) =>
    cause === null && !FIRST.has(kind) ? [`${seq} ${kind}`] : [],
  );
}

/** Every hop that is sent is delivered, dropped or still on its way, once. */
function brokenHops({ trace, nowUs }: Simulation): readonly string[] {
  const open = new Map<number, number>();
  const broken: string[] = [];
  for (const entry of trace.entries) {
    if (entry.kind === 'message.sent') {
      if (open.has(entry.hop)) broken.push(`${entry.seq} is sent twice`);
      open.set(entry.hop, entry.dueUs);
    } else if ((entry.kind === 'message.delivered' || entry.kind === 'message.dropped') && entry.hop !== null) {
      const dueUs = open.get(entry.hop);
      if (dueUs === undefined) broken.push(`${entry.seq} ends a hop that isn't on its way`);
      else if (entry.kind === 'message.delivered' && dueUs !== entry.tUs) broken.push(`${entry.seq} comes too late`);
      open.delete(entry.hop);
    }
  }
  for (const [hop, dueUs] of open) if (dueUs <= nowUs) broken.push(`hop ${hop} vanished`);
  return broken;
}

/** What is delivered has an effect at once, but for a commit that says nothing new. */
function ignoredDeliveries({ trace }: Simulation): readonly string[] {
  const effects = new Set(trace.entries.map(({ cause }) => cause));
  return trace.entries.flatMap((entry) =>
    entry.kind === 'message.delivered' && entry.passage !== 'commit' && !effects.has(entry.seq)
      ? [`${entry.seq} had no effect`]
      : [],
  );
}

/** Each task runs alone on its worker and ends once, or still runs; a crash ends all of its component. */
function brokenTasks({ trace }: Simulation): readonly string[] {
  const running = new Map<string, number>();
  const broken: string[] = [];
  for (const entry of trace.entries) {
    if (entry.kind === 'handler.started') {
      const place = `${entry.at} ${entry.worker}`;
      if (running.has(place)) broken.push(`${entry.seq} begins on a busy worker`);
      running.set(place, entry.task);
    } else if (entry.kind === 'handler.finished' || entry.kind === 'statement.started') {
      const place = `${entry.at} ${entry.worker}`;
      if (running.get(place) !== entry.task) broken.push(`${entry.seq} is of a task that doesn't run`);
      if (entry.kind === 'handler.finished') running.delete(place);
    } else if (entry.kind === 'component.restarting') {
      if ([...running.keys()].some((place) => place.startsWith(`${entry.at} `)))
        broken.push(`${entry.seq} a task outlived a crash`);
    }
  }
  return broken;
}

/** What waits (for a worker, or to be tried again) goes on once, is dropped with a word, or still waits. */
function brokenWaits({ trace }: Simulation): readonly string[] {
  const waiting = new Map<number, { readonly at: string; readonly message: number }>();
  const broken: string[] = [];
  const take = (at: string, message: number): boolean => {
    for (const [seq, one] of waiting) if (one.at === at && one.message === message) return waiting.delete(seq);
    return false;
  };
  let tasks = 0;
  for (const entry of trace.entries) {
    if (entry.kind === 'handler.queued' || entry.kind === 'consumer.retrying')
      waiting.set(entry.seq, { at: entry.at, message: entry.message.id });
    const began =
      entry.kind === 'handler.started' || entry.kind === 'message.rejected' || entry.kind === 'handler.queued';
    const before = entry.cause === null ? undefined : trace.entries[entry.cause];
    const waited = before?.kind === 'handler.queued' || before?.kind === 'consumer.retrying';
    if (
      waited &&
      (began || (entry.kind === 'message.dropped' && entry.reason === 'unhandled')) &&
      !waiting.delete(before.seq)
    ) {
      broken.push(`${entry.seq} goes on twice`);
    }
    if (entry.kind === 'handler.finished' && entry.outcome === 'crashed') tasks++;
    if (entry.kind === 'message.dropped' && entry.hop === null && before?.kind === 'component.crashed') {
      if (tasks > 0) tasks--;
      else if (!take(entry.at, entry.message.id)) broken.push(`${entry.seq} was not in memory`);
    }
    if (
      entry.kind === 'message.dropped' &&
      entry.reason === 'fenced' &&
      before?.kind === 'group.assigned' &&
      !take(entry.at, entry.message.id)
    ) {
      broken.push(`${entry.seq} was not in memory`);
    }
    if (entry.kind === 'component.restarting') {
      for (const [seq, { at }] of waiting) if (at === entry.at) broken.push(`${seq} outlived a crash`);
    }
  }
  return broken;
}

/** A crash says how much was in memory, and each of it is dropped with a word. */
function brokenCrashes({ trace }: Simulation): readonly string[] {
  const lost = new Map<number, number>();
  for (const { kind, cause, ...entry } of trace.entries) {
    if (kind === 'message.dropped' && 'reason' in entry && entry.reason === 'crash')
      lost.set(cause as number, (lost.get(cause as number) ?? 0) + 1);
  }
  return trace.entries.flatMap((entry) =>
    entry.kind === 'component.crashed' && entry.lost !== (lost.get(entry.seq) ?? 0)
      ? [`${entry.seq} lost ${lost.get(entry.seq)}, not ${entry.lost}`]
      : [],
  );
}

/** Who is down neither sends nor handles. */
function busyWhileDown({ trace }: Simulation): readonly string[] {
  const down = new Set<string>();
  return trace.entries.flatMap((entry) => {
    if (entry.kind === 'component.crashed') down.add(entry.at);
    if (entry.kind === 'component.restarted') down.delete(entry.at);
    const busy = [
      'message.sent',
      'handler.started',
      'statement.started',
      'handler.queued',
      'log.appended',
      'offset.committed',
      'group.assigned',
      'table.written',
      'message.delivered',
    ];
    return down.has(entry.at) && busy.includes(entry.kind) ? [`${entry.seq} ${entry.kind} at ${entry.at}`] : [];
  });
}

/** A client's request ends at most once, after it was sent. */
function brokenRequests({ trace }: Simulation): readonly string[] {
  const sent = new Set<number>();
  return trace.entries.flatMap((entry) => {
    if (entry.kind === 'message.sent') sent.add(entry.message.id);
    return entry.kind === 'request.completed' && !sent.delete(entry.message.id)
      ? [`${entry.seq} ends what wasn't open`]
      : [];
  });
}

/**
 * Offsets have no gaps; a group handles a partition in their order (what is read again included), one record at a
 * time in each member; what it commits is handled, exists, and never goes back.
 */
function brokenLogs({ trace }: Simulation): readonly string[] {
  const broken: string[] = [];
  const ends = new Map<string, number>();
  const settled = new Map<string, Set<number>>();
  const committed = new Map<string, number>();
  const inHand = new Map<string, number>();
  const placeOf = ({ log, group, partition }: RecordPlace): string => `${log} ${group} ${partition}`;
  const settledBelow = (place: string): number => {
    let offset = 0;
    while (settled.get(place)?.has(offset)) offset++;
    return offset;
  };
  for (const entry of trace.entries) {
    switch (entry.kind) {
      case 'log.appended': {
        const place = `${entry.at} ${entry.partition}`;
        if (entry.offset !== (ends.get(place) ?? 0)) broken.push(`${entry.seq} leaves a gap`);
        ends.set(place, entry.offset + 1);
        break;
      }
      case 'component.crashed':
        for (const hand of inHand.keys()) if (hand.startsWith(`${entry.at} `)) inHand.delete(hand);
        break;
      case 'handler.started': {
        if (entry.record === null) break;
        const place = placeOf(entry.record);
        if (entry.record.offset > settledBelow(place)) broken.push(`${entry.seq} skips a record`);
        // After a rebalance and back, a member may still be at work on the record of its first time.
        const hand = `${entry.at} ${place} ${generationAt(trace.entries, entry)}`;
        if (inHand.has(hand)) broken.push(`${entry.seq} holds two records of a partition`);
        inHand.set(hand, entry.task);
        break;
      }
      case 'handler.finished': {
        for (const [hand, task] of inHand) if (task === entry.task) inHand.delete(hand);
        if (entry.outcome === 'failed' || entry.outcome === 'crashed') break;
        settle(recordOf(trace.entries, entry));
        break;
      }
      case 'message.dropped':
        if (entry.reason === 'skipped' || entry.reason === 'unhandled') settle(recordOf(trace.entries, entry));
        break;
      case 'offset.committed': {
        const place = `${entry.at} ${entry.group} ${entry.partition}`;
        if (entry.offset <= (committed.get(place) ?? 0)) broken.push(`${entry.seq} goes back`);
        if (entry.offset > settledBelow(place)) broken.push(`${entry.seq} commits what isn't handled`);
        if (entry.offset > (ends.get(`${entry.at} ${entry.partition}`) ?? 0))
          broken.push(`${entry.seq} commits what doesn't exist`);
        committed.set(place, entry.offset);
        break;
      }
      default:
    }
  }
  return broken;

  function settle(record: RecordPlace | null): void {
    if (record === null) return;
    const place = placeOf(record);
    settled.set(place, (settled.get(place) ?? new Set()).add(record.offset));
  }
}

/** The record that a component's entry is about, found along its causes up to the task's beginning or the arrival. */
function recordOf(entries: readonly Entry[], entry: Entry): RecordPlace | null {
  if (entry.kind === 'handler.finished') {
    const started = entries[entry.task];
    return started?.kind === 'handler.started' ? started.record : null;
  }
  if ('record' in entry) return entry.record;
  const before = entry.cause === null ? undefined : entries[entry.cause];
  return before === undefined ? null : recordOf(entries, before);
}

function generationAt(entries: readonly Entry[], { seq, record }: Extract<Entry, { kind: 'handler.started' }>): number {
  for (let i = seq; i >= 0; i--) {
    const entry = entries[i];
    if (entry?.kind === 'group.assigned' && entry.at === record?.log && entry.group === record.group)
      return entry.generation;
  }
  return 0;
}

const laws = {
  brokenOrder,
  causeless,
  brokenHops,
  ignoredDeliveries,
  brokenTasks,
  brokenWaits,
  brokenCrashes,
  busyWhileDown,
  brokenRequests,
  brokenLogs,
};

export type Law = keyof typeof laws;

/** What breaks the laws; all of them where none is named. */
export function lawless(simulation: Simulation, names: readonly Law[] = Object.keys(laws) as Law[]): readonly string[] {
  return names.flatMap((name) => laws[name](simulation).map((words) => `${name}: ${words}`));
}
