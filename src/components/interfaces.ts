import { renameField } from '../scenario/contracts.ts';
import type { ContractChange } from '../scenario/compatibility/contract-change.ts';
import type { Verdict } from '../scenario/compatibility/check-compatibility.ts';
import type { ComponentSpec, MessageContract } from '../scenario/scenario.ts';
import { sendingsOf } from '../scenario/sendings.ts';
import type { Data } from '../trace/message.ts';
import { refusedContract } from './contract-guard.ts';
import type { World } from './world.ts';

/** What happened to the form in which a component speaks a message. */
export interface ChangedForm {
  readonly version: number;
  /** In their order. */
  readonly changes: readonly ContractChange[];
  /** Each takes the data from the form before to the next. */
  readonly forms: readonly ((data: Data) => Data)[];
}

const UNCHANGED: Omit<ChangedForm, 'version'> = { changes: [], forms: [] };

/** The forms in which one component speaks its messages: as the scenario's contract has them, until a person changes one. */
export class Interfaces {
  readonly #world: World;
  readonly #id: string;
  readonly #sends: ReadonlySet<string>;
  readonly #changed = new Map<string, ChangedForm>();

  constructor(world: World, spec: ComponentSpec) {
    this.#world = world;
    this.#id = spec.id;
    this.#sends = new Set(sendingsOf(spec).map(({ message }) => message));
  }

  version(message: string): number {
    return this.#changed.get(message)?.version ?? this.#world.scenario.messages.get(message)?.version ?? 1;
  }

  sends(message: string): boolean {
    return this.#sends.has(message);
  }

  /** What a message went through here so far. */
  changesOf(message: string): readonly ContractChange[] {
    return this.#changed.get(message)?.changes ?? [];
  }

  /** The data in the form that this component speaks now. */
  speak(message: string, data: Data): Data {
    const changed = this.#changed.get(message);
    if (changed === undefined) return data;
    return changed.forms.reduce((form, next) => next(form), data);
  }

  /** From now on `field` is called `to`. Returns why nothing changes, or null. */
  rename(message: string, field: string, to: string, cause: number): string | null {
    if (!this.#sends.has(message)) return `it never sends ${message}`;
    const fields = this.#fieldsOf(message);
    if (!fields.has(field)) return `it sends ${message} without a field \`${field}\``;
    if (fields.has(to)) return `its ${message} has a field \`${to}\` already`;
    const after = new Map([...fields].map(([name, type]) => [name === field ? to : name, type]));
    const refused = refusedContract(this.#world, message, after, cause);
    if (refused !== null) return refused;
    const change: ContractChange = { kind: 'rename', field, to };
    this.change(message, [change], (data) => renameField(data, field, to), `renames \`${field}\` to \`${to}\``, cause);
    return null;
  }

  /** From now on it speaks the next version, which `form` makes of data in this one. */
  change(
    message: string,
    changes: readonly ContractChange[],
    form: (data: Data) => Data,
    words: string,
    cause: number,
    verdict?: Verdict,
  ): number {
    const { trace, clock } = this.#world;
    const version = this.version(message) + 1;
    const before = this.#changed.get(message) ?? UNCHANGED;
    this.#changed.set(message, {
      version,
      changes: [...before.changes, ...changes],
      forms: [...before.forms, form],
    });
    return trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.#id,
      cause,
      kind: 'interface.changed',
      message,
      version,
      change: words,
      ...(verdict !== undefined && { verdict }),
    });
  }

  /** The fields that its contract names, as it calls them now. */
  #fieldsOf(message: string): MessageContract['fields'] {
    let fields = [...(this.#world.scenario.messages.get(message)?.fields ?? [])];
    for (const change of this.changesOf(message)) {
      const { field } = change;
      if (change.kind === 'rename') fields = fields.map(([name, type]) => [name === field ? change.to : name, type]);
      else if (change.kind === 'remove') fields = fields.filter(([name]) => name !== field);
      else if (change.kind === 'add') fields.push([field, { type: change.type, optional: change.optional }]);
      else fields = fields.map(([name, type]) => [name, name === field ? { ...type, type: change.type } : type]);
    }
    return new Map(fields);
  }
}
