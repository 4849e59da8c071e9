import { z } from 'zod';
import { interventionSchema, pairSchema } from './intervention-schema.ts';
import { headerFields } from './headers-schema.ts';
import { cdcSchema, outboxRelaySchema } from './kinds/cdc-schema.ts';
import { databaseSchema } from './kinds/database-schema.ts';
import { eventStoreSchema, storeConsumptionFields } from './kinds/event-store-schema.ts';
import { keepingFields, readingFields } from './kinds/log-schema.ts';
import { checkBrokerFields } from './kinds/broker-fields.ts';
import { guardFields } from './guards/guard-schema.ts';
import { queueConsumptionFields, queueSchema } from './kinds/queue-schema.ts';
import { registrySchema } from './kinds/registry-schema.ts';
import { balancerSchema, busSchema, cacheSchema, externalSchema, gatewaySchema } from './kinds/relay-schema.ts';
import { streamSchema } from './kinds/stream-schema.ts';
import { interestFields, topicSchema } from './kinds/topic-schema.ts';
import { vaultSchema } from './kinds/vault-schema.ts';
import { viewSchema } from './kinds/view-schema.ts';
import { LIMITS } from './limits.ts';
import {
  common,
  distribution,
  duration,
  expression,
  fields,
  line,
  name,
  probability,
  prose,
  value,
  whole,
  word,
} from './schema-parts.ts';
import { accessSchema, personalSchema } from './security/security-schema.ts';
import { blockSchema, retrySchema } from './statement-schema.ts';

/** What the document format is called in its first line: `eventually: 1`. */
export const FORMAT_VERSION = 1;

const FIELD_TYPES = [
  'string',
  'number',
  'integer',
  'boolean',
  'any',
  'string?',
  'number?',
  'integer?',
  'boolean?',
  'any?',
] as const;

const message = fields('a message', {
  kind: word('a kind of message', ['command', 'query', 'event']),
  version: whole(1, 1_000).optional(),
  about: prose.optional(),
  fields: z.record(name('a field'), word('a type', FIELD_TYPES)).optional(),
  personal: personalSchema.optional(),
});

const workload = fields('a workload', {
  command: z.string().optional(),
  query: z.string().optional(),
  event: z.string().optional(),
  to: z.string(),
  every: distribution.optional(),
  users: whole(1, LIMITS.users).optional(),
  think: distribution.optional(),
  start: duration.optional(),
  stop: duration.optional(),
  count: whole(1, 1_000_000).optional(),
  first: whole(0, 1_000_000).optional(),
  data: value.optional(),
  key: value.optional(),
  ...headerFields,
  timeout: duration.optional(),
  retry: retrySchema.optional(),
  ...guardFields,
  idempotencyKey: value.optional(),
});

const consumption = fields('a consumption', {
  from: z.string(),
  group: name('a consumer group').optional(),
  mark: z.string().min(1).max(2).optional(),
  retry: fields('the retry of a consumption', {
    delay: duration.optional(),
    attempts: whole(1, LIMITS.attempts).optional(),
  }).optional(),
  ...queueConsumptionFields,
  ...interestFields,
  ...readingFields,
  ...storeConsumptionFields,
});

export type ConsumptionDocument = z.infer<typeof consumption>;

const client = fields('a client', {
  kind: z.literal('client'),
  ...common,
  absent: z.boolean().optional(),
  sends: z.array(workload).max(20).optional(),
});

const service = fields('a service', {
  kind: z.literal('service'),
  ...common,
  absent: z.boolean().optional(),
  workers: whole(1, LIMITS.workers).optional(),
  queue: whole(0, 1_000_000).optional(),
  shed: duration.optional(),
  restart: duration.optional(),
  store: name('a component').optional(),
  on: z.record(z.string(), blockSchema).optional(),
  consumes: z.array(consumption).max(20).optional(),
});

const log = fields('a log', {
  kind: z.literal('log'),
  ...common,
  partitions: whole(1, LIMITS.partitions).optional(),
  ...keepingFields,
});

const component = z
  .discriminatedUnion('kind', [
    client,
    service,
    log,
    streamSchema,
    gatewaySchema,
    busSchema,
    balancerSchema,
    cacheSchema,
    externalSchema,
    queueSchema,
    topicSchema,
    registrySchema,
    eventStoreSchema,
    viewSchema(blockSchema, consumption),
    databaseSchema,
    cdcSchema,
    outboxRelaySchema,
    vaultSchema,
  ])
  .meta({ id: 'Component' });

const link = fields('a link', {
  between: pairSchema,
  latency: distribution.optional(),
  loss: probability.optional(),
  duplication: probability.optional(),
  reordering: probability.optional(),
  hold: distribution.optional(),
  wiretap: z.string().optional(),
});

const variantInfo = { title: line, about: prose.optional() };

const cue = {
  do: z.array(interventionSchema).max(20).optional(),
  until: expression.optional(),
  patience: duration.optional(),
};

const step = fields('a step', {
  title: line,
  say: prose,
  variant: z.string().optional(),
  ...cue,
  ask: fields('a question', {
    question: line,
    options: z.array(line).min(2).max(6),
    answer: whole(0, 5),
    because: prose,
    unless: z.array(line).max(6).optional(),
  }).optional(),
  find: fields('`find`', cue).optional(),
  look: z.array(z.string()).max(20).optional(),
  point: fields('`point`', { at: z.string(), title: line, text: line.optional() }).optional(),
  notes: prose.optional(),
  go: line.optional(),
});

const parameter = fields('a parameter', {
  label: line,
  min: z.number(),
  max: z.number(),
  step: z.number().positive(),
  default: z.number(),
  unit: line.optional(),
});

function atMost<T extends z.ZodType<object>>(most: number, noun: string, schema: T): T {
  return schema.refine((entries) => Object.keys(entries).length <= most, {
    error: ({ input }) => `there are ${Object.keys(input as object).length} ${noun}; ${most} are allowed`,
  });
}

/** The document format, whole. Strict: what it doesn't know is an error, so that a typing mistake never passes in silence. */
export const documentSchema = fields('a scenario', {
  eventually: z.literal(FORMAT_VERSION, {
    error: ({ input }) =>
      input === undefined
        ? 'the document has no `eventually: 1`, which says what it is'
        : `\`eventually: ${String(input).slice(0, 20)}\` is a format that this version doesn't know; it knows 1`,
  }),
  id: name('an id'),
  title: line,
  subtitle: line.optional(),
  summary: prose.optional(),
  takeaway: prose.optional(),
  chapter: whole(0, 999).optional(),
  seed: whole(0, 4_294_967_295).optional(),
  speed: z.number().min(0.001).max(100).optional(),
  window: duration.optional(),
  variant: fields('`variant`', { id: name('a variant'), ...variantInfo }).optional(),
  messages: atMost(LIMITS.messages, 'messages', z.record(name('a message'), message)),
  components: atMost(LIMITS.components, 'components', z.record(name('a component'), component)),
  network: fields('`network`', { latency: distribution }).optional(),
  links: z.array(link).max(1_000).optional(),
  access: accessSchema.optional(),
  parameters: z.record(name('a parameter'), parameter).optional(),
  fitness: z
    .array(
      fields('a fitness function', {
        name: line,
        holds: expression,
        when: word('a time to check', ['quiescent', 'always']).optional(),
      }),
    )
    .max(50)
    .optional(),
  steps: z.array(step).max(LIMITS.steps).optional(),
  variants: atMost(
    LIMITS.variants,
    'variants',
    z.record(name('a variant'), fields('a variant', { ...variantInfo, patch: z.record(z.string(), z.unknown()) })),
  ).optional(),
  glossary: z.array(line).max(100).optional(),
  challenge: fields('a challenge', { text: prose, holds: expression }).optional(),
})
  .superRefine((document, context) => checkBrokerFields(document, context))
  .meta({ title: 'Eventually scenario', description: 'A scenario of the Eventually simulator.' });

export type ScenarioDocument = z.infer<typeof documentSchema>;
export type ComponentDocument = ScenarioDocument['components'][string];
export type ClientDocument = ComponentDocument & { kind: 'client' };
export type ServiceDocument = ComponentDocument & { kind: 'service' };
export type LogDocument = ComponentDocument & { kind: 'log' };
export type WorkloadDocument = NonNullable<ClientDocument['sends']>[number];
export type StepDocument = NonNullable<ScenarioDocument['steps']>[number];
export type CueDocument = Pick<StepDocument, 'do' | 'until' | 'patience'>;

/** The published JSON Schema, generated from the one that checks documents. */
export function jsonSchema(): unknown {
  return z.toJSONSchema(documentSchema, { target: 'draft-2020-12', io: 'input' });
}
