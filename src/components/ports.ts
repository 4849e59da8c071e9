import type { Cipher } from './cipher-port.ts';
import type { DatabasePort } from './database-port.ts';
import type { EventStorePort } from './event-store-port.ts';
import type { LogPort } from './log-port.ts';
import type { QueuePort } from './queue-port.ts';
import type { TopicPort } from './topic-port.ts';
import type { RegistryPort } from './registry-port.ts';
import type { VaultPort } from './vault-port.ts';
import type { ViewPort } from './view-port.ts';

/** What a component offers to others beside messages, by name: how kinds meet without knowing each other. */
export interface Ports {
  /** The consumer's side of a log. */
  readonly log: LogPort;
  /** The consumer's side of a queue. */
  readonly queue: QueuePort;
  /** The subscriber's side of a topic. */
  readonly topic: TopicPort;
  /** What a schema registry does for those who change the contract of a message. */
  readonly registry: RegistryPort;
  /** A database's log, for those who tail it. */
  readonly database: DatabasePort;
  /** The client's side of an event store. */
  readonly eventStore: EventStorePort;
  /** A read model's side of its own queries. */
  readonly view: ViewPort;
  /** A vault's keys, one for each person. */
  readonly cipher: Cipher;
  /** A vault, for the libraries with which messages are encrypted. */
  readonly vault: VaultPort;
}
