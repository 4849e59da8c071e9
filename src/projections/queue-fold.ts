import type { QueueSpec } from '../scenario/kinds/queue-spec.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { foldCommon, newborn } from './life-fold.ts';
import type { CommonState } from './life-fold.ts';
import type { GivenUpView, QueuedMessageView, QueueView } from './views/queue-view.ts';
import { counted, msText } from './words.ts';

const MOST_GIVEN_UP = 5;

/** What a queue's entries come to, without the messages that are in it. */
interface QueueState extends CommonState {
  readonly counts: { readonly [outcome: string]: number };
  readonly givenUp: readonly GivenUpView[];
}

export function initialQueue(id: string): QueueState {
  return {
    ...newborn(id),
    counts: {
      enqueued: 0,
      delivered: 0,
      acknowledged: 0,
      requeued: 0,
      'dead-lettered': 0,
      discarded: 0,
      refused: 0,
      deduplicated: 0,
      redriven: 0,
    },
    givenUp: [],
  };
}

export function foldQueue(before: QueueState, entry: Entry): QueueState {
  const state = foldCommon(before, entry);
  if (entry.at !== state.id) return state;
  switch (entry.kind) {
    case 'message.sent':
      return entry.passage === 'delivery' && !entry.duplicate ? counting(state, 'delivered') : state;
    case 'queue.enqueued':
    case 'queue.acknowledged':
    case 'queue.requeued':
    case 'queue.refused':
    case 'queue.deduplicated':
    case 'queue.redriven':
      return counting(state, entry.kind.slice('queue.'.length));
    case 'queue.dead-lettered':
    case 'queue.discarded': {
      const { message, reason, why, tUs: atUs } = entry;
      const to = entry.kind === 'queue.dead-lettered' ? entry.to : null;
      const givenUp = [{ message, reason, why, to, atUs }, ...state.givenUp].slice(0, MOST_GIVEN_UP);
      return { ...counting(state, entry.kind.slice('queue.'.length)), givenUp };
    }
    default:
      return state;
  }
}

/** The view of a queue that holds these messages. */
export function queueView(
  { id, rules }: QueueSpec,
  scenario: Scenario,
  state: QueueState,
  entryCount: number,
  messages: readonly QueuedMessageView[],
): QueueView {
  const ready = messages
    .filter((one) => one.state === 'ready')
    .sort((a, b) => b.priority - a.priority || a.position - b.position);
  const byPosition = (wanted: QueuedMessageView['state']): readonly QueuedMessageView[] =>
    messages.filter((one) => one.state === wanted).sort((a, b) => a.position - b.position);
  const unacked = byPosition('unacked');
  const delayed = byPosition('delayed');
  const oldestUs = messages.reduce<number | null>(
    (oldest, { enqueuedUs }) => (oldest === null ? enqueuedUs : Math.min(oldest, enqueuedUs)),
    null,
  );
  const counts = { ready: ready.length, unacked: unacked.length, delayed: delayed.length, ...state.counts };
  return {
    ...state,
    kind: 'queue',
    rules,
    entryCount,
    ready,
    unacked,
    delayed,
    consumers: consumersOf(id, scenario).map(({ component, mark }) => ({
      component,
      mark,
      unacked: unacked.filter(({ consumer }) => consumer === component).length,
    })),
    oldestUs,
    counts,
    depth: messages.length,
    sub: subOf(counts),
    facts: factsOf(rules, counts, oldestUs),
  };
}

function counting(state: QueueState, outcome: string): QueueState {
  return { ...state, counts: { ...state.counts, [outcome]: (state.counts[outcome] ?? 0) + 1 } };
}

function consumersOf(
  queue: string,
  scenario: Scenario,
): readonly { readonly component: string; readonly mark: string }[] {
  return [...scenario.components.values()].flatMap((spec) =>
    spec.kind === 'service'
      ? spec.consumes.filter(({ from }) => from === queue).map(({ mark }) => ({ component: spec.id, mark }))
      : [],
  );
}

function subOf({ ready = 0, unacked = 0, delayed = 0 }: QueueState['counts']): string {
  const parts = [`${ready} ready`];
  if (unacked > 0) parts.push(`${unacked} unacked`);
  if (delayed > 0) parts.push(`${delayed} delayed`);
  return parts.join(', ');
}

function factsOf(
  rules: QueueSpec['rules'],
  counts: QueueState['counts'],
  oldestUs: number | null,
): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [
    ['rules of', rules === 'sqs' ? 'Amazon SQS' : 'RabbitMQ'],
    ['ready', String(counts['ready'])],
    ['unacknowledged', String(counts['unacked'])],
  ];
  if (counts['delayed'] !== 0) facts.push(['delayed', String(counts['delayed'])]);
  if (oldestUs !== null) facts.push(['oldest since', msText(oldestUs)]);
  const given = counts['dead-lettered'] ?? 0;
  if (given > 0) facts.push(['dead letters', counted(given, 'message')]);
  if (counts['discarded'] !== 0) facts.push(['discarded', counted(counts['discarded'] ?? 0, 'message')]);
  return facts;
}
