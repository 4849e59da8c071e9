import type { z } from 'zod';
import { expressionIn } from '../template.ts';
import { isRecord } from '../kind-words.ts';
import type { Path } from '../problem.ts';
import { HEADERS } from '../headers.ts';

type Fields = { readonly [field: string]: unknown };

/** Finds what documents tell a broker where none listens, or one that knows no such thing. */
export function checkBrokerFields(document: unknown, context: Pick<z.RefinementCtx, 'addIssue'>): void {
  const components = (document as { readonly components: { readonly [id: string]: Fields } }).components;
  const check = new BrokerFields(components, (path, message) =>
    context.addIssue({ code: 'custom', path: [...path], message }),
  );
  for (const [id, component] of Object.entries(components)) check.component(component, ['components', id]);
}

/** For brokers only, where a `send` has them. */
const CONFIRMS = ['acks', 'timeout', 'retry'];
const QUEUE_CONSUMPTION = ['prefetch', 'autoAck', 'batch', 'visibilityTimeout', 'onFailure'];
const RABBITMQ_CONSUMPTION = ['prefetch', 'autoAck'];
const SQS_CONSUMPTION = ['batch', 'visibilityTimeout'];
const INTEREST = ['keys', 'pattern'];
const LOG_CONSUMPTION = ['group', 'retry', 'assignor', 'commit', 'reset', 'sessionTimeout', 'isolation', 'exactlyOnce'];

class BrokerFields {
  readonly #components: { readonly [id: string]: Fields };
  readonly #find: (path: Path, message: string) => void;

  constructor(components: { readonly [id: string]: Fields }, find: (path: Path, message: string) => void) {
    this.#components = components;
    this.#find = find;
  }

  component(component: Fields, path: Path): void {
    if (component['kind'] === 'client') this.#sendings(component['sends'], [...path, 'sends']);
    if (component['kind'] !== 'service') return;
    this.#sendings(component['on'], [...path, 'on']);
    const consumes = Array.isArray(component['consumes']) ? (component['consumes'] as Fields[]) : [];
    for (const [i, consumption] of consumes.entries()) this.#consumption(consumption, [...path, 'consumes', i]);
  }

  /** Everything that is sent inside a value of the document. */
  #sendings(value: unknown, path: Path): void {
    if (Array.isArray(value)) for (const [i, part] of value.entries()) this.#sendings(part, [...path, i]);
    else if (isRecord(value)) {
      this.#sending(value, path);
      for (const [field, part] of Object.entries(value)) this.#sendings(part, [...path, field]);
    }
  }

  #sending(sending: Fields, path: Path): void {
    const { to } = sending;
    const target = typeof to === 'string' ? this.#components[to] : undefined;
    if (target === undefined) return;
    const isMessage = ['send', 'publish', 'command', 'query', 'event'].some((verb) => verb in sending);
    if (!isMessage) return;
    const given = HEADERS.filter((name) => sending[name] !== undefined);
    switch (target['kind']) {
      case 'topic':
        return;
      case 'queue':
        return this.#toQueue(String(to), target, sending, given, path);
      default: {
        const confirms = 'send' in sending ? CONFIRMS.filter((name) => sending[name] !== undefined) : [];
        for (const name of given) this.#strange(name, 'for a queue or a topic', String(to), target, path);
        for (const name of confirms) this.#strange(name, 'for a broker, which acknowledges', String(to), target, path);
      }
    }
  }

  #toQueue(id: string, queue: Fields, sending: Fields, given: readonly string[], path: Path): void {
    const isSqs = queue['rules'] === 'sqs';
    const isFifo = isSqs && queue['fifo'] === true;
    for (const name of given) {
      if (name === 'routingKey')
        this.#find([...path, name], `a queue gets what is sent to it, whatever the \`routingKey\`; send it to a topic`);
      else if ((name === 'ttl' || name === 'priority') && isSqs)
        this.#find([...path, name], `\`${name}\` is for RabbitMQ's queues, and \`${id}\` follows SQS's rules`);
      else if ((name === 'group' || name === 'dedup') && !isFifo)
        this.#find(
          [...path, name],
          `\`${name}\` is for FIFO queues, and \`${id}\` is none (\`rules: sqs, fifo: true\`)`,
        );
      else if (name === 'delay' && !isSqs)
        this.#find([...path, name], `\`delay\` is for SQS's queues, and \`${id}\` follows RabbitMQ's rules`);
      else if (name === 'delay' && isFifo)
        this.#find([...path, name], `a FIFO queue delays all messages alike: set the \`delay\` of \`${id}\` instead`);
      else if (name === 'priority' && queue['maxPriority'] === undefined && expressionIn(sending[name]) === null)
        this.#find([...path, name], `\`${id}\` knows no priorities; give it a \`maxPriority\``);
    }
    if (!isFifo) return;
    if (sending['group'] === undefined)
      this.#find([...path, 'to'], `a message to the FIFO queue \`${id}\` needs a \`group\`, in which order is kept`);
    if (sending['dedup'] === undefined && queue['contentBasedDeduplication'] !== true)
      this.#find(
        [...path, 'to'],
        `a message to the FIFO queue \`${id}\` needs a \`dedup\` id, or the queue \`contentBasedDeduplication: true\``,
      );
  }

  #consumption(consumption: Fields, path: Path): void {
    const id = String(consumption['from']);
    const source = this.#components[id];
    if (source === undefined) return;
    const refuse = (names: readonly string[], why: (name: string) => string): void => {
      for (const name of names) if (consumption[name] !== undefined) this.#find([...path, name], why(name));
    };
    if (source['kind'] === 'queue') {
      refuse(LOG_CONSUMPTION, (name) =>
        name === 'group'
          ? `a queue has no consumer groups: each message goes to one consumer`
          : name === 'retry'
            ? `a queue delivers again by itself; \`onFailure\` says what becomes of a message whose handler failed`
            : `\`${name}\` is for logs, and \`${id}\` is a queue`,
      );
      refuse(INTEREST, (name) => `\`${name}\` is for topics, and \`${id}\` is a queue, whose consumers get everything`);
      if (source['rules'] === 'sqs')
        refuse(
          RABBITMQ_CONSUMPTION,
          (name) => `\`${name}\` is for RabbitMQ's queues, and \`${id}\` follows SQS's rules`,
        );
      else refuse(SQS_CONSUMPTION, (name) => `\`${name}\` is for SQS's queues, and \`${id}\` follows RabbitMQ's rules`);
      return;
    }
    refuse(QUEUE_CONSUMPTION, (name) => `\`${name}\` is for queues, and \`${id}\` is a ${String(source['kind'])}`);
    if (source['kind'] !== 'topic')
      return refuse(INTEREST, (name) => `\`${name}\` is for topics, and \`${id}\` is a ${String(source['kind'])}`);
    refuse(LOG_CONSUMPTION, (name) =>
      name === 'group'
        ? 'a topic pushes each message to every subscriber; put a queue between to share the work'
        : name === 'retry'
          ? 'a topic pushes each message once; put a queue between to try again'
          : `\`${name}\` is for logs, and \`${id}\` is a topic`,
    );
  }

  #strange(name: string, isFor: string, to: string, target: Fields, path: Path): void {
    this.#find([...path, name], `\`${name}\` is ${isFor}, and \`${to}\` is a ${String(target['kind'])}`);
  }
}
