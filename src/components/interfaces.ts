import { renameField } from '../scenario/contracts.ts';
import type { Data } from '../trace/message.ts';
import type { World } from './world.ts';

/** The forms in which one component speaks its messages: as the scenario's contract has them, until a person changes one. */
export class Interfaces {
  readonly #world: World;
  readonly #id: string;
  readonly #changes = new Map<string, { version: number; renames: { field: string; to: string }[] }>();

  constructor(world: World, id: string) {
    this.#world = world;
    this.#id = id;
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

  rename(message: string, field: string, to: string, cause: number): null {
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
}
