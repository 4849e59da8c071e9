import { renameField } from '../scenario/contracts.ts';
import type { ComponentSpec } from '../scenario/scenario.ts';
import { sendingsOf } from '../scenario/sendings.ts';
import type { Data } from '../trace/message.ts';
import type { World } from './world.ts';

/** The forms in which one component speaks its messages: as the scenario's contract has them, until a person changes one. */
export class Interfaces {
  readonly #world: World;
  readonly #id: string;
  readonly #sends: ReadonlySet<string>;
  readonly #changes = new Map<string, { version: number; renames: { field: string; to: string }[] }>();

  constructor(world: World, spec: ComponentSpec) {
    this.#world = world;
    this.#id = spec.id;
    this.#sends = new Set(sendingsOf(spec).map(({ message }) => message));
  }

  version(message: string): number {
    return this.#changes.get(message)?.version ?? this.#world.scenario.messages.get(message)?.version ?? 1;
  }

  /** The data in the form that this component speaks now. */
  speak(message: string, data: Data): Data {
    const change = this.#changes.get(message);
    if (change === undefined) return data;
    return change.renames.reduce((form, { field, to }) => renameField(form, field, to), data);
  }

  /** From now on `field` is called `to`. Returns why nothing changes, or null. */
  rename(message: string, field: string, to: string, cause: number): string | null {
    if (!this.#sends.has(message)) return `it never sends ${message}`;
    const fields = this.#fieldsOf(message);
    if (!fields.has(field)) return `it sends ${message} without a field \`${field}\``;
    if (fields.has(to)) return `its ${message} has a field \`${to}\` already`;
    const { trace, clock } = this.#world;
    const version = this.version(message) + 1;
    const renames = [...(this.#changes.get(message)?.renames ?? []), { field, to }];
    this.#changes.set(message, { version, renames });
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'interface.changed',
      message,
      version,
      change: `renames \`${field}\` to \`${to}\``,
    });
    return null;
  }

  /** The fields that its contract names, as it calls them now. */
  #fieldsOf(message: string): ReadonlySet<string> {
    const fields = new Set(this.#world.scenario.messages.get(message)?.fields.keys());
    for (const { field, to } of this.#changes.get(message)?.renames ?? []) {
      fields.delete(field);
      fields.add(to);
    }
    return fields;
  }
}
