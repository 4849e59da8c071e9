import type { Entry } from '../trace/entry.ts';
import type { Trace } from '../trace/trace.ts';
import { countBelow } from './sorted.ts';

/** What conditions measure that no view shows. It takes a trace in when it is asked, so that nobody pays who doesn't ask. */
export class TraceTally {
  readonly #trace: Trace;
  readonly #seqs = new Map<string, number[]>();
  readonly #ends = new Map<string, { readonly seqs: number[]; readonly latenciesUs: number[] }>();
  readonly #startedUs = new Map<number, number>();
  readonly #set: { readonly seq: number; readonly parameter: string; readonly to: number }[] = [];
  #taken = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** Entries of a kind at a component among the first `count`. */
  happened(kind: string, component: string, count: number): number {
    this.#sync();
    return countBelow(this.#seqs.get(`${kind} ${component}`) ?? [], count);
  }

  /** The parameters that were set among the first `count` entries. */
  parametersSet(count: number): { readonly [name: string]: number } {
    this.#sync();
    const set = this.#set.filter(({ seq }) => seq < count);
    return Object.fromEntries(set.map(({ parameter, to }) => [parameter, to]));
  }

  /** Latencies of what ended at a client or service among the first `count` entries, ascending. */
  latenciesUs(component: string, count: number): readonly number[] {
    this.#sync();
    const ends = this.#ends.get(component);
    if (ends === undefined) return [];
    return ends.latenciesUs.slice(0, countBelow(ends.seqs, count)).sort((a, b) => a - b);
  }

  #sync(): void {
    const { entries } = this.#trace;
    while (this.#taken < entries.length) this.#take(entries[this.#taken++] as Entry);
  }

  #take(entry: Entry): void {
    if (entry.kind === 'parameter.changed') this.#set.push(entry);
    const name = `${entry.kind} ${entry.at}`;
    const seqs = this.#seqs.get(name);
    if (seqs === undefined) this.#seqs.set(name, [entry.seq]);
    else seqs.push(entry.seq);
    const latencyUs = latencyOf(entry, this.#startedUs);
    if (latencyUs === null) return;
    let ends = this.#ends.get(entry.at);
    if (ends === undefined) this.#ends.set(entry.at, (ends = { seqs: [], latenciesUs: [] }));
    ends.seqs.push(entry.seq);
    ends.latenciesUs.push(latencyUs);
  }
}

/** How long that took which ends with this entry, a request or a handler; null: nothing ends. `startedUs` keeps the beginnings of handlers. */
export function latencyOf(entry: Entry, startedUs: Map<number, number>): number | null {
  if (entry.kind === 'request.completed') return entry.latencyUs;
  if (entry.kind === 'handler.started') startedUs.set(entry.task, entry.tUs);
  if (entry.kind !== 'handler.finished') return null;
  const since = startedUs.get(entry.task) ?? entry.tUs;
  startedUs.delete(entry.task);
  return entry.tUs - since;
}
