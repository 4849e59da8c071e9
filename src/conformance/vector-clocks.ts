import { Causality } from '../projections/causality/causality.ts';
import { shivizLog } from '../share/shiviz.ts';
import type { Entry, LimitReached } from '../trace/entry.ts';
import type { Report } from './report.ts';

type Clock = { readonly [host: string]: number };

interface LoggedEvent {
  readonly host: string;
  readonly clock: Clock;
  readonly event: string;
}

interface Pair {
  readonly i: number;
  readonly j: number;
  readonly rel: string;
}

interface Document {
  readonly events: readonly LoggedEvent[];
  readonly pairs?: readonly Pair[];
}

/** How ShiViz takes a log apart by default. */
const SHIVIZ = /(?<host>\S*) (?<clock>{.*})\n(?<event>.*)/g;

/** Plays the events into a trace that knows only places and causes, and holds the clocks that come out against the log. */
export function check(document: unknown, report: Report): void {
  const { events, pairs = [] } = document as Document;
  const { entries, seqs, joins } = traceOf(events);
  const causality = new Causality({ entries });
  const isHost = new Set(events.map(({ host }) => host));
  const clockAt = (index: number): Clock =>
    Object.fromEntries([...causality.clockOf(seqs[index] as number)].filter(([at]) => isHost.has(at)));
  for (const [i, { host, clock }] of events.entries()) report.case(`clock of event ${i} at ${host}`, clock, clockAt(i));
  for (const { i, j, rel } of pairs) {
    const [a, b] = [seqs[i] as number, seqs[j] as number];
    report.case(`event ${i} and event ${j}`, rel, causality.relation(a, b));
    if (rel !== 'before') continue;
    report.case(`Lamport time of ${i} is below that of ${j}`, true, causality.lamportOf(a) < causality.lamportOf(b));
  }
  // Joins are no hosts of the log.
  if (joins === 0) checkShiviz(events, entries, seqs, report);
}

function checkShiviz(
  events: readonly LoggedEvent[],
  entries: readonly LimitReached[],
  seqs: readonly number[],
  report: Report,
): void {
  const log = shivizLog({ entries }, (entry) => (entry as LimitReached).why);
  const read = [...log.matchAll(SHIVIZ)].map(({ groups = {} }) => ({
    host: groups['host'],
    clock: JSON.parse(groups['clock'] ?? '{}') as Clock,
    event: groups['event'],
  }));
  report.case('ShiViz reads as many events', events.length, read.length);
  for (const [i, event] of events.entries())
    report.case(`event ${i} as ShiViz reads it`, event, read[seqs[i] as number]);
}

/** The log as a trace; `seqs` says which entry each event is. */
function traceOf(events: readonly LoggedEvent[]): {
  readonly entries: readonly LimitReached[];
  readonly seqs: readonly number[];
  readonly joins: number;
} {
  const entries: LimitReached[] = [];
  const seqs: number[] = [];
  const known = new Map<string, LoggedEvent>();
  const places = new Map<LoggedEvent, number>();
  const latest = new Map<string, Clock>();
  let joins = 0;
  const add = (at: string, cause: number | null, why: string): number =>
    entries.push({ seq: entries.length, tUs: entries.length, at, cause, kind: 'limit.reached', why }) - 1;

  for (const [index, event] of inCausalOrder(events)) {
    const { host, clock } = event;
    const sources = sourcesOf(event, latest.get(host) ?? {}, known).map((source) => places.get(source) as number);
    let cause: Entry['cause'] = sources[0] ?? null;
    if (sources.length > 1) {
      // An entry has one cause: what an event heard from several at once meets in a place of its own.
      const join = `join ${joins++}`;
      for (const source of sources) cause = add(join, source, join);
    }
    seqs[index] = add(host, cause, event.event);
    known.set(`${host} ${clock[host]}`, event);
    places.set(event, seqs[index]);
    latest.set(host, clock);
  }
  return { entries, seqs, joins };
}

/** Causes first: whatever is before an event has a clock with a lower sum. */
function inCausalOrder(events: readonly LoggedEvent[]): readonly (readonly [number, LoggedEvent])[] {
  const sum = ({ clock }: LoggedEvent): number => Object.values(clock).reduce((total, count) => total + count, 0);
  return [...events.entries()].sort(([i, a], [j, b]) => sum(a) - sum(b) || i - j);
}

/** From which events of other hosts something arrived with this one: those that its host did not know before, and that no other of them tells of. */
function sourcesOf(
  { host, clock }: LoggedEvent,
  before: Clock,
  known: ReadonlyMap<string, LoggedEvent>,
): readonly LoggedEvent[] {
  const news = Object.entries(clock)
    .filter(([other, count]) => other !== host && count > (before[other] ?? 0))
    .flatMap(([other, count]) => known.get(`${other} ${count}`) ?? []);
  return news.filter(
    (one) => !news.some((other) => other !== one && (other.clock[one.host] ?? 0) >= (one.clock[one.host] ?? 0)),
  );
}
