import { isNotA, listed } from './did-you-mean.ts';
import type { ComponentDocument, ScenarioDocument } from './document.ts';
import { asksForBroker } from './log-options.ts';
import { withArticle } from './kind-words.ts';
import type { Findings, Path } from './problem.ts';
import type { MessageContract } from './scenario.ts';

/** Looks names up in a document; what doesn't exist, or is of the wrong kind, becomes a finding at the place of the name. */
export class References {
  readonly findings: Findings;
  readonly messages: ReadonlyMap<string, MessageContract>;
  /** Whether the document asks for the whole log broker. */
  readonly broker: boolean;
  readonly document: ScenarioDocument;
  readonly #components: ReadonlyMap<string, ComponentDocument>;

  constructor(document: ScenarioDocument, messages: ReadonlyMap<string, MessageContract>, findings: Findings) {
    this.findings = findings;
    this.messages = messages;
    this.broker = asksForBroker(document.components);
    this.document = document;
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

  /** All components, by id. */
  get components(): ReadonlyMap<string, ComponentDocument> {
    return this.#components;
  }

  /** Whether a component takes messages to hand them on. */
  isBroker(id: string): boolean {
    const kind = this.#components.get(id)?.kind;
    return kind === 'queue' || kind === 'topic';
  }

  log(id: string, path: Path): boolean {
    const component = this.component(id, path);
    if (component === null) return false;
    if (component.kind === 'log') return true;
    this.findings.add(path, `\`${id}\` is ${withArticle(component.kind)}, not a log${this.#others('log')}`);
    return false;
  }

  /** A service, or another component, that handles the message. */
  handler(id: string, message: string, path: Path): void {
    const component = this.component(id, path);
    if (component === null) return;
    const handled = handledBy(component);
    if (handled === null) {
      const hint = component.kind === 'log' || this.isBroker(id) ? `; \`publish\` writes to a ${component.kind}` : '';
      this.findings.add(path, `\`${id}\` is ${withArticle(component.kind)}, which handles no messages${hint}`);
    } else if (component.kind === 'view' && this.messages.get(message)?.kind !== 'query') {
      this.findings.add(path, `\`${id}\` is a view, which answers queries; events reach it from what it is made of`);
    } else if (!Object.hasOwn(handled, message)) {
      this.findings.add(path, `\`${id}\` has no handler for \`${message}\`${this.#handlers(message)}`);
    }
  }

  #handlers(message: string): string {
    const able = [...this.#components]
      .filter(([, one]) => Object.hasOwn(handledBy(one) ?? {}, message))
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

/** What a component does with each message that it answers; null: its kind answers none. */
function handledBy(component: ComponentDocument): { readonly [message: string]: unknown } | null {
  switch (component.kind) {
    case 'service':
    case 'registry':
    case 'vault':
    case 'view':
      return component.on ?? {};
    case 'gateway':
    case 'esb':
      return { ...component.on, ...named((component.routes ?? []).map(({ message }) => message)) };
    case 'external':
      return component.answers;
    case 'balancer':
      return named(component.messages);
    case 'cache':
      return { ...component.caches, ...component.invalidates, ...named(component.passes ?? []) };
    default:
      return null;
  }
}

const named = (messages: readonly string[]): { readonly [message: string]: true } =>
  Object.fromEntries(messages.map((message) => [message, true]));
