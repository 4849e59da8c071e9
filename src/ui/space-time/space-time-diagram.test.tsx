import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Arrow, Span, SpaceTimeView } from '../../projections/space-time.ts';
import { clientSpec, logSpec, serviceSpec } from '../stage/specs.fixture.ts';
import { message } from '../stage/views.fixture.ts';
import { Fingerprint } from './fingerprint.tsx';
import { SpaceTimeDiagram, type SpaceTimeDiagramProps } from './space-time-diagram.tsx';

const specs = [
  clientSpec('client', [0, 0], 'Client'),
  serviceSpec('orders', [1, 0], 'Orders', []),
  logSpec('topic', [2, 0], 1, 'orders'),
  serviceSpec('payment', [3, 0], 'Payment', []),
];
const scenario = { components: new Map(specs.map((spec) => [spec.id, spec])) };

const arrow = (hop: number, from: string, to: string, sentUs: number, change: Partial<Arrow> = {}): Arrow => ({
  hop,
  message: message(hop),
  from,
  to,
  passage: 'call',
  sentUs,
  dueUs: sentUs + 50_000,
  endUs: sentUs + 50_000,
  lost: null,
  duplicate: false,
  ...change,
});
const span = (task: number, change: Partial<Span> = {}): Span => ({
  component: 'orders',
  task,
  message: message(task),
  kind: 'work',
  startUs: 100_000,
  endUs: 200_000,
  timedOut: false,
  ...change,
});
const nothing: SpaceTimeView = { arrows: [], spans: [], outages: [], lag: new Map(), overtakings: [] };

const draw = (seen: Partial<SpaceTimeView>, change: Partial<SpaceTimeDiagramProps> = {}): string =>
  renderToStaticMarkup(
    <SpaceTimeDiagram
      scenario={scenario}
      spaceTime={{ ...nothing, ...seen }}
      fromUs={0}
      toUs={4_000_000}
      nowUs={2_350_000}
      playedUs={2_350_000}
      selected={null}
      lagGroup="topic/payment"
      width={1120}
      valueText="2,350 ms, Payment is down, lag 5"
      onScrub={() => {}}
      {...change}
    />,
  );
const count = (markup: string, part: string): number => markup.split(part).length - 1;

describe('the space-time diagram', () => {
  it('is a slider that says where it stands', () => {
    const markup = draw({});
    expect(markup).toContain('role="slider"');
    expect(markup).toContain('aria-valuenow="2350"');
    expect(markup).toContain('aria-valuetext="2,350 ms, Payment is down, lag 5"');
    expect(markup).toContain('not played yet');
  });

  it('draws each hop by the silhouette of its message, and a lost one ending in ×', () => {
    const markup = draw({
      arrows: [
        arrow(1, 'client', 'orders', 0),
        arrow(2, 'topic', 'payment', 0, { message: message(2, 'event'), passage: 'fetch' }),
        arrow(3, 'orders', 'client', 0, { message: message(3, 'error'), passage: 'reply' }),
        arrow(4, 'client', 'orders', 0, { lost: 'link-lost' }),
      ],
    });
    for (const head of ['command', 'event', 'error']) expect(markup).toContain(`data-head="${head}"`);
    expect(count(markup, 'data-lost="link-lost"')).toBe(1);
  });

  it('shows a message under way as a token at the playhead, also when scrubbed back', () => {
    const arrows = [arrow(1, 'client', 'orders', 2_330_000, { endUs: null }), arrow(2, 'client', 'orders', 1_000_000)];
    expect(count(draw({ arrows }), 'data-token="command"')).toBe(1);
    expect(draw({ arrows }, { nowUs: 1_020_000 })).toMatch(/data-playhead[\s\S]*data-token="command"/);
    expect(draw({ arrows }, { nowUs: 500_000 })).not.toContain('data-token');
  });

  it('leaves bookkeeping out unless it fails', () => {
    const ack = (change: Partial<Arrow>) => arrow(1, 'topic', 'orders', 0, { passage: 'ack', ...change });
    expect(draw({ arrows: [ack({})] })).not.toContain('data-arrow');
    expect(draw({ arrows: [ack({ lost: 'link-cut' })] })).toContain('data-arrow');
  });

  it('marks crash and restart, and breaks the line between them', () => {
    const outages = [{ component: 'payment', crashedUs: 1_290_000, restartedUs: 2_000_000 }];
    const markup = draw({ outages });
    expect(markup).toContain('data-mark="crash"');
    expect(markup).toContain('data-mark="restart"');
    expect(markup).toContain('>down<');
    expect(draw({ outages: [{ component: 'payment', crashedUs: 1_290_000, restartedUs: null }] })).not.toContain(
      'data-mark="restart"',
    );
  });

  it('draws work solid, and waits thin and red where no answer came', () => {
    const markup = draw({ spans: [span(1), span(2, { kind: 'wait', timedOut: true }), span(3, { kind: 'request' })] });
    expect(count(markup, 'data-span="work"')).toBe(1);
    expect(markup).toMatch(/data-span="wait"><path[^>]*fault-line/);
    expect(markup).not.toContain('data-span="request"');
  });

  it('numbers the steps of the lag and names overtakings', () => {
    const markup = draw({
      lag: new Map([
        [
          'topic/payment',
          [
            { tUs: 1_500_000, lag: 2 },
            { tUs: 1_900_000, lag: 3 },
          ],
        ],
      ]),
      overtakings: [{ atUs: 1_900_000, component: 'payment', words: '16 passes 15' }],
    });
    expect(markup).toContain('data-lag');
    expect(markup).toContain('16 passes 15');
  });

  it('turns dense arrows into a band, failures remaining arrows', () => {
    const arrows = Array.from({ length: 200 }, (_, i) =>
      arrow(i, 'client', 'orders', i * 1_000, { lost: i === 7 ? 'link-lost' : null }),
    );
    const markup = draw({ arrows });
    expect(markup).toContain('data-band="199"');
    expect(count(markup, 'data-arrow')).toBe(1);
  });

  it('keeps what touches the selection at full weight', () => {
    const arrows = [arrow(1, 'client', 'orders', 0), arrow(2, 'topic', 'payment', 0)];
    expect(draw({ arrows }, { selected: 'payment' })).toMatch(/opacity="0.75" data-arrow="1"/);
    expect(draw({ arrows }, { selected: 'payment' })).not.toMatch(/opacity="0.75" data-arrow="2"/);
    expect(draw({ arrows }, { selected: 'client~orders' })).toMatch(/opacity="0.75" data-arrow="2"/);
  });
});

it('draws a fingerprint without words', () => {
  const markup = renderToStaticMarkup(
    <Fingerprint
      scenario={scenario}
      spaceTime={{ ...nothing, arrows: [arrow(1, 'client', 'orders', 0)] }}
      fromUs={0}
      toUs={1_000_000}
      width={180}
      height={40}
    />,
  );
  expect(markup).toContain('data-head="command"');
  expect(markup).not.toContain('<text');
});
