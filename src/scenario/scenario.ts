import type { Distribution } from '../kernel/distribution.ts';
import type { Data, MessageKind } from '../trace/message.ts';
import type { Expression, Template } from './expression.ts';
import type { CallGuards } from './guards/guard-spec.ts';
import type { Intervention } from './intervention.ts';
import type { BrokerSpec, Reading } from './kinds/log-spec.ts';
import type { QueueConsumption, QueueSpec } from './kinds/queue-spec.ts';
import type { RegistrySpec } from './kinds/registry-spec.ts';
import type { RelaySpec } from './kinds/relay-spec.ts';
import type { StreamSpec } from './kinds/stream-spec.ts';
import type { TopicConsumption, TopicSpec } from './kinds/topic-spec.ts';
import type { CdcSpec, OutboxRelaySpec } from './kinds/cdc-spec.ts';
import type { DatabaseSpec } from './kinds/database-spec.ts';
import type { CatchUpConsumption, EventStoreSpec, PersistentConsumption } from './kinds/event-store-spec.ts';
import type { ViewSpec } from './kinds/view-spec.ts';
import type { VaultSpec } from './kinds/vault-spec.ts';
import type { Program } from './program.ts';
import type { SecuritySpec } from './security/security-spec.ts';

/** A scenario after loading: checked, variant applied, durations in microseconds, expressions compiled. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The domain, shown beside the title: "Pizza shop". */
  readonly subtitle: string;
  readonly summary: string;
  readonly takeaway: string;
  /** Its number in the catalogue; null outside it. */
  readonly chapter: number | null;
  readonly seed: number;
  readonly messages: ReadonlyMap<string, MessageContract>;
  /** In the document's order, which is the order of lanes and of focus. */
  readonly components: ReadonlyMap<string, ComponentSpec>;
  readonly links: readonly LinkSpec[];
  /** How every pair of components is linked that `links` says nothing of. */
  readonly network: Omit<LinkSpec, 'between'>;
  readonly fitness: readonly FitnessFunction[];
  readonly steps: readonly Step[];
  /** All variants that the document offers, the first being the document itself. */
  readonly variants: readonly VariantInfo[];
  /** The variant that this scenario is; null for the document itself. */
  readonly variant: string | null;
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Speed that the eye can follow, as a factor of virtual to wall time. */
  readonly speed: number;
  /** How much virtual time the space-time diagram shows at first. */
  readonly windowUs: number;
  /** Terms that the scenario uses, for the glossary. */
  readonly glossary?: readonly string[];
  /** Who may see what; left out: nothing is said of that. */
  readonly security?: SecuritySpec;
  /** A goal for the learner; null or left out: none. */
  readonly challenge?: { readonly text: string; readonly holds: Expression } | null;
}

export type FieldType = 'string' | 'number' | 'integer' | 'boolean' | 'any';

export interface MessageContract {
  readonly name: string;
  readonly kind: Exclude<MessageKind, 'reply' | 'error'>;
  readonly version: number;
  readonly fields: ReadonlyMap<string, { readonly type: FieldType; readonly optional: boolean }>;
}

/** What all components have. */
export interface ComponentBase {
  readonly id: string;
  readonly name: string;
  /** Column and row on the stage's grid. */
  readonly at: readonly [number, number];
  /** Shown in the inspector. */
  readonly about: string;
  /** It is not there until an intervention lets it join. */
  readonly absent?: boolean;
  /** What it sends because its configuration says so, rather than a handler. */
  readonly sendings?: readonly Sending[];
  /** The database whose log it tails. */
  readonly tails?: string;
  /** Its tables, as expressions name them; services have those of their handlers. */
  readonly tables?: readonly string[];
  /** What `count` can ask it for, where its kind is not a client or a service. */
  readonly outcomes?: readonly string[];
}

/** A message that a component's definition says it sends, and to whom. */
export interface Sending {
  readonly message: string;
  readonly to: string;
  /** `call`: it waits for an answer. Left out: `send`. */
  readonly mode?: 'call' | 'send';
}

export interface ClientSpec extends ComponentBase {
  readonly kind: 'client';
  readonly sends: readonly Workload[];
}

/** What a client keeps sending. Open: arrivals do not wait for answers. Closed: each user thinks, sends, waits for its answer. */
export interface Workload {
  readonly message: string;
  readonly to: string;
  readonly arrivals:
    | { readonly kind: 'open'; readonly every: Distribution }
    | { readonly kind: 'closed'; readonly users: number; readonly think: Distribution };
  /** First arrival is not before this. */
  readonly startUs: number;
  /** No arrival after this; null: no end. */
  readonly stopUs: number | null;
  /** At most so many messages; null: no end. */
  readonly count: number | null;
  /** Where `n` and the labels begin. */
  readonly firstNumber: number;
  readonly data: Template;
  readonly key: Template | null;
  /** What it tells a broker; null or left out: nothing. */
  readonly headers?: Template | null;
  /** How long a person waits for the answer; null: for ever. */
  readonly timeoutUs: number | null;
  readonly retry: RetrySpec | null;
  readonly guards?: CallGuards | null;
  /** True where the message expects no answer. */
  readonly oneWay: boolean;
}

export interface RetrySpec {
  /** All attempts, the first included. */
  readonly attempts: number;
  readonly backoff: 'none' | 'fixed' | 'exponential';
  readonly delayUs: number;
  readonly maxDelayUs: number | null;
  readonly jitter: 'none' | 'full' | 'equal' | 'decorrelated';
}

export interface ServiceSpec extends ComponentBase {
  readonly kind: 'service';
  readonly workers: number;
  /** Room for waiting requests; null: no bound. */
  readonly queueLimit: number | null;
  /** A request that has waited longer is turned away when its turn comes; left out: none is. */
  readonly shedUs?: number;
  /** How long it takes from Restart to being up. */
  readonly restartUs: number;
  readonly handlers: ReadonlyMap<string, Program>;
  readonly consumes: readonly Consumption[];
}

/** What a service reads; the kind of its source says how. */
export type Consumption =
  | LogConsumption
  | QueueConsumption
  | TopicConsumption
  | CatchUpConsumption
  | PersistentConsumption;

/** What the consumptions of all sources have alike. */
export interface ConsumptionBase {
  readonly from: string;
  /** The consumer group; sources without groups have one per component. */
  readonly group: string;
  /** One letter or two for the pin on the log: "P". */
  readonly mark: string;
}

export interface LogConsumption extends ConsumptionBase, Reading {
  readonly source: 'log';
  /** How long it waits before it reads a record again whose handling failed. */
  readonly retryDelayUs: number;
  /** Attempts before the record is skipped (said loudly); null: for ever, so that a poison record blocks its partition. */
  readonly maxAttempts: number | null;
}

export interface LogSpec extends ComponentBase {
  readonly kind: 'log';
  readonly partitions: number;
  /** Where the document asks for the whole broker. */
  readonly broker?: BrokerSpec;
}

/** Kinds beside the first three have a file each in `kinds/`. */
export type ComponentSpec =
  | DatabaseSpec
  | CdcSpec
  | OutboxRelaySpec
  | ClientSpec
  | ServiceSpec
  | LogSpec
  | QueueSpec
  | StreamSpec
  | RegistrySpec
  | TopicSpec
  | EventStoreSpec
  | ViewSpec
  | RelaySpec
  | VaultSpec;

/** A network path between two components, both ways alike. */
export interface LinkSpec {
  readonly between: readonly [string, string];
  readonly latency: Distribution;
  /** Probabilities per message, 0 to 1. */
  readonly loss: number;
  readonly duplication: number;
  /** Probability that a message is held back so that later ones pass it, and for how long. */
  readonly reordering: number;
  readonly holdBack: Distribution;
}

export interface VariantInfo {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

export interface Parameter {
  readonly name: string;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
  readonly unit: string;
}

export interface FitnessFunction {
  readonly name: string;
  readonly holds: Expression;
  readonly when: 'quiescent' | 'always';
}

/** Something done to the run and the condition to play on to; conditions rather than instants, so that the words stay true whatever the learner did. */
export interface Cue {
  readonly do: readonly Intervention[];
  /** Played until this holds; null: not played. */
  readonly until: Expression | null;
  /** Gives up waiting for `until` after so much virtual time, and says so. */
  readonly patienceUs: number;
}

export interface Step extends Cue {
  readonly title: string;
  /** Markdown subset: paragraphs, **strong**. */
  readonly say: string;
  readonly ask: Question | null;
  /** What "Play and find out" does after the question was answered; null: the answer is shown at once. */
  readonly find: Cue | null;
  /** Components that the step is about; the first is selected. */
  readonly look: readonly string[];
  /** The stage's one annotation. */
  readonly point: { readonly at: string; readonly title: string; readonly text: string } | null;
  /** For the speaker. */
  readonly notes: string;
  /** The words on the button that goes on to the next step. */
  readonly go: string;
  /** A variant that this step starts afresh, from instant 0 and without interventions; null: goes on with what is. */
  readonly variant: string | null;
}

export interface Question {
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly answer: number;
  readonly because: string;
  /** Per option: what would have made a wrong one true; '' for the right one. */
  readonly unless: readonly string[];
}

export type Row = { readonly [field: string]: Data };
