import { isNotA, listed } from './did-you-mean.ts';
import type { ComponentDocument, ScenarioDocument } from './document.ts';
import type { Findings, Path } from './problem.ts';
import type { MessageContract } from './scenario.ts';

/** Looks names up in a document; what doesn't exist, or is of the wrong kind, becomes a finding at the place of the name. */
export class References {
  readonly findings: Findings;
  readonly messages: ReadonlyMap<string, MessageContract>;
  readonly #components: ReadonlyMap<string, ComponentDocument>;

  constructor(document: ScenarioDocument, messages: ReadonlyMap<string, MessageContract>, findings: Findings) {
    this.findings = findings;
    this.messages = messages;
    this.#components = new Map(Object.entries(document.components));
  }

  message(name: string, path: Path): MessageContract | null {
    const contract = this.messages.get(name);
    if (contract === undefined) this.findings.add(path, isNotA(name, 'a message', this.messages.keys()));
    return contract ?? null;
  }

  component(id: string, path: Path): ComponentDocument | null {
    const component = this.#components.get(id);
    if (component === undefined) this.findings.add(path, isNotA(id, 'a component', this.#components.keys()));
    return component ?? null;
  }

  log(id: string, path: Path): boolean {
    const component = this.component(id, path);
    if (component === null) return false;
    if (component.kind === 'log') return true;
    this.findings.add(path, `\`${id}\` is a ${component.kind}, not a log${this.#others('log')}`);
    return false;
  }

  /** A service that handles the message. */
  handler(id: string, message: string, path: Path): void {
    const component = this.component(id, path);
    if (component === null) return;
    if (component.kind !== 'service') {
      const hint = component.kind === 'log' ? '; `publish` writes to a log' : '';
      this.findings.add(path, `\`${id}\` is a ${component.kind}, which handles no messages${hint}`);
    } else if (!Object.hasOwn(component.on ?? {}, message)) {
      this.findings.add(path, `\`${id}\` has no handler for \`${message}\`${this.#handlers(message)}`);
    }
  }

  #handlers(message: string): string {
    const able = [...this.#components]
      .filter(([, one]) => one.kind === 'service' && Object.hasOwn(one.on ?? {}, message))
      .map(([id]) => id);
    return able.length === 0
      ? '; add it under its `on`'
      : `; ${listed(able)} ${able.length === 1 ? 'has' : 'have'} one`;
  }

  #others(kind: ComponentDocument['kind']): string {
    const others = [...this.#components].filter(([, one]) => one.kind === kind).map(([id]) => id);
    return others.length === 0 || others.length > 6 ? '' : `; ${listed(others)} ${others.length === 1 ? 'is' : 'are'}`;
  }
}
