import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64urlText } from './base64url.ts';
import { DICTIONARY_1 } from './dictionary-1.ts';
import { parseWholeLink } from './parse-whole-link.fixture.ts';
import { LONGEST_LINK } from './link-text.ts';

const pack = (json: string): string =>
  `#/r/1${base64urlText(deflateSync(new TextEncoder().encode(json), { dictionary: new TextEncoder().encode(DICTIONARY_1) }))}`;

const BROKEN: readonly (readonly [what: string, hash: string, title: string, message: RegExp])[] = [
  ['a page that does not exist', '#/nowhere', 'This link leads nowhere', /no page `\/nowhere`/],
  ['an anchor', '#main', 'This link leads nowhere', /no page `main`/],
  ['no slug', '#/s/', 'This link leads nowhere', /names no scenario/],
  ['markup for a slug', '#/s/<script>alert(1)</script>', 'This link leads nowhere', /is not the name of a scenario/],
  ['a way out of the folder', '#/s/../../etc/passwd', 'This link leads nowhere', /is not the name of a scenario/],
  ['a slug in capitals', '#/s/Sync-Vs-Async?step=2', 'This link leads nowhere', /`Sync-Vs-Async` is not the name/],
  [
    'a slug that never ends',
    `#/s/${'a'.repeat(5_000)}`,
    'This link leads nowhere',
    /^`a{40}…` is not the name of a scenario\.$/,
  ],
  [
    'a step in words',
    '#/s/sync-vs-async?step=three',
    'A part of this link is broken',
    /`step=three` is not the number of a step/,
  ],
  ['step 0', '#/s/sync-vs-async?step=0', 'A part of this link is broken', /`step=0` is not the number of a step/],
  ['a time with a unit', '#/s/sync-vs-async?t=5s', 'A part of this link is broken', /such as `t=2.35`/],
  ['a negative time', '#/s/sync-vs-async?t=-1', 'A part of this link is broken', /`t=-1` is not a time in seconds/],
  [
    'a time that nobody lives to see',
    '#/s/sync-vs-async?t=99999999',
    'A part of this link is broken',
    /links reach one hour/,
  ],
  ['half a seed', '#/s/sync-vs-async?seed=1.5', 'A part of this link is broken', /a whole number from 0 on/],
  ['an endless seed', '#/s/sync-vs-async?seed=1e400', 'A part of this link is broken', /a whole number from 0 on/],
  [
    'an unknown intervention',
    '#/s/sync-vs-async?i=5:explode:payment',
    'A part of this link is broken',
    /`5:explode:payment` is not an intervention/,
  ],
  [
    'an intervention named like a prototype',
    '#/s/sync-vs-async?i=5:constructor:payment',
    'A part of this link is broken',
    /`5:constructor:payment`/,
  ],
  ['a probability above 1', '#/s/sync-vs-async?i=5:loss:a~b:3', 'A part of this link is broken', /`5:loss:a~b:3`/],
  [
    'a lone percent sign',
    '#/s/sync-vs-async?variant=%',
    'A part of this link is broken',
    /`variant=%` is not the name of a variant/,
  ],
  ['a check in capitals', '#/s/sync-vs-async?c=ABCDEF', 'A part of this link is broken', /`c=ABCDEF` is not a check/],
  ['a parameter without a value', '#/s/sync-vs-async?p=rate', 'A part of this link is broken', /such as `p=rate:2`/],
  [
    'a parameter called __proto__',
    '#/s/sync-vs-async?p=__proto__:1',
    'A part of this link is broken',
    /is not a list of parameters/,
  ],
  ['no payload', '#/r/', 'This link is cut off', /is missing/],
  ['an empty payload', '#/r/1', 'This link is cut off', /is missing/],
  [
    'a version that does not exist yet',
    '#/r/2abcdef',
    'This link is of another version',
    /format `2`, and this page reads format `1`/,
  ],
  ['a character of another alphabet', '#/r/1ab+cd', 'This link is damaged', /characters that no such link has/],
  ['noise', '#/r/1____________', 'This link is damaged', /Copy it again, whole/],
  ['a payload that is not JSON', pack('<h1>Hello</h1>'), 'This link is damaged', /is not JSON/],
  ['a payload without a document', pack('{"moment":"t=5"}'), 'This link is damaged', /holds no scenario/],
  ['a list for a document', pack('{"document":[]}'), 'This link is damaged', /holds no scenario/],
  ['null', pack('null'), 'This link is damaged', /holds no scenario/],
  [
    'a moment that is a number',
    pack('{"document":{"title":"T"},"moment":5}'),
    'A part of this link is broken',
    /Its moment can't be read/,
  ],
  [
    'a moment with a broken part',
    pack('{"document":{"title":"T"},"moment":"t=5&seed=x"}'),
    'A part of this link is broken',
    /`seed=x`/,
  ],
  ['a link of a megabyte', `#/s/sync-vs-async?view=${'a'.repeat(1_000_000)}`, 'This link is too long', /at most 65536/],
];

/** Published once, these are read for ever: add lines, never change one. */
const GOLDEN: readonly (readonly [hash: string, meaning: object])[] = [
  ['', { kind: 'gallery' }],
  ['#/', { kind: 'gallery' }],
  ['#/s/sync-vs-async', { kind: 'moment', slug: 'sync-vs-async', step: null, tUs: null, seed: null }],
  ['#/s/sync-vs-async?step=3&seed=7', { kind: 'moment', slug: 'sync-vs-async', step: 2, seed: 7, tUs: null }],
  [
    '#/s/sync-vs-async?step=4&t=2.35&seed=7&variant=async&p=rate:2,max-users:1e21&c=1a2b3c&view=logs',
    {
      kind: 'moment',
      step: 3,
      tUs: 2_350_000,
      seed: 7,
      variant: 'async',
      check: '1a2b3c',
      view: 'logs',
      parameters: { rate: 2, 'max-users': 1e21 },
    },
  ],
  ['#/s/a?step=2&t=4&phase=setting-up', { kind: 'moment', phase: 'setting-up' }],
  ['#/s/a?step=2&t=4&phase=finding-out', { kind: 'moment', phase: 'finding-out' }],
  ['#/s/a?step=2&t=4&phase=compared', { kind: 'moment', phase: 'compared' }],
  [
    '#/s/a?i=5:pause:payment,6:crash-at:orders:PlaceOrder:before:3,7:crash-at:orders:PlaceOrder:after:end:2,8:scale:orders:workers:4,9:skew:payment:-500000,10:burst:customer:PlaceOrder:50,11:set-parameter:pace:7,12:reset-offsets:log:payment:earliest,13:poison:b:Go:7',
    {
      kind: 'moment',
      interventions: [
        { atUs: 5_000_000, what: { kind: 'pause', component: 'payment' } },
        {
          atUs: 6_000_000,
          what: { kind: 'crash-at', component: 'orders', message: 'PlaceOrder', side: 'before', line: 3, nth: 1 },
        },
        {
          atUs: 7_000_000,
          what: { kind: 'crash-at', component: 'orders', message: 'PlaceOrder', side: 'after', line: 'end', nth: 2 },
        },
        { atUs: 8_000_000, what: { kind: 'scale', component: 'orders', what: 'workers', to: 4 } },
        { atUs: 9_000_000, what: { kind: 'skew', component: 'payment', byUs: -500_000 } },
        { atUs: 10_000_000, what: { kind: 'burst', component: 'customer', message: 'PlaceOrder', extra: 50 } },
        { atUs: 11_000_000, what: { kind: 'set-parameter', parameter: 'pace', to: 7 } },
        {
          atUs: 12_000_000,
          what: { kind: 'reset-offsets', component: 'log', group: 'payment', to: { kind: 'earliest' } },
        },
        { atUs: 13_000_000, what: { kind: 'poison', component: 'b', message: 'Go', label: '7' } },
      ],
    },
  ],
  [
    '#/s/sync-vs-async?t=9&i=5:crash:payment,6.5:restart:payment,7:poison:kitchen,7.2:slow:kitchen:2.5',
    {
      kind: 'moment',
      interventions: [
        { atUs: 5_000_000, what: { kind: 'crash', component: 'payment' } },
        { atUs: 6_500_000, what: { kind: 'restart', component: 'payment' } },
        { atUs: 7_000_000, what: { kind: 'poison', component: 'kitchen' } },
        { atUs: 7_200_000, what: { kind: 'slow', component: 'kitchen', factor: 2.5 } },
      ],
    },
  ],
  [
    '#/s/a?i=1:loss:orders~payment:0.3,2:duplication:a~b:1,3:reordering:a~b:0.05,4:partition:a~b,5:heal:a~b,6.000001:rename:orders:OrderPlaced:amount:total',
    {
      kind: 'moment',
      interventions: [
        { atUs: 1_000_000, what: { kind: 'loss', link: ['orders', 'payment'], probability: 0.3 } },
        { atUs: 2_000_000, what: { kind: 'duplication', link: ['a', 'b'], probability: 1 } },
        { atUs: 3_000_000, what: { kind: 'reordering', link: ['a', 'b'], probability: 0.05 } },
        { atUs: 4_000_000, what: { kind: 'partition', link: ['a', 'b'] } },
        { atUs: 5_000_000, what: { kind: 'heal', link: ['a', 'b'] } },
        {
          atUs: 6_000_001,
          what: { kind: 'rename', component: 'orders', message: 'OrderPlaced', field: 'amount', to: 'total' },
        },
      ],
    },
  ],
  [
    '#/s/a?i=1:latency:a~b:300ms,1:latency:a~b:120us,1:latency:a~b:1.5s,1:latency:a~b:uniform~1ms~5ms,1:latency:a~b:exponential~2s,1:latency:a~b:normal~40ms~10ms,1:latency:a~b:lognormal~5ms~20ms,1:latency:a~b:empirical~1ms~9ms,1:latency:a~b:empirical~1ms*2~9ms*0.5',
    {
      kind: 'moment',
      interventions: [
        { kind: 'constant', valueUs: 300_000 },
        { kind: 'constant', valueUs: 120 },
        { kind: 'constant', valueUs: 1_500_000 },
        { kind: 'uniform', minUs: 1_000, maxUs: 5_000 },
        { kind: 'exponential', meanUs: 2_000_000 },
        { kind: 'normal', meanUs: 40_000, sdUs: 10_000 },
        { kind: 'lognormal', medianUs: 5_000, p99Us: 20_000 },
        { kind: 'empirical', valuesUs: [1_000, 9_000] },
        { kind: 'empirical', valuesUs: [1_000, 9_000], weights: [2, 0.5] },
      ].map((latency) => ({ atUs: 1_000_000, what: { kind: 'latency', link: ['a', 'b'], latency } })),
    },
  ],
  ['#/s/a?variant=gr$f6$$df$e&embed', { kind: 'moment', variant: 'größe', extras: [['embed', '']] }],
  [
    '#/r/1I6yvJBNYpyH0OgJ7R3nAHkoeKEMQX5lBqzADYHbFGiHQ6DA0BAa8CTTUoam_FgA',
    {
      kind: 'payload',
      step: 1,
      tUs: 5_000_000,
      seed: 11,
      document: {
        eventually: 1,
        id: 'tiny',
        title: 'A tiny one',
        components: { customer: { kind: 'client', at: [0, 0] } },
      },
      interventions: [{ atUs: 4_000_000, what: { kind: 'crash', component: 'orders' } }],
    },
  ],
];

describe('a broken link', () => {
  test.each(BROKEN)('[URL-2] with %s is explained', (_, hash, title, message) => {
    const link = parseWholeLink(hash);
    expect(link).toMatchObject({ kind: 'problem', title });
    if (link.kind === 'problem') expect(link.message).toMatch(message);
  });

  test('[URL-23] of an unknown version says which one is known', () => {
    for (const version of '0234ABCxyz-_') {
      expect(parseWholeLink(`#/r/${version}AAAA`)).toMatchObject({
        kind: 'problem',
        message: expect.stringContaining('reads format `1`') as string,
      });
    }
  });

  test('[URL-3] is not even read when it is too long', () => {
    const fits = `#/s/x?future=${'a'.repeat(LONGEST_LINK)}`.slice(0, LONGEST_LINK);
    expect(parseWholeLink(fits).kind).toBe('moment');
    expect(parseWholeLink(`${fits}a`)).toMatchObject({ kind: 'problem', title: 'This link is too long' });
  });
});

describe('any text', () => {
  test('[URL-1] is a link or a problem in words, never an exception', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '#/',
        '#/s/',
        '#/r/1',
        's/',
        'a',
        '?',
        '&',
        '=',
        'step=',
        't=',
        'seed=',
        'i=',
        'p=',
        ':',
        ',',
        '~',
        '$',
        '%',
        '%ff',
        '1e999',
      ),
      fc.base64String(),
    );
    const text = fc.oneof(
      piece,
      fc.array(piece, { maxLength: 12 }).map((pieces) => `#/${pieces.join('')}`),
      fc.array(piece).map((pieces) => `#/s/a?${pieces.join('')}`),
      fc.base64String().map((s) => `#/r/1${s}`),
    );
    fc.assert(
      fc.property(text, (hash) => {
        const link = parseWholeLink(hash);
        if (link.kind !== 'problem') return;
        expect(link.title).not.toBe('');
        expect(link.message).not.toBe('');
        expect(link.message.length).toBeLessThan(400);
      }),
      { numRuns: 2_000 },
    );
  });

  test('[URL-6] of nothing is the gallery', () => {
    for (const hash of ['', '#', '#/', '#/?', '#/?utm_source=mail'])
      expect(parseWholeLink(hash)).toEqual({ kind: 'gallery' });
  });

  test('[URL-4] after a link is not part of it', () => {
    const link = parseWholeLink('#/s/sync-vs-async?step=3');
    for (const tail of ['.', ',', ')', '."', '?', ' ', ').\n'])
      expect(parseWholeLink(`#/s/sync-vs-async?step=3${tail}`)).toEqual(link);
  });
});

describe('a golden link', () => {
  test.each(GOLDEN)('[URL-5] %s means what it meant', (hash, meaning) => {
    expect(parseWholeLink(hash)).toMatchObject(meaning);
  });
});
