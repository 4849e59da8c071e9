import type { ComponentSpec, Row } from '../../scenario/scenario.ts';
import { tablesOf } from '../../scenario/sendings.ts';
import type { Entry, EntryKind } from '../../trace/entry.ts';
import { countBelow } from '../sorted.ts';
import { latencyOf } from '../trace-tally.ts';
import type { ClientView, ServiceView } from '../view.ts';
import { FACETS } from './facet.ts';

/** Whether a service's table changes, for every entry about a table; the compiler finds a new kind of them here. */
const CHANGES_TABLE: { readonly [kind in Extract<EntryKind, `table.${string}`>]: boolean } = {
  'table.written': true,
  'table.read': false,
  'table.deleted': true,
};

const NO_REQUESTS: ClientView['outcomes'] & { readonly sent: number } = {
  sent: 0,
  ok: 0,
  refused: 0,
  failed: 0,
  timeout: 0,
};
const NO_HANDLERS: ServiceView['counts'] = {
  done: 0,
  refused: 0,
  failed: 0,
  deduplicated: 0,
  rejected: 0,
  crashed: 0,
};

interface LiveTable {
  /** As conditions read them; changed in place, since no condition keeps what it reads. */
  readonly rows: Row[];
  readonly places: Map<string, number>;
}

/** One component's facts, kept up entry by entry: what its view would say, as far as it is read. */
export class LiveComponent {
  readonly tables: { [table: string]: readonly Row[] } = {};
  readonly counts: { [outcome: string]: number };
  readonly latenciesUs: number[] = [];
  readonly kinds = new Map<string, number>();
  state = 'up';
  last = '';
  entryCount = 0;
  readonly spec: ComponentSpec;
  readonly #tables = new Map<string, LiveTable>();
  readonly #startedUs = new Map<number, number>();
  readonly #wanted: number;

  /** `wanted`: the facets that are read. */
  constructor(spec: ComponentSpec, wanted: number) {
    this.spec = spec;
    this.#wanted = wanted;
    this.counts = { ...(spec.kind === 'client' ? NO_REQUESTS : NO_HANDLERS) };
    for (const name of tablesOf(spec)) this.#table(name);
  }

  /** Takes one of its entries in and returns the facets that it changes. */
  take(entry: Entry): number {
    const wanted = this.#wanted;
    this.entryCount++;
    let changed: number = FACETS.entries;
    if ((wanted & FACETS.happened) !== 0) {
      this.kinds.set(entry.kind, (this.kinds.get(entry.kind) ?? 0) + 1);
      changed |= FACETS.happened;
    }
    if ((wanted & FACETS.latency) !== 0) changed |= this.#takeLatency(entry);
    switch (entry.kind) {
      case 'component.crashed':
      case 'component.restarting':
      case 'component.restarted':
      case 'component.slowed':
        this.state = entry.to;
        return changed | FACETS.state;
      case 'message.sent':
        return entry.attempt === 1 && !entry.duplicate && entry.message.causationId === null
          ? changed | this.#count('sent')
          : changed;
      case 'request.completed':
        this.last = entry.outcome;
        return changed | FACETS.last | this.#count(entry.outcome);
      case 'handler.finished':
        return changed | this.#count(entry.outcome);
      case 'message.rejected':
        return changed | this.#count('rejected');
      case 'table.written':
        if (CHANGES_TABLE[entry.kind] && (wanted & FACETS.tables) !== 0) this.#write(entry.table, entry.key, entry.row);
        return changed | FACETS.tables;
      case 'table.deleted':
        if (CHANGES_TABLE[entry.kind] && (wanted & FACETS.tables) !== 0) this.#delete(entry.table, entry.key);
        return changed | FACETS.tables;
      default:
        return changed;
    }
  }

  #count(outcome: string): number {
    const before = this.counts[outcome];
    if (before === undefined) return 0;
    this.counts[outcome] = before + 1;
    return FACETS.counts;
  }

  #takeLatency(entry: Entry): number {
    const latencyUs = latencyOf(entry, this.#startedUs);
    if (latencyUs === null) return 0;
    this.latenciesUs.splice(countBelow(this.latenciesUs, latencyUs), 0, latencyUs);
    return FACETS.latency;
  }

  #write(name: string, key: string, row: Row): void {
    const { rows, places } = this.#table(name);
    const shown = { key, ...row };
    const place = places.get(key);
    if (place !== undefined) rows[place] = shown;
    else {
      places.set(key, rows.length);
      rows.push(shown);
    }
  }

  #delete(name: string, key: string): void {
    const { rows, places } = this.#table(name);
    const place = places.get(key);
    if (place === undefined) return;
    rows.splice(place, 1);
    places.delete(key);
    for (const [other, at] of places) if (at > place) places.set(other, at - 1);
  }

  #table(name: string): LiveTable {
    let table = this.#tables.get(name);
    if (table === undefined) {
      this.#tables.set(name, (table = { rows: [], places: new Map() }));
      this.tables[name] = table.rows;
    }
    return table;
  }
}
