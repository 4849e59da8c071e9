import type { Base } from '../entry.ts';
import type { Message } from '../message.ts';

/** Somebody wants what he may not have, and doesn't get it. */
export interface AccessDenied extends Base {
  readonly kind: 'access.denied';
  /** Under which name the component acts. */
  readonly principal: string;
  readonly component: string;
  readonly action: 'read' | 'write' | 'encrypt' | 'decrypt';
  /** What is refused; left out where somebody wants to read a whole channel. */
  readonly message?: Message;
  /** A sentence for learners. */
  readonly why: string;
}

/** A readable personal field has come into a channel that anybody can look into. */
export interface PolicyViolated extends Base {
  readonly kind: 'policy.violated';
  readonly field: string;
  readonly channel: string;
  /** Who sent it. */
  readonly from: string;
  readonly message: Message;
  readonly why: string;
}

/** Personal fields are encrypted before their message sets out. */
export interface MessageEncrypted extends Base {
  readonly kind: 'message.encrypted';
  /** As it travels. */
  readonly message: Message;
  readonly fields: readonly string[];
  readonly subject: string;
  readonly version: number;
}

/** Personal fields were decrypted by who received them. */
export interface MessageDecrypted extends Base {
  readonly kind: 'message.decrypted';
  /** As it travelled. */
  readonly message: Message;
  readonly fields: readonly string[];
}

/** Personal fields that who received them can't read: the key is gone, or is not given to them, or the ciphertext was changed. */
export interface MessageUnreadable extends Base {
  readonly kind: 'message.unreadable';
  /** As it travelled. */
  readonly message: Message;
  readonly fields: readonly string[];
  readonly because: 'gone' | 'denied' | 'changed';
  readonly why: string;
}

/** A message is not sent, because its personal fields can't be encrypted; or not read, because no key comes. */
export interface EncryptionFailed extends Base {
  readonly kind: 'encryption.failed';
  readonly message: Message;
  readonly why: string;
}

/** Somebody listens in on a link, and has got a copy of what passed. */
export interface WireTapped extends Base {
  readonly kind: 'wire.tapped';
  readonly link: string;
  readonly message: Message;
}

/** A vault has a new key for a person, the first or a further version. */
export interface KeyMade extends Base {
  readonly kind: 'key.created' | 'key.rotated';
  readonly subject: string;
  readonly version: number;
}

/** A vault has thrown a person's key away: nobody will ever read what it encrypted. */
export interface KeyDestroyed extends Base {
  readonly kind: 'key.destroyed';
  readonly subject: string;
  readonly versions: number;
}

/** A vault gives a key to a component; null: it has none to give, any more or at all. */
export interface KeyServed extends Base {
  readonly kind: 'key.served';
  readonly subject: string;
  readonly version: number | null;
  readonly purpose: 'encrypt' | 'decrypt';
  readonly to: string;
}

/** A vault has encrypted a ciphertext anew, with the newest version of its key. */
export interface KeyRewrapped extends Base {
  readonly kind: 'key.rewrapped';
  readonly subject: string;
  readonly fromVersion: number;
  readonly version: number;
}

/** A vault can't do what it is asked for. */
export interface KeyRefused extends Base {
  readonly kind: 'key.refused';
  readonly subject: string;
  readonly why: string;
}

export type SecurityEntry =
  | AccessDenied
  | PolicyViolated
  | MessageEncrypted
  | MessageDecrypted
  | MessageUnreadable
  | EncryptionFailed
  | WireTapped
  | KeyMade
  | KeyDestroyed
  | KeyServed
  | KeyRewrapped
  | KeyRefused;
