import { invariant } from '../../kernel/invariant.ts';
import { checkMessage } from '../../scenario/contracts.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { VaultOperation, VaultSpec } from '../../scenario/kinds/vault-spec.ts';
import type { SecurityEntry } from '../../trace/entries/security-entries.ts';
import type { Data } from '../../trace/message.ts';
import type { Cipher } from '../cipher-port.ts';
import type { Component } from '../component.ts';
import type { FailureCode } from '../failure.ts';
import { Life } from '../life.ts';
import type { Hop } from '../network-port.ts';
import { denialWords, principalOf } from '../principal.ts';
import { randomBytes } from '../random-bytes.ts';
import { hasFields } from '../sealed-field.ts';
import { type DataKey, NONCE_BYTES, openText, sealedVersion, sealText } from '../sealed-text.ts';
import type { KeyAnswer, KeyRequest, VaultPort } from '../vault-port.ts';
import type { World } from '../world.ts';
import { KeyRing } from './key-ring.ts';

/** What happened, as an entry without its place. */
type Told<E extends SecurityEntry = SecurityEntry> = E extends SecurityEntry
  ? Omit<E, 'seq' | 'tUs' | 'at' | 'cause'>
  : never;
type Answer = { readonly data: Data } | { readonly code: FailureCode; readonly why: string };

/** A key vault: see spec.md beside it. */
export class Vault implements Component, VaultPort, Cipher {
  readonly id: string;
  readonly ports = { vault: this, cipher: this };
  readonly cacheUs: number;
  readonly timeoutUs: number;
  readonly attempts: number | null;
  readonly #world: World;
  readonly #spec: VaultSpec;
  readonly #ring: KeyRing;
  readonly #life: Life;

  constructor(world: World, spec: VaultSpec) {
    this.id = spec.id;
    this.cacheUs = spec.cacheUs;
    this.timeoutUs = spec.timeoutUs;
    this.attempts = spec.attempts;
    this.#world = world;
    this.#spec = spec;
    this.#ring = new KeyRing((subject, version, count) =>
      randomBytes(world.random.stream(spec.id, `key ${version} of ${subject}`), count),
    );
    this.#life = new Life(world, spec.id, spec.restartUs, () => {});
  }

  start(): void {}

  get reachable(): boolean {
    return this.#life.running;
  }

  receive(hop: Hop, cause: number): void {
    const { message } = hop;
    if (message.name === 'GetKey') return this.#answer(hop, this.#hand(hop, cause));
    const operation = this.#spec.operations.get(message.name);
    invariant(operation !== undefined, 'a document sends only what the vault knows');
    const contract = this.#world.scenario.messages.get(message.name);
    const why = contract === undefined ? null : checkMessage(contract, message.data);
    if (why !== null) {
      const { trace, clock } = this.#world;
      trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.id, cause, kind: 'message.rejected', message, why });
      return this.#answer(hop, { code: 'rejected', why });
    }
    if (message.poison) return this.#answer(hop, this.#refuse('', 'it cannot read this message', cause, 'failed'));
    this.#answer(hop, this.#serve(operation, message.data, cause));
  }

  undelivered(): void {}

  crash(cause: number): string | null {
    return this.#life.crash(cause, 0);
  }

  restart(cause: number): string | null {
    return this.#life.restart(cause);
  }

  slow(): string {
    return 'a vault does no work that could take longer; slow its links instead';
  }

  rename(): string {
    return 'a vault only answers';
  }

  intervene(what: Intervention, cause: number): string | null {
    if (what.kind === 'forget-person') return this.forget(what.subject, cause);
    if (what.kind !== 'rotate-key') return 'that does nothing to a vault';
    if (!this.#life.running) return 'it is down';
    const answer = this.#rotate(what.subject, cause);
    return 'why' in answer ? answer.why : null;
  }

  key(subject: string, version: number): DataKey | null {
    return this.#ring.get(subject, version);
  }

  seal(subject: string, plain: string): string | null {
    if (this.#ring.versions(subject) === 0 && !this.#life.running) return null;
    const key = this.#newest(subject, this.#world.trace.next - 1);
    if (key === null) return null;
    return sealText(key, plain, this.#nonce());
  }

  open(subject: string, sealed: string): string | null {
    const key = this.#ring.get(subject, sealedVersion(sealed) ?? 0);
    return key === null ? null : openText(key, sealed);
  }

  whyNot(subject: string): string {
    return this.#ring.isGone(subject)
      ? `the key of ${subject} was thrown away`
      : `${this.#spec.name} is down, and there is no key of ${subject} yet`;
  }

  forget(subject: string, cause: number): string | null {
    if (!this.#life.running) return 'it is down';
    const answer = this.#destroy(subject, cause);
    return 'why' in answer ? answer.why : null;
  }

  #serve(operation: VaultOperation, data: Data, cause: number): Answer {
    invariant(hasFields(data), 'the contract was checked');
    const subject = textOf(data['subject']);
    switch (operation) {
      case 'rotate':
        return this.#rotate(subject, cause);
      case 'forget':
        return this.#destroy(subject, cause);
      case 'rewrap':
        return this.#rewrap(subject, textOf(data['sealed']), cause);
    }
  }

  /** Gives a key to who may have it. */
  #hand(hop: Hop, cause: number): Answer {
    const { subject, purpose, version } = hop.message.data as unknown as KeyRequest;
    const allowed = this.#spec[purpose];
    const principal = principalOf(this.#world, hop.from);
    if (allowed !== null && !allowed.has(principal)) {
      const why = denialWords(principal, purpose, `with the keys of ${this.#spec.name}`, allowed);
      this.#tell(
        { kind: 'access.denied', principal, component: hop.from, action: purpose, message: hop.message, why },
        cause,
      );
      return { code: 'refused', why };
    }
    const key = version === null ? this.#newest(subject, cause) : this.#ring.get(subject, version);
    const answer: KeyAnswer = { subject, version: key?.version ?? null };
    this.#tell({ kind: 'key.served', ...answer, purpose, to: hop.from }, cause);
    return { data: answer as unknown as Data };
  }

  #newest(subject: string, cause: number): DataKey | null {
    const isNew = this.#ring.versions(subject) === 0;
    const key = this.#ring.newest(subject);
    if (isNew && key !== null) this.#tell({ kind: 'key.created', subject, version: key.version }, cause);
    return key;
  }

  #rotate(subject: string, cause: number): Answer {
    const key = this.#ring.rotate(subject);
    if (typeof key === 'string') return this.#refuse(subject, noKey(key, subject), cause);
    this.#tell({ kind: 'key.rotated', subject, version: key.version }, cause);
    return { data: { subject, version: key.version } };
  }

  #destroy(subject: string, cause: number): Answer {
    const versions = this.#ring.destroy(subject);
    if (typeof versions === 'string') return this.#refuse(subject, noKey(versions, subject), cause);
    this.#tell({ kind: 'key.destroyed', subject, versions }, cause);
    return { data: { subject, versions } };
  }

  /** Encrypts a ciphertext anew with the newest version; its text never leaves the vault. */
  #rewrap(subject: string, sealed: string, cause: number): Answer {
    const old = this.#ring.get(subject, sealedVersion(sealed) ?? 0);
    const plain = old === null ? null : openText(old, sealed);
    if (old === null || plain === null) {
      const why = this.#ring.isGone(subject) ? noKey('gone', subject) : `no key of ${subject} made this text`;
      return this.#refuse(subject, why, cause);
    }
    const newest = this.#ring.newest(subject) as DataKey;
    const { version } = newest;
    this.#tell({ kind: 'key.rewrapped', subject, fromVersion: old.version, version }, cause);
    return { data: { subject, version, sealed: sealText(newest, plain, this.#nonce()) } };
  }

  #nonce(): Uint8Array {
    return randomBytes(this.#world.random.stream(this.id, 'nonces'), NONCE_BYTES);
  }

  #refuse(subject: string, why: string, cause: number, code: FailureCode = 'refused'): Answer {
    this.#tell({ kind: 'key.refused', subject, why }, cause);
    return { code, why };
  }

  #tell(told: Told, cause: number): void {
    const { trace, clock } = this.#world;
    trace.append({ seq: trace.next, tUs: clock.nowUs, at: this.id, cause, ...told });
  }

  /** The entry that was written last says what is answered. */
  #answer(hop: Hop, answer: Answer): void {
    if (!hop.expectsAnswer) return;
    const { network, messages, trace } = this.#world;
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
      cause: trace.next - 1,
    });
  }
}

function noKey(why: 'unknown' | 'gone', subject: string): string {
  return why === 'gone' ? `the key of ${subject} was thrown away` : `there is no key of ${subject}`;
}

function textOf(data: Data | undefined): string {
  return typeof data === 'string' ? data : JSON.stringify(data ?? null);
}
