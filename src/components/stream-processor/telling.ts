import type { StreamSpec } from '../../scenario/kinds/stream-spec.ts';
import type { Row } from '../../scenario/scenario.ts';
import type { Entry } from '../../trace/entry.ts';
import type { WindowSpan } from '../../trace/entries/stream-entries.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { World } from '../world.ts';
import type { Result } from './processor.ts';
import type { TimeWindow } from './time-window.ts';

type Said = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq' | 'tUs' | 'at' | 'cause'> : never) : never;

/** Writes what a stream processor does into the trace, keeps its table of results, and collects what is to be published. */
export class Telling {
  /** Seq of what it goes on from. */
  cause = 0;
  readonly #world: World;
  readonly #spec: StreamSpec;
  readonly #rows = new Set<string>();
  #results: Result[] = [];
  #about: Message | null = null;

  constructor(world: World, spec: StreamSpec) {
    this.#world = world;
    this.#spec = spec;
  }

  results(): readonly Result[] {
    const results = this.#results;
    this.#results = [];
    return results;
  }

  taken(message: Message, key: string, eventTimeUs: number): void {
    this.#about = message;
    if (this.#spec.keeps.kind !== 'nothing') this.say({ kind: 'stream.taken', message, key, eventTimeUs });
  }

  watermark(watermarkUs: number): void {
    this.say({ kind: 'watermark.advanced', watermarkUs });
  }

  say(said: Said): void {
    const { trace, clock } = this.#world;
    // What comes of one thing stays beside it: all have the same cause.
    trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.#spec.id, cause: this.cause, ...said } as Entry);
  }

  /** A row of the table that results can be read from; a later one of the same key takes its place. */
  row(key: string, row: Row): void {
    const isNew = !this.#rows.has(key);
    this.#rows.add(key);
    const label = this.#about?.label ?? '';
    this.say({ kind: 'table.written', table: this.#spec.results, key, row, isNew, label });
  }

  /** Something to publish; `about` where it follows from a certain message. */
  result(scope: { readonly [name: string]: unknown }, about: Message | null = this.#about): void {
    if (this.#spec.output !== null && about !== null) this.#results.push({ scope, about });
  }
}

/** A window as the trace has it, whose data knows no infinity. */
export function spanOf({ startUs, endUs }: TimeWindow): WindowSpan {
  return { startUs: finite(startUs), endUs: finite(endUs) };
}

/** A window as expressions read it: in seconds, null without an end on that side. */
export function windowData({ startUs, endUs }: TimeWindow): Data {
  return { start: seconds(startUs), end: seconds(endUs) };
}

const finite = (us: number): number | null => (Number.isFinite(us) ? us : null);
const seconds = (us: number): number | null => (Number.isFinite(us) ? us / 1_000_000 : null);
