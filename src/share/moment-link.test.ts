import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distributionProblem, type Distribution } from '../kernel/distribution.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { furtherInterventions } from '../scenario/interventions/further.fixture.ts';
import { momentLinkText } from './moment-link.ts';
import { parseLink } from './parse-link.ts';
import { EMPTY_RUN, LATEST_US, LINK_PHASES, type MomentLink } from './run-link.ts';

const name = fc.oneof(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/), fc.string({ minLength: 1, unit: 'binary' }));
const durationUs = fc.nat({ max: 10_000_000_000 });
const distribution: fc.Arbitrary<Distribution> = fc
  .oneof(
    durationUs.map((valueUs) => ({ kind: 'constant' as const, valueUs })),
    fc
      .tuple(durationUs, durationUs)
      .map(([a, b]) => ({ kind: 'uniform' as const, minUs: Math.min(a, b), maxUs: Math.max(a, b) })),
    durationUs.map((meanUs) => ({ kind: 'exponential' as const, meanUs })),
    fc.record({ kind: fc.constant('normal' as const), meanUs: durationUs, sdUs: durationUs }),
    fc
      .tuple(durationUs, durationUs)
      .map(([a, b]) => ({ kind: 'lognormal' as const, medianUs: 1 + Math.min(a, b), p99Us: 1 + Math.max(a, b) })),
    fc.array(durationUs, { minLength: 1, maxLength: 5 }).map((valuesUs) => ({ kind: 'empirical' as const, valuesUs })),
    fc
      .array(fc.tuple(durationUs, fc.double({ min: 0.001, max: 9, noNaN: true })), { minLength: 1, maxLength: 5 })
      .map((pairs) => ({
        kind: 'empirical' as const,
        valuesUs: pairs.map(([us]) => us),
        weights: pairs.map(([, weight]) => weight),
      })),
  )
  .filter((made) => distributionProblem(made) === undefined);
const link = fc.tuple(name, name);
const intervention: fc.Arbitrary<Intervention> = fc.oneof(
  fc.record({ kind: fc.constantFrom('crash' as const, 'restart' as const), component: name }),
  fc.record({ kind: fc.constant('poison' as const), component: name }),
  fc.record({ kind: fc.constant('poison' as const), component: name, message: name }),
  fc.record({ kind: fc.constant('poison' as const), component: name, message: name, label: name }),
  furtherInterventions(name),
  fc.record({
    kind: fc.constant('slow' as const),
    component: name,
    factor: fc.double({ min: 1e-9, max: 1e30, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('latency' as const), link, latency: distribution }),
  fc.record({
    kind: fc.constantFrom('loss' as const, 'duplication' as const, 'reordering' as const),
    link,
    probability: fc.double({ min: 0, max: 1, noNaN: true }).map((p) => p + 0),
  }),
  fc.record({ kind: fc.constantFrom('partition' as const, 'heal' as const), link }),
  fc.record({ kind: fc.constant('rename' as const), component: name, message: name, field: name, to: name }),
);
const timed: fc.Arbitrary<TimedIntervention> = fc.record({ atUs: fc.nat({ max: LATEST_US }), what: intervention });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const known = new Set(['step', 't', 'phase', 'seed', 'variant', 'p', 'i', 'c', 'view']);
const moment: fc.Arbitrary<MomentLink> = fc.record({
  kind: fc.constant('moment' as const),
  slug: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/),
  step: orNull(fc.nat({ max: 998 })),
  tUs: orNull(fc.nat({ max: LATEST_US })),
  phase: orNull(fc.constantFrom(...LINK_PHASES)),
  seed: orNull(fc.nat({ max: Number.MAX_SAFE_INTEGER })),
  variant: orNull(name),
  parameters: fc.dictionary(
    name.filter((key) => !(key in Object.prototype)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    { maxKeys: 4, noNullPrototype: true },
  ),
  interventions: fc.array(timed, { maxLength: 6 }),
  check: orNull(fc.stringMatching(/^[0-9a-f]{6}$/)),
  view: orNull(name),
  extras: fc.uniqueArray(
    fc.tuple(
      fc.string({ minLength: 1 }).filter((key) => !known.has(key) && !key.startsWith('amp;')),
      fc.string(),
    ),
    { selector: ([key]) => key, maxLength: 3 },
  ),
});

const plain: MomentLink = { kind: 'moment', slug: 'sync-vs-async', ...EMPTY_RUN };

describe('a moment link', () => {
  test('[URL-10] [URL-14] is read back as it was written', () => {
    fc.assert(
      fc.property(moment, (written) => {
        expect(parseLink(momentLinkText(written))).toEqual(written);
      }),
    );
  });

  test('[URL-13] survives being escaped once more', () => {
    fc.assert(
      fc.property(
        moment.map((written) => ({ ...written, extras: [] })),
        (written) => {
          const text = momentLinkText(written);
          expect(text).toMatch(/^#\/s\/[A-Za-z0-9?&=:,~*$._-]*$/);
          expect(text).not.toMatch(/[.,:]$/);
          const [path = '', query = ''] = text.split('?');
          const escaped = query
            .split('&')
            .map((pair) => pair.split('=').map(encodeURIComponent).join('='))
            .join('&');
          expect(parseLink(`${path}?${escaped}`)).toEqual(written);
          expect(parseLink(text.replaceAll('&', '&amp;'))).toEqual(written);
        },
      ),
    );
  });

  test('[URL-11] says only what it must', () => {
    expect(momentLinkText(plain)).toBe('#/s/sync-vs-async');
    expect(momentLinkText({ ...plain, tUs: 0, step: 0 })).toBe('#/s/sync-vs-async?step=1&t=0');
    expect(momentLinkText({ ...plain, tUs: 2_350_000, step: 2 })).toBe('#/s/sync-vs-async?step=3&t=2.35');
    expect(momentLinkText({ ...plain, tUs: 10_000_001 })).toBe('#/s/sync-vs-async?t=10.000001');
  });

  test('[URL-16] writes interventions so that people can read them', () => {
    const interventions: TimedIntervention[] = [
      { atUs: 5_000_000, what: { kind: 'crash', component: 'payment' } },
      { atUs: 7_200_000, what: { kind: 'slow', component: 'kitchen', factor: 2.5 } },
      { atUs: 8_000_000, what: { kind: 'loss', link: ['orders', 'order-events'], probability: 0.3 } },
      {
        atUs: 9_000_000,
        what: { kind: 'latency', link: ['a', 'b'], latency: { kind: 'lognormal', medianUs: 5_000, p99Us: 1_500_000 } },
      },
      { atUs: 9_000_001, what: { kind: 'latency', link: ['a', 'b'], latency: { kind: 'constant', valueUs: 120 } } },
      {
        atUs: 10_000_000,
        what: { kind: 'rename', component: 'orders', message: 'OrderPlaced', field: 'amount', to: 'größe' },
      },
    ];
    expect(momentLinkText({ ...plain, interventions })).toBe(
      '#/s/sync-vs-async?i=5:crash:payment,7.2:slow:kitchen:2.5,8:loss:orders~order-events:0.3,' +
        '9:latency:a~b:lognormal~5ms~1.5s,9.000001:latency:a~b:120us,10:rename:orders:OrderPlaced:amount:gr$f6$$df$e',
    );
  });

  test('[URL-12] with a step and a seed stays under 80 characters', () => {
    const longest = { ...plain, slug: 'a'.repeat(40), step: 998, seed: Number.MAX_SAFE_INTEGER };
    expect(parseLink(momentLinkText(longest))).toEqual(longest);
    expect(momentLinkText(longest).length).toBeLessThan(80);
    expect(parseLink(momentLinkText({ ...longest, slug: 'a'.repeat(41) })).kind).toBe('problem');
  });

  test('[URL-15] loses only what is broken', () => {
    const read = parseLink(
      '#/s/sync-vs-async?step=3&seed=x&i=5:crash:payment,6:explode:payment,7:crash&t=2.5&c=012abc&future=1',
    );
    expect(read).toMatchObject({
      kind: 'problem',
      saved: {
        slug: 'sync-vs-async',
        step: 2,
        seed: null,
        tUs: 2_500_000,
        interventions: [{ atUs: 5_000_000, what: { kind: 'crash', component: 'payment' } }],
        check: null,
        extras: [['future', '1']],
      },
    });
    expect(read.kind === 'problem' && read.message).toBe(
      '`seed=x` is not a seed: a whole number from 0 on. ' +
        '`6:explode:payment` is not an intervention that this version knows. ' +
        '`7:crash` is not an intervention that this version knows.',
    );
  });

  test('[URL-17] reaches one hour', () => {
    expect(parseLink('#/s/x?t=3600')).toMatchObject({ kind: 'moment', tUs: 3_600_000_000 });
    expect(parseLink('#/s/x?t=3600.000001')).toMatchObject({ kind: 'problem' });
  });
});
