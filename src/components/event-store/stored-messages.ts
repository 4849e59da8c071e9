import { ExpressionFault, STEPS } from '../../scenario/expression.ts';
import type { EventStoreSpec, UpcastStep } from '../../scenario/kinds/event-store-spec.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { World } from '../world.ts';
import { editFields } from './field-edits.ts';
import type { StoredEvent } from './stored-event.ts';
import { type Upcaster, UpcasterChain } from './upcasters.ts';

/** An event at rest, as a message. */
interface AtRest {
  readonly message: Message;
  /** Seq of its `event.stored`. */
  readonly seq: number;
}

/** The messages behind a store's events, and how their readers get them. */
export class StoredMessages {
  readonly #world: World;
  readonly #id: string;
  readonly #chain: UpcasterChain;
  readonly #atRest: AtRest[] = [];

  constructor(world: World, spec: EventStoreSpec) {
    this.#world = world;
    this.#id = spec.id;
    const chain = UpcasterChain.of(spec.upcasters.map((step) => upcasterOf(step, world)));
    invariant(typeof chain !== 'string', () => `${spec.id}: ${String(chain)}`);
    this.#chain = chain;
  }

  /** Writes an event into the trace, as a message of the story that `parent` belongs to; returns the seq. */
  keep(event: StoredEvent, message: Message, cause: number): number {
    const { trace, clock } = this.#world;
    const { stream, number, position } = event;
    const seq = trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'event.stored',
      stream,
      number,
      position,
      message,
    });
    this.#atRest[position] = { message, seq };
    return seq;
  }

  /** The event as it lies in the store. */
  at(position: number): AtRest {
    const found = this.#atRest[position];
    invariant(found !== undefined, () => `there is no event ${position}`);
    return found;
  }

  /** Somebody changed an event's data in its place. */
  replace({ position, data }: StoredEvent, seq: number): Message {
    const message = { ...this.at(position).message, data };
    this.#atRest[position] = { message, seq };
    return message;
  }

  /** The event as its readers get it, in its newest form. `why`: it has a newer form, and cannot be brought to it. */
  read(event: StoredEvent): { readonly message: Message; readonly upcast: boolean; readonly why: string | null } {
    const { message } = this.at(event.position);
    try {
      const { event: newest, steps } = this.#chain.upcast(event);
      if (steps.length === 0) return { message, upcast: false, why: null };
      const { type: name, version, data } = newest;
      return { message: { ...message, name, version, data }, upcast: true, why: null };
    } catch (error) {
      if (!(error instanceof ExpressionFault)) throw error;
      return { message, upcast: false, why: error.message };
    }
  }

  /** The event as a subscription hands it out; that it was an older version is said. */
  handOut(event: StoredEvent): { readonly message: Message; readonly cause: number } {
    const { message, upcast, why } = this.read(event);
    const { seq: cause } = this.at(event.position);
    if (!upcast && why === null) return { message, cause };
    const { trace, clock } = this.#world;
    const { stream, number, version: fromVersion } = event;
    const base = { seq: trace.next, tUs: clock.nowUs, at: this.#id, cause } as const;
    return {
      message,
      cause: trace.append({ ...base, kind: 'event.upcast', stream, number, fromVersion, message, why }),
    };
  }
}

function upcasterOf(
  { type, version, toType, toVersion, rename, remove, defaults, set }: UpcastStep,
  world: World,
): Upcaster {
  const values = (templates: UpcastStep['set'], data: Data): { [field: string]: Data } => {
    const scope = { event: data, param: world.parameters, [STEPS]: world.steps };
    return Object.fromEntries([...templates].map(([field, template]) => [field, template.evaluate(scope)]));
  };
  return {
    type,
    version,
    toType,
    toVersion,
    change: (data) => {
      const edited = editFields(data, { rename, remove, add: values(defaults, data) });
      if (set.size === 0) return edited;
      const fields = [...set.keys()];
      return editFields(editFields(edited, { remove: fields }), { add: values(set, data) });
    },
  };
}
