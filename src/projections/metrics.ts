import type { ComponentSpec, Scenario } from '../scenario/scenario.ts';
import type { Entry, HandlerFinished, RequestCompleted } from '../trace/entry.ts';
import { countAt } from '../trace/trace.ts';
import type { Trace } from '../trace/trace.ts';
import { quantile } from './quantile.ts';

/** What happened at one component in a window, counted. */
export interface ComponentMetrics {
  readonly id: string;
  readonly entries: number;
  readonly sent: number;
  readonly delivered: number;
  /** Messages to this component that are gone, by reason. */
  readonly dropped: { readonly [reason: string]: number };
  readonly crashes: number;
  /** Microseconds that it was not up. */
  readonly downUs: number;
  /** Services only. */
  readonly handlers: { readonly [outcome in HandlerFinished['outcome']]: number } | null;
  /** Logs only: records appended. */
  readonly appended: number | null;
  /** Clients only. */
  readonly requests: RequestMetrics | null;
}

/** How a client's requests ended in a window. */
export interface RequestMetrics {
  readonly ended: number;
  readonly outcomes: { readonly [outcome in RequestCompleted['outcome']]: number };
  /** Share of requests that ended well, 0 to 1; null where none ended. */
  readonly successRatio: number | null;
  /** Time to the end of a request, whatever the end; null where none ended. */
  readonly latencyUs: {
    readonly p50: number;
    readonly p99: number;
    readonly mean: number;
    readonly longest: number;
  } | null;
}

/** Counts what happened from `fromUs` up to `toUs`, both included, in the scenario's order of components. */
export function metricsOf(scenario: Scenario, trace: Trace, fromUs: number, toUs: number): readonly ComponentMetrics[] {
  const tallies = new Map([...scenario.components.values()].map(({ id, kind }) => [id, new Tally(id, kind)]));
  const { entries } = trace;
  const end = countAt(trace, toUs);
  // Outages that began earlier reach into the window, so lives are followed from the start.
  for (let seq = 0; seq < end; seq++) {
    const entry = entries[seq] as Entry;
    tallies.get(entry.at)?.follow(entry, fromUs);
    if (entry.tUs < fromUs) continue;
    tallies.get(entry.at)?.count(entry);
    if (entry.kind === 'message.dropped') tallies.get(entry.to)?.countDrop(entry.reason);
  }
  return [...tallies.values()].map((tally) => tally.metrics(fromUs, toUs));
}

class Tally {
  readonly #id: string;
  readonly #kind: ComponentSpec['kind'];
  readonly #dropped: { [reason: string]: number } = {};
  readonly #handlers = { done: 0, refused: 0, failed: 0, deduplicated: 0, rejected: 0, crashed: 0 };
  readonly #outcomes = { ok: 0, refused: 0, failed: 0, timeout: 0 };
  readonly #latenciesUs: number[] = [];
  #entries = 0;
  #sent = 0;
  #delivered = 0;
  #crashes = 0;
  #appended = 0;
  #downUs = 0;
  #downSinceUs: number | null = null;

  constructor(id: string, kind: ComponentSpec['kind']) {
    this.#id = id;
    this.#kind = kind;
  }

  follow(entry: Entry, fromUs: number): void {
    if (entry.kind === 'component.crashed') this.#downSinceUs ??= entry.tUs;
    if (entry.kind !== 'component.restarted' || this.#downSinceUs === null) return;
    this.#downUs += Math.max(0, entry.tUs - Math.max(fromUs, this.#downSinceUs));
    this.#downSinceUs = null;
  }

  count(entry: Entry): void {
    this.#entries++;
    switch (entry.kind) {
      case 'message.sent':
        this.#sent++;
        return;
      case 'message.delivered':
        this.#delivered++;
        return;
      case 'component.crashed':
        this.#crashes++;
        return;
      case 'handler.finished':
        this.#handlers[entry.outcome]++;
        return;
      case 'message.rejected':
        this.#handlers.rejected++;
        return;
      case 'log.appended':
        this.#appended++;
        return;
      case 'request.completed':
        this.#outcomes[entry.outcome]++;
        this.#latenciesUs.push(entry.latencyUs);
        return;
      default:
    }
  }

  countDrop(reason: string): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1;
  }

  metrics(fromUs: number, toUs: number): ComponentMetrics {
    const stillDownUs = this.#downSinceUs === null ? 0 : toUs - Math.max(fromUs, this.#downSinceUs);
    return {
      id: this.#id,
      entries: this.#entries,
      sent: this.#sent,
      delivered: this.#delivered,
      dropped: this.#dropped,
      crashes: this.#crashes,
      downUs: this.#downUs + stillDownUs,
      handlers: this.#kind === 'service' ? this.#handlers : null,
      appended: this.#kind === 'log' ? this.#appended : null,
      requests: this.#kind === 'client' ? this.#requests() : null,
    };
  }

  #requests(): RequestMetrics {
    const latenciesUs = this.#latenciesUs.sort((a, b) => a - b);
    const ended = latenciesUs.length;
    const total = latenciesUs.reduce((sum, latency) => sum + latency, 0);
    return {
      ended,
      outcomes: this.#outcomes,
      successRatio: ended === 0 ? null : this.#outcomes.ok / ended,
      latencyUs:
        ended === 0
          ? null
          : {
              p50: quantile(latenciesUs, 0.5),
              p99: quantile(latenciesUs, 0.99),
              mean: Math.round(total / ended),
              longest: latenciesUs[ended - 1] as number,
            },
    };
  }
}
