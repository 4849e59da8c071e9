import { isRecord } from '../scenario/kind-words.ts';
import { BROKER_FIELDS } from '../scenario/log-options.ts';

/** A part of the engine that only some scenarios need. */
export interface Part {
  /** A document needs it where it has a component of one of these kinds, or a field of one of these names. */
  readonly kinds?: readonly string[];
  readonly fields?: readonly string[];
  /** Or a text that matches: an expression that asks for something. */
  readonly text?: RegExp;
  fetch(): Promise<unknown>;
}

/** Fields by which interventions tell that their code is fetched. */
const FURTHER_FIELDS = [
  'pause',
  'resume',
  'subscribe',
  'scale',
  'before',
  'after',
  'replica',
  'skew',
  'burst',
  'set-parameter',
  'change',
  'expire-retention',
  'rebuild-view',
  'scavenge',
  'redrive',
  'edit-event',
  'reset-offsets',
  'forget-person',
  'copy-stream',
  'rotate-key',
  'wiretap',
];

/** Fetches the interventions that are not here from the start. */
export async function fetchInterventions(): Promise<void> {
  await Promise.all([
    import('../run/kinds/interventions.ts'),
    import('../kernel/further-distributions.ts'),
    import('../projections/kinds/interventions.ts'),
    // Offsets of any log can be reset, and its records expire.
    import('../projections/kinds/log-broker.ts'),
  ]);
}

/** One line per file of `run/kinds` with its counterpart in `projections/kinds`. */
const PARTS: Part[] = [
  {
    fields: ['exponential', 'normal', 'lognormal', 'median', 'empirical'],
    fetch: () => import('../kernel/further-distributions.ts'),
  },
  {
    fields: [...BROKER_FIELDS, 'acks', 'replica', 'expire-retention', 'reset-offsets'],
    fetch: () => Promise.all([import('../run/kinds/log-broker.ts'), import('../projections/kinds/log-broker.ts')]),
  },
  {
    text: /\b(?:p|throughput|errorRate|staleness|happened)\(/,
    fetch: () => import('../projections/kinds/measures.ts'),
  },
  {
    kinds: ['database'],
    fetch: () => Promise.all([import('../run/kinds/database.ts'), import('../projections/kinds/database.ts')]),
  },
  {
    fields: ['saga'],
    fetch: () => Promise.all([import('../run/kinds/saga.ts'), import('../projections/kinds/saga.ts')]),
  },
  {
    kinds: ['cdc', 'outbox-relay'],
    fetch: () => Promise.all([import('../run/kinds/cdc.ts'), import('../projections/kinds/cdc.ts')]),
  },
  {
    kinds: ['event-store'],
    fetch: () => Promise.all([import('../run/kinds/event-store.ts'), import('../projections/kinds/event-store.ts')]),
  },
  {
    kinds: ['view'],
    fields: ['delete'],
    fetch: () => Promise.all([import('../run/kinds/view.ts'), import('../projections/kinds/view.ts')]),
  },
  {
    kinds: ['queue'],
    fetch: () => Promise.all([import('../run/kinds/queue.ts'), import('../projections/kinds/queue.ts')]),
  },
  {
    kinds: ['topic'],
    fetch: () => Promise.all([import('../run/kinds/topic.ts'), import('../projections/kinds/topic.ts')]),
  },
  {
    fields: ['breaker', 'bulkhead', 'rateLimit', 'budget', 'order'],
    fetch: () => Promise.all([import('../run/kinds/guards.ts'), import('../projections/kinds/guards.ts')]),
  },
  { fields: FURTHER_FIELDS, fetch: fetchInterventions },
  {
    kinds: ['registry'],
    fetch: () => Promise.all([import('../run/kinds/registry.ts'), import('../projections/kinds/registry.ts')]),
  },
  {
    kinds: ['gateway', 'esb', 'external', 'balancer', 'cache'],
    fetch: () => Promise.all([import('../run/kinds/relays.ts'), import('../projections/kinds/relays.ts')]),
  },
  {
    kinds: ['vault'],
    fields: ['access', 'personal', 'wiretap'],
    fetch: () => Promise.all([import('../run/kinds/security.ts'), import('../projections/kinds/security.ts')]),
  },
  {
    kinds: ['stream'],
    fetch: () => Promise.all([import('../run/kinds/stream.ts'), import('../projections/kinds/stream.ts')]),
  },
  {
    fields: ['for each', 'together', 'schedule', 'cancel'],
    fetch: () => Promise.all([import('../run/kinds/control.ts'), import('../projections/kinds/control.ts')]),
  },
];

/** From now on a part is fetched too: the drawings, which are no matter of the session's. */
export function fetchesAlso(part: Part): void {
  PARTS.push(part);
}

/** Fetches what a document needs, variants included; at once where it is here already. Rejects where it can't be fetched. */
export async function fetchKinds(document: unknown): Promise<void> {
  const kinds = new Set<string>();
  const fields = new Set<string>();
  const texts: string[] = [];
  collect(document, kinds, fields, texts);
  const needed = PARTS.filter(
    (part) =>
      part.kinds?.some((kind) => kinds.has(kind)) ||
      part.fields?.some((field) => fields.has(field)) ||
      texts.some((text) => part.text?.test(text)),
  );
  await Promise.all(needed.map((part) => part.fetch()));
}

/** Without recursion: a document from a stranger may be nested deeply. */
function collect(document: unknown, kinds: Set<string>, fields: Set<string>, texts: string[]): void {
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (isRecord(value)) {
      for (const [field, inner] of Object.entries(value)) {
        fields.add(field);
        if (field === 'kind' && typeof inner === 'string') kinds.add(inner);
        open.push(inner);
      }
    }
  }
}
