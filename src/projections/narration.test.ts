import { describe, expect, it } from 'vitest';
import type { Entry } from '../trace/entry.ts';
import { entryOf, message, sent } from './hand-trace.spec.ts';
import type { HandEntry } from './hand-trace.spec.ts';
import { describe as tell } from './narration.ts';
import { sampleTrace } from './sample-run.spec.ts';
import { sampleScenario } from './sample-scenario.ts';

const scenario = sampleScenario();
const order = message(19);
const placed = message(20, { name: 'OrderPlaced', kind: 'event', label: '19' });
const answer = message(21, { kind: 'reply', inReplyTo: 19, label: '19' });
const tUs = 1_000_000;

const dropped = (changes: Partial<Extract<Entry, { kind: 'message.dropped' }>>) =>
  ({
    kind: 'message.dropped',
    tUs,
    at: 'orders',
    hop: 1,
    message: order,
    from: 'customer',
    to: 'orders',
    reason: 'receiver-down',
    why: '',
    mayComeAgain: false,
    ...changes,
  }) as HandEntry;

const life = (
  kind: 'component.crashed' | 'component.restarting' | 'component.restarted' | 'component.slowed',
  changes: object,
) => ({ kind, tUs, at: 'payment', chart: 'life', from: 'up', to: 'up', ...changes }) as HandEntry;

const cases: readonly (readonly [HandEntry, string])[] = [
  [
    { kind: 'run.started', tUs: 0, at: 'run', scenario: 'sample', variant: null, seed: 7 },
    'The run starts with seed 7',
  ],
  [life('component.crashed', { lost: 0 }), 'Payment crashes'],
  [life('component.crashed', { lost: 1 }), 'Payment crashes: 1 message in its memory is lost or late'],
  [life('component.crashed', { lost: 2 }), 'Payment crashes: 2 messages in its memory are lost or late'],
  [life('component.restarting', { untilUs: tUs + 1_500_000 }), 'Payment restarts and is up in 1,500 ms'],
  [life('component.restarted', {}), 'Payment is up again'],
  [life('component.slowed', { factor: 4 }), 'Payment takes 4 times as long for its work'],
  [life('component.slowed', { factor: 1 }), 'Payment works at its normal speed again'],
  [
    { kind: 'state.changed', tUs, at: 'customer~orders', chart: 'link', from: 'ok', to: 'slow+lossy', why: '' },
    'The link between Customer and Orders is slow and loses messages',
  ],
  [
    { kind: 'state.changed', tUs, at: 'payment', chart: 'consumer payment', from: 'out', to: 'joining', why: '' },
    'Payment asks to join group payment',
  ],
  [sent(tUs, 1, order), 'Customer sends PlaceOrder 19 to Orders'],
  [sent(tUs, 1, order, { attempt: 2 }), 'Customer sends PlaceOrder 19 to Orders again'],
  [sent(tUs, 1, order, { duplicate: true }), 'The link makes a copy of PlaceOrder 19 on its way to Orders'],
  [
    sent(tUs, 1, placed, { at: 'order-events', to: 'payment', passage: 'fetch' }),
    'Order events hands OrderPlaced 19 to Payment',
  ],
  [
    sent(tUs, 1, answer, { at: 'orders', to: 'customer', passage: 'reply' }),
    'Orders sends the answer to PlaceOrder 19 to Customer',
  ],
  [
    {
      kind: 'message.delivered',
      tUs,
      at: 'orders',
      hop: 1,
      message: order,
      from: 'customer',
      passage: 'call',
      record: null,
    },
    'PlaceOrder 19 reaches Orders',
  ],
  [
    {
      kind: 'message.delivered',
      tUs,
      at: 'customer',
      hop: 1,
      message: answer,
      from: 'orders',
      passage: 'reply',
      record: null,
    },
    'The answer to PlaceOrder 19 reaches Customer',
  ],
  [
    { kind: 'message.deduplicated', tUs, at: 'payment', message: placed, key: 'o19' },
    'Payment has handled OrderPlaced 19 before and does not repeat it',
  ],
  [
    { kind: 'message.rejected', tUs, at: 'payment', message: placed, why: '`amount` is missing' },
    'Payment rejects OrderPlaced 19: `amount` is missing',
  ],
  [
    { kind: 'handler.queued', tUs, at: 'orders', message: order, depth: 3 },
    'PlaceOrder 19 waits at Orders, number 3 in line',
  ],
  [
    { kind: 'handler.started', tUs, at: 'orders', task: 1, worker: 0, message: order, record: null },
    'Orders starts on PlaceOrder 19',
  ],
  [
    { kind: 'statement.started', tUs, at: 'orders', task: 1, worker: 0, line: 3, op: 'call', untilUs: null },
    'Orders comes to line 3, call',
  ],
  [
    {
      kind: 'handler.finished',
      tUs,
      at: 'orders',
      task: 1,
      worker: 0,
      message: order,
      outcome: 'refused',
      line: 3,
      why: 'sold out',
    },
    'Orders refuses PlaceOrder 19: sold out',
  ],
  [
    {
      kind: 'call.timed-out',
      tUs,
      at: 'orders',
      message: message(3, { name: 'Reserve' }),
      to: 'stock',
      attempt: 2,
      waitedUs: 800_000,
    },
    'Orders gives up on Stock after 800 ms (attempt 2 of 2)',
  ],
  [
    { kind: 'call.timed-out', tUs, at: 'orders', message: order, to: 'payment', attempt: 1, waitedUs: 800_000 },
    'Orders gives up on Payment after 800 ms',
  ],
  [
    { kind: 'call.retrying', tUs, at: 'customer', message: order, to: 'orders', attempt: 2, resumeUs: tUs + 20_000 },
    'Customer tries Orders again in 20 ms (attempt 2 of 2)',
  ],
  [
    { kind: 'call.failed', tUs, at: 'orders', message: order, to: 'stock', attempts: 2, why: 'Stock did not answer' },
    'Orders stops trying PlaceOrder 19: Stock did not answer',
  ],
  [
    { kind: 'workload.stopped', tUs, at: 'customer', why: '`n` is not known' },
    'Customer sends no more: `n` is not known',
  ],
  [
    { kind: 'request.completed', tUs, at: 'customer', message: order, outcome: 'ok', latencyUs: 1_290_000, data: {} },
    'Customer has the answer to PlaceOrder 19 after 1,290 ms',
  ],
  [
    { kind: 'table.written', tUs, at: 'payment', table: 'charges', key: 'o19', row: {}, isNew: true, label: '19' },
    'Payment adds o19 to charges',
  ],
  [
    { kind: 'table.read', tUs, at: 'payment', table: 'charges', key: 'o19', found: false },
    'Payment reads o19 from charges and finds nothing',
  ],
  [
    { kind: 'log.appended', tUs, at: 'order-events', partition: 1, offset: 5, message: placed },
    'Order events keeps OrderPlaced 19 at offset 5 of partition 1',
  ],
  [
    { kind: 'offset.committed', tUs, at: 'order-events', group: 'payment', partition: 1, offset: 5 },
    'Payment commits offset 5 of partition 1',
  ],
  [
    {
      kind: 'group.assigned',
      tUs,
      at: 'order-events',
      group: 'payment',
      generation: 1,
      assignment: { payment: [0, 1, 2] },
    },
    'Order events assigns partitions 0, 1 and 2 to Payment',
  ],
  [
    {
      kind: 'consumer.retrying',
      tUs,
      at: 'payment',
      message: placed,
      attempt: 2,
      resumeUs: tUs + 500_000,
      why: 'it is broken',
      record: { log: 'order-events', group: 'payment', partition: 0, offset: 0 },
    },
    'Payment cannot handle OrderPlaced 19 and reads it again in 500 ms: it is broken',
  ],
  [
    {
      kind: 'interface.changed',
      tUs,
      at: 'orders',
      message: 'OrderPlaced',
      version: 2,
      change: 'renames `amount` to `total`',
    },
    'Orders renames `amount` to `total` in OrderPlaced, which is version 2 now',
  ],
  [{ kind: 'intervention.applied', tUs, at: 'run', intervention: 0, words: 'Payment crashes' }, 'Payment crashes'],
  [
    {
      kind: 'intervention.ignored',
      tUs,
      at: 'run',
      intervention: 0,
      words: 'Payment crashes',
      why: 'it is down already',
    },
    'Payment crashes: nothing changes, because it is down already',
  ],
  [{ kind: 'limit.reached', tUs, at: 'run', why: 'Enough is enough' }, 'Enough is enough'],
];

describe('[VIEW-18] the words for', () => {
  it.each(cases.map(([entry, words]) => [entry.kind, words, entry] as const))('%s: %s', (_, words, entry) => {
    expect(tell(entryOf(entry), scenario)).toBe(words);
  });

  it('a drop say lost only where no retry can bring the message back', () => {
    const words = (entry: HandEntry): string => tell(entryOf(entry), scenario);
    expect(words(dropped({}))).toBe('PlaceOrder 19 finds Orders down: it is lost');
    expect(words(dropped({ mayComeAgain: false, duplicate: true }))).toBe('A copy of PlaceOrder 19 finds Orders down');
    expect(words(dropped({ mayComeAgain: true }))).toBe('PlaceOrder 19 finds Orders down: it is late');
    expect(words(dropped({ reason: 'link-lost' }))).toBe('PlaceOrder 19 does not get through to Orders: it is lost');
    expect(words(dropped({ reason: 'nobody-waits', message: answer, to: 'customer' }))).toBe(
      'The answer to PlaceOrder 19 comes too late: Customer no longer waits for it',
    );
  });

  it('every entry of a run with faults name no id where there is a name, and end without a full stop', () => {
    const trace = sampleTrace({
      seed: 3,
      interventions: [
        { atUs: 200_000, what: { kind: 'crash', component: 'payment' } },
        { atUs: 500_000, what: { kind: 'restart', component: 'payment' } },
        { atUs: 600_000, what: { kind: 'duplication', link: ['orders', 'order-events'], probability: 0.5 } },
        { atUs: 700_000, what: { kind: 'loss', link: ['orders', 'stock'], probability: 0.5 } },
      ],
    });
    const all = trace.entries
      .filter(({ kind }) => kind !== 'intervention.applied' && kind !== 'intervention.ignored')
      .map((entry) => tell(entry, scenario));
    expect(all.filter((words) => /order-events|undefined|null|\.$|[a-z]~[a-z]|^[a-z]/.test(words))).toEqual([]);
  });
});
