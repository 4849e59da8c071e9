import { invariant } from '../../kernel/invariant.ts';
import type { Data } from '../../trace/message.ts';
import type { NewEvent } from './stored-event.ts';

/** One step from a version of an event's schema to a later one, or to another type altogether. */
export interface Upcaster {
  readonly type: string;
  readonly version: number;
  readonly toType: string;
  readonly toVersion: number;
  readonly change: (data: Data) => Data;
}

/** Brings old events to their newest form when they are read; in the store they stay as they were written. */
export class UpcasterChain {
  readonly #steps: ReadonlyMap<string, Upcaster>;

  private constructor(steps: ReadonlyMap<string, Upcaster>) {
    this.#steps = steps;
  }

  /** Puts the steps together, or says why they make no chain. */
  static of(upcasters: readonly Upcaster[]): UpcasterChain | string {
    const steps = new Map<string, Upcaster>();
    for (const upcaster of upcasters) {
      const from = nameOf(upcaster.type, upcaster.version);
      if (steps.has(from)) return `there are two upcasters for ${from}`;
      steps.set(from, upcaster);
    }
    for (const start of upcasters) {
      let next: Upcaster | undefined = start;
      for (let i = 0; next !== undefined; i++) {
        if (i > steps.size) return `the upcasters from ${nameOf(start.type, start.version)} on go round in a circle`;
        next = steps.get(nameOf(next.toType, next.toVersion));
      }
    }
    return new UpcasterChain(steps);
  }

  /** The event in its newest form, and the steps that it took to get there. */
  upcast<Event extends NewEvent>(event: Event): { readonly event: Event; readonly steps: readonly Upcaster[] } {
    const steps: Upcaster[] = [];
    let newest = event;
    for (;;) {
      const step = this.#steps.get(nameOf(newest.type, newest.version));
      if (step === undefined) return { event: newest, steps };
      invariant(steps.length < this.#steps.size, () => `the upcasters of ${event.type} go round in a circle`);
      newest = { ...newest, type: step.toType, version: step.toVersion, data: step.change(newest.data) };
      steps.push(step);
    }
  }
}

function nameOf(type: string, version: number): string {
  return `${type} v${version}`;
}
