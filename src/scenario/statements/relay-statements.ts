import type { Distribution } from '../../kernel/distribution.ts';
import type { Template } from '../expression.ts';
import type { Sending } from '../scenario.ts';

/** How something behaves for a while; null: as it does else. */
export interface Behaviour {
  readonly takes: Distribution | null;
  /** Probabilities. */
  readonly fails: number | null;
  readonly refuses: number | null;
  readonly why: string | null;
}

export interface Phase extends Behaviour {
  readonly fromUs: number;
  /** null: to the end. */
  readonly toUs: number | null;
  /** It answers nothing. */
  readonly silent: boolean;
}

/** An external system does what its script says; names how that ended: `ok`, `failed`, `refused`. No document writes it. */
export interface BehaveStatement {
  readonly op: 'behave';
  readonly usually: Behaviour;
  readonly phases: readonly Phase[];
  readonly as: string;
}

/** A balancer hands its message to one of several; names what came of it. No document writes it. */
export interface ForwardStatement {
  readonly op: 'forward';
  readonly message: string;
  readonly targets: readonly string[];
  readonly policy: 'round-robin' | 'random' | 'least-connections';
  readonly timeoutUs: number | null;
  /** How many targets it tries at most. */
  readonly attempts: number;
  readonly eject: { readonly failures: number; readonly forUs: number } | null;
  readonly as: string;
  readonly sendings: readonly Sending[];
}

/** A cache answers from memory, or asks its origin. No document writes it. */
export interface CachedStatement {
  readonly op: 'cached';
  readonly message: string;
  readonly origin: string;
  readonly key: Template;
  /** null: for ever. */
  readonly ttlUs: number | null;
  readonly capacity: number | null;
  readonly staleIfError: boolean;
  readonly coalesce: boolean;
  readonly timeoutUs: number | null;
  readonly as: string;
  readonly sendings: readonly Sending[];
}

/** A cache forgets what it has under a key. No document writes it. */
export interface InvalidateStatement {
  readonly op: 'invalidate';
  readonly key: Template;
}

export type RelayStatement = BehaveStatement | ForwardStatement | CachedStatement | InvalidateStatement;
