import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interventionDocument, parseInterventions, timedInterventionDocument } from './intervention-codec.ts';
import { interventionWords } from './intervention-words.ts';
import type { Intervention, TimedIntervention } from './intervention.ts';
import { loadScenario } from './load.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';

const loaded = loadScenario(SAMPLE_DOCUMENT);
if (!loaded.ok) throw new Error('the sample does not load');
const { scenario } = loaded;

const LINK = ['orders', 'order-events'] as const;
const EVERY_KIND: readonly (readonly [Intervention, string])[] = [
  [{ kind: 'crash', component: 'payment' }, 'Payment crashes'],
  [{ kind: 'restart', component: 'payment' }, 'Payment restarts'],
  [{ kind: 'poison', component: 'customer' }, 'The next message from Customer is poisoned'],
  [{ kind: 'slow', component: 'payment', factor: 4 }, 'Payment works 4 times slower'],
  [{ kind: 'slow', component: 'payment', factor: 1 }, 'Payment works at full speed'],
  [
    { kind: 'latency', link: LINK, latency: { kind: 'constant', valueUs: 2_000_000 } },
    'The link between Orders and Order events takes 2 s',
  ],
  [
    { kind: 'loss', link: LINK, probability: 0.3 },
    'The link between Orders and Order events loses 30 % of its messages',
  ],
  [
    { kind: 'duplication', link: LINK, probability: 1 },
    'The link between Orders and Order events duplicates every message',
  ],
  [
    { kind: 'reordering', link: LINK, probability: 0 },
    'The link between Orders and Order events holds back no message',
  ],
  [{ kind: 'partition', link: LINK }, 'The link between Orders and Order events is cut'],
  [{ kind: 'heal', link: LINK }, 'The link between Orders and Order events heals'],
  [
    { kind: 'rename', component: 'orders', message: 'OrderPlaced', field: 'amount', to: 'total' },
    'Orders renames `amount` of OrderPlaced to `total`',
  ],
];

function problems(source: unknown): string[] {
  const parsed = parseInterventions(source, scenario);
  return parsed.ok
    ? []
    : parsed.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

describe('[DOC-20] an intervention', () => {
  test.each(EVERY_KIND)('%j is read as it was written', (what, words) => {
    const timed: TimedIntervention = { atUs: 1_234_567, what };
    const text = JSON.stringify([timedInterventionDocument(timed)]);
    expect(parseInterventions(text, scenario)).toEqual({ ok: true, interventions: [timed] });
    expect(timedInterventionDocument(timed)).toEqual({ at: '1.234567s', ...interventionDocument(what) });
    expect(interventionWords(what, scenario)).toBe(words);
  });

  test('at any instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000_000 }), fc.constantFrom(...EVERY_KIND), (atUs, [what]) => {
        expect(parseInterventions([timedInterventionDocument({ atUs, what })], scenario)).toEqual({
          ok: true,
          interventions: [{ atUs, what }],
        });
      }),
    );
  });
});

describe('interventions', () => {
  test('may be written as YAML too, with their defaults, in any order', () => {
    expect(
      parseInterventions(
        '[{at: 9s, restart: payment}, {at: 5s, slow: payment}, {at: 5s, loss: [order-events, orders]}]',
        scenario,
      ),
    ).toEqual({
      ok: true,
      interventions: [
        { atUs: 5_000_000, what: { kind: 'slow', component: 'payment', factor: 4 } },
        { atUs: 5_000_000, what: { kind: 'loss', link: ['order-events', 'orders'], probability: 0.3 } },
        { atUs: 9_000_000, what: { kind: 'restart', component: 'payment' } },
      ],
    });
  });

  test.each([
    ['[{"at":"5s","crash":"paymnt"}]', '1:21 [0].crash: `paymnt` is not a component; did you mean `payment`?'],
    ['[{"crash":"payment"}]', '1:2 [0]: `at` is missing'],
    ['[{"at":5,"crash":"payment"}]', '1:8 [0].at: `5` has no unit; write `5ms` or `5s`'],
    ['[{"at":"5s","crsh":"payment"}]', '1:2 [0]: `crsh` is not an intervention; did you mean `crash`?'],
    [
      '[{"at":"5s","partition":["orders"]}]',
      '1:25 [0].partition: a link is named by its two ends, as in `[orders, payment]`',
    ],
    [
      '[{"at":"5s","partition":["orders","customr"]}]',
      '1:35 [0].partition[1]: `customr` is not a component; did you mean `customer`?',
    ],
    [
      '[{"at":"5s","heal":["customer","payment"]}]',
      '1:20 [0].heal: `customer` and `payment` never talk to each other; `customer` talks to `orders`',
    ],
    [
      '[{"at":"5s","loss":["customer","orders"],"probability":30}]',
      '1:56 [0].probability: `probability` is 30; at most 1 is allowed',
    ],
    [
      '[{"at":"5s","rename":"OrderPlaced","of":"payment","field":"amount","to":"total"}]',
      '1:41 [0].of: `payment` never sends `OrderPlaced`; `orders` does',
    ],
    [
      '[{"at":"5s","rename":"OrderPlaced","of":"orders","field":"amont","to":"total"}]',
      '1:58 [0].field: `amont` is not a field of `OrderPlaced`; did you mean `amount`?',
    ],
    [
      '[{"at":"5s","rename":"OrderPlaced","of":"orders","field":"amount","to":"orderId"}]',
      '1:72 [0].to: `OrderPlaced` has a field `orderId` already',
    ],
    ['{"at":"5s"}', '1:1 : the document is an object, not a list'],
    ['[', '1:2 : a bracket is not closed: `]` is missing'],
  ])('%s are told', (text, says) => expect(problems(text)).toContain(says));
});
