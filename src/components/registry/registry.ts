import { invariant } from '../../kernel/invariant.ts';
import { avroText } from '../../scenario/compatibility/avro-text.ts';
import type { AvroType } from '../../scenario/compatibility/avro-type.ts';
import { contractSchema } from '../../scenario/compatibility/contract-schema.ts';
import { checkMessage } from '../../scenario/contracts.ts';
import type { RegistrySpec } from '../../scenario/kinds/registry-spec.ts';
import type { MessageContract } from '../../scenario/scenario.ts';
import type { RegistryEntry } from '../../trace/entries/registry-entries.ts';
import type { Data } from '../../trace/message.ts';
import type { Component } from '../component.ts';
import type { FailureCode } from '../failure.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import type { RegistryPort } from '../registry-port.ts';
import type { World } from '../world.ts';
import { readRegistryRequest, type RegistryRequest } from './request.ts';
import { type RegistryVerdict, SchemaRegistry } from './schema-registry.ts';

const RESTART_US = 500_000;

/** What happened, and the answer to whoever asked. */
type Answer = { readonly data: Data } | { readonly code: FailureCode; readonly why: string };
type Told<E extends RegistryEntry = RegistryEntry> = E extends RegistryEntry
  ? Omit<E, 'seq' | 'tUs' | 'at' | 'cause'>
  : never;

/** A schema registry as a component: see spec.md beside it. */
export class Registry implements Component, RegistryPort {
  readonly id: string;
  readonly ports = { registry: this };
  readonly #world: World;
  readonly #spec: RegistrySpec;
  readonly #registry: SchemaRegistry;
  readonly #life: Life;

  constructor(world: World, spec: RegistrySpec) {
    this.id = spec.id;
    this.#world = world;
    this.#spec = spec;
    this.#registry = new SchemaRegistry('NONE');
    this.#life = new Life(world, spec.id, RESTART_US, () => {});
  }

  start(cause: number): void {
    const { subjects, contracts, level } = this.#spec;
    for (const { name, versions } of subjects) for (const schema of versions) this.#register(name, schema, cause);
    for (const name of contracts) {
      const contract = this.#world.scenario.messages.get(name);
      if (contract !== undefined) this.#register(name, contractSchema(contract), cause);
    }
    // What is there from the start is a history that nobody checks any more.
    this.#setLevel(null, level, cause);
    for (const subject of subjects) if (subject.level !== null) this.#setLevel(subject.name, subject.level, cause);
  }

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    const { message } = hop;
    const operation = this.#spec.operations.get(message.name);
    invariant(operation !== undefined, 'a document sends only what the registry knows');
    const contract = this.#world.scenario.messages.get(message.name);
    const why = contract === undefined ? null : checkMessage(contract, message.data);
    if (why !== null) {
      const { trace, clock } = this.#world;
      const base = { seq: trace.next, tUs: clock.nowUs, at: this.id, cause };
      const seq = trace.append({ ...base, kind: 'message.rejected', message, why });
      return this.#answer(hop, { code: 'rejected', why }, seq);
    }
    if (message.poison) {
      const unreadable = { kind: 'schema.refused', subject: '', level: null, against: null } as const;
      const seq = this.#tell({ ...unreadable, why: 'it cannot read this message, however often it tries' }, cause);
      return this.#answer(hop, { code: 'failed', why: 'it cannot read this message' }, seq);
    }
    const request = readRegistryRequest(operation, message.data);
    if (request.operation === null) {
      const { subject, why: unfit } = request;
      const seq = this.#tell({ kind: 'schema.refused', subject, level: null, against: null, why: unfit }, cause);
      return this.#answer(hop, { code: 'refused', why: unfit }, seq);
    }
    const answer = this.#serve(request, cause);
    this.#answer(hop, answer, this.#world.trace.next - 1);
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    return this.#life.crash(cause, 0);
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a registry does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a registry only answers';
  }

  deploy(contract: Pick<MessageContract, 'name' | 'fields'>, cause: number): string | null {
    if (!this.#life.running) return 'it is down, so that nobody checks the change';
    const answer = this.#register(contract.name, contractSchema(contract), cause);
    return 'why' in answer ? answer.why : null;
  }

  #serve(request: RegistryRequest, cause: number): Answer {
    switch (request.operation) {
      case 'register':
        return this.#register(request.subject, request.schema, cause);
      case 'check': {
        const { subject, schema, version } = request;
        const { compatible, level, against, reasons } = this.#registry.check(subject, schema, version);
        const why = reasons.join('; ');
        this.#tell({ kind: 'schema.checked', subject, level, compatible, against, why }, cause);
        return { data: { compatible, level, against, reasons } };
      }
      case 'latest': {
        const latest = this.#registry.latest(request.subject);
        if (latest === null) return this.#none(request.subject, cause);
        const { subject, version, id, schema } = latest;
        return { data: { subject, version, id, schema: JSON.parse(avroText(schema)) as Data } };
      }
      case 'level':
        this.#setLevel(request.subject, request.level, cause);
        return { data: { level: request.level } };
      case 'delete': {
        const { subject, version } = request;
        const versions =
          version === null
            ? this.#registry.deleteSubject(subject)
            : this.#registry.deleteVersion(subject, version)
              ? [version]
              : [];
        if (versions.length === 0) return this.#none(subject, cause);
        const seq = this.#tell({ kind: 'schema.deleted', subject, versions }, cause);
        if (version === null) this.#tell({ kind: 'schema.level-set', subject, level: null }, seq);
        return { data: { versions } };
      }
    }
  }

  #register(subject: string, schema: AvroType, cause: number): Answer {
    const result = this.#registry.register(subject, schema);
    if (result.kind === 'refused') {
      const { level, against } = result.verdict;
      const why = verdictText(subject, result.verdict);
      this.#tell({ kind: 'schema.refused', subject, level, against, why }, cause);
      return { code: 'refused', why };
    }
    const { version, id } = result;
    const isNew = result.kind === 'registered';
    this.#tell({ kind: 'schema.registered', subject, version, id, schema: avroText(schema), isNew }, cause);
    return { data: { subject, version, id } };
  }

  #setLevel(subject: string | null, level: RegistrySpec['level'], cause: number): void {
    this.#registry.setLevel(subject, level);
    this.#tell({ kind: 'schema.level-set', subject, level }, cause);
  }

  #none(subject: string, cause: number): Answer {
    const why = `\`${subject}\` has no such version`;
    this.#tell({ kind: 'schema.refused', subject, level: null, against: null, why }, cause);
    return { code: 'refused', why };
  }

  #tell(told: Told, cause: number): number {
    const { trace, clock } = this.#world;
    return trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.id, cause, ...told });
  }

  #answer(hop: Hop, answer: Answer, cause: number): void {
    if (!hop.expectsAnswer) return;
    const { network, messages } = this.#world;
    const isReply = 'data' in answer;
    network.ship({
      message: messages.answer(
        hop.message,
        this.id,
        isReply ? 'reply' : 'error',
        isReply ? answer.data : { ...answer },
      ),
      from: this.id,
      to: hop.from,
      passage: 'reply',
      attempt: hop.attempt,
      final: hop.final,
      expectsAnswer: false,
      timeoutAtUs: null,
      record: null,
      cause,
    });
  }
}

/** "BACKWARD is broken with version 2 of `Order`: field …". */
function verdictText(subject: string, { level, against, reasons }: RegistryVerdict): string {
  return `${level} is broken with version ${against} of \`${subject}\`: ${reasons.join('; ')}`;
}
