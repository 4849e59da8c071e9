import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flight } from '../../projections/view.ts';
import { edge } from './edges.fixture.ts';
import { FlightPaths } from './flight-path.ts';
import { layoutStage } from './layout.ts';
import { clientSpec, logSpec, serviceSpec } from './specs.fixture.ts';
import { tokenAt, trafficOf } from './traffic.ts';
import { flight, message } from './views.fixture.ts';

const specs = [
  clientSpec('client', [0, 0], 'Client'),
  serviceSpec('orders', [1, 0], 'Orders', []),
  logSpec('topic', [2, 0], 1),
  serviceSpec('payment', [3, 0], 'Payment', []),
];
const layout = layoutStage(
  { components: new Map(specs.map((spec) => [spec.id, spec])) },
  [
    edge('client', 'orders'),
    edge('orders', 'topic', 'send'),
    edge('topic', 'payment', 'subscribe', { group: 'payment', mark: 'P' }),
  ],
  { width: 1176, height: 524, portrait: false, scale: 1 },
);
const paths = new FlightPaths(layout);
const way = (one: Flight) => paths.of(one) as NonNullable<ReturnType<FlightPaths['of']>>;

describe('a token', () => {
  const call = flight(1, 'client', 'orders');

  it('sets out at its sender and arrives at its receiver without covering either', () => {
    const [client, orders] = [layout.nodes.get('client'), layout.nodes.get('orders')];
    const [start] = tokenAt(call, way(call), 0);
    const [end] = tokenAt(call, way(call), 100_000);
    expect(start - 12).toBeGreaterThan((client?.x ?? Infinity) + (client?.width ?? 0));
    expect(end + 12).toBeLessThan(orders?.x ?? 0);
  });

  it('goes equal ways in equal times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90_000 }), (t) => {
        const [a, b, c] = [t, t + 5_000, t + 10_000].map((at) => tokenAt(call, way(call), at)[0]) as [
          number,
          number,
          number,
        ];
        expect(b - a).toBeCloseTo(c - b, 1);
      }),
    );
  });

  it('goes back on the way that the call came', () => {
    const reply = flight(2, 'orders', 'client', { passage: 'reply', message: message(1, 'reply') });
    const [there, back] = [tokenAt(call, way(call), 30_000), tokenAt(reply, way(reply), 70_000)];
    expect(back[0]).toBeCloseTo(there[0], 1);
  });

  it('jumps between sender, middle and receiver where motion is reduced', () => {
    const places = new Set(
      [0, 10_000, 40_000, 60_000, 90_000, 100_000].map((t) => tokenAt(call, way(call), t, true)[0]),
    );
    expect(places.size).toBe(3);
  });

  it('comes from the log to who reads it', () => {
    const fetch = flight(3, 'topic', 'payment', { passage: 'fetch', message: message(3, 'event') });
    expect(tokenAt(fetch, way(fetch), 60_000)[0]).toBeGreaterThan(tokenAt(fetch, way(fetch), 10_000)[0]);
  });
});

describe('traffic', () => {
  const many = (count: number, change: (i: number) => Partial<Flight> = () => ({})): Flight[] =>
    Array.from({ length: count }, (_, i) =>
      flight(i, 'client', 'orders', { sentUs: i, dueUs: 100_000 + i, ...change(i) }),
    );
  const draw = (flights: readonly Flight[], followed: number | null = null) =>
    trafficOf(flights, paths, { tUs: 50_000, followed });

  it('numbers up to six tokens, shrinks up to twenty', () => {
    expect(draw(many(6)).tokens.map(({ number, size }) => [number, size])).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => [String(n), 25]),
    );
    expect(new Set(draw(many(20)).tokens.map(({ number, size }) => `${number} ${size}`))).toEqual(
      new Set(['undefined 16']),
    );
  });

  it('counts what is too much for tokens', () => {
    const { tokens, ribbons } = draw(many(21));
    expect(tokens).toEqual([]);
    expect(ribbons).toMatchObject([{ count: 21, kind: 'command' }]);
    expect(draw(many(5_000)).ribbons[0]?.rate).toBeCloseTo(50_000);
  });

  it('keeps failures, poison and the followed message as tokens in any crowd', () => {
    const flights = many(300, (i) => ({ message: message(i, i === 1 ? 'error' : 'command', { poison: i === 2 }) }));
    const { tokens, ribbons } = draw(flights, 3);
    expect(tokens.map(({ kind, followed }) => [kind, followed])).toEqual([
      ['error', false],
      ['poison', false],
      ['command', true],
    ]);
    expect(ribbons[0]?.count).toBe(297);
  });

  it('draws no more than the stage can bear, the most crowded way first', () => {
    const crowd = [
      ...many(18),
      ...many(10).map((one, i) => ({ ...one, hop: 100 + i, from: 'topic', to: 'payment', passage: 'fetch' as const })),
    ];
    const { tokens, ribbons } = trafficOf(crowd, paths, { tUs: 50_000, followed: null, most: 12 });
    expect(tokens).toHaveLength(10);
    expect(ribbons.map(({ count }) => count)).toEqual([18]);
  });

  it('loses nobody: every flight is a token or counted', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(80), (calls, reads) => {
        const flights = [
          ...many(calls),
          ...Array.from({ length: reads }, (_, i) => flight(1_000 + i, 'topic', 'payment', { passage: 'fetch' })),
        ];
        const { tokens, ribbons } = draw(flights);
        expect(tokens.length + ribbons.reduce((sum, { count }) => sum + count, 0)).toBe(flights.length);
        expect(tokens.length).toBeLessThanOrEqual(60);
      }),
    );
  });

  it('draws a copy as a copy', () => {
    const [copy] = draw([flight(1, 'client', 'orders', { duplicate: true })]).tokens;
    expect(copy).toMatchObject({ kind: 'command', glyph: '×2' });
    const [event] = draw([flight(1, 'client', 'orders', { duplicate: true, message: message(1, 'event') })]).tokens;
    expect(event?.kind).toBe('duplicate');
  });
});
