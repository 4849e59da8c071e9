import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ComponentView, Flight, View } from '../../projections/view.ts';
import { edge } from './edges.fixture.ts';
import { layoutStage } from './layout.ts';
import { clientSpec, logSpec, serviceSpec } from './specs.fixture.ts';
import { Stage } from './stage.tsx';
import { clientView, flight, groupView, logView, message, serviceView, task, UP, viewOf } from './views.fixture.ts';

const specs = [
  clientSpec('client', [0, 0], 'Client'),
  serviceSpec('orders', [1, 0], 'Orders', ['orders']),
  logSpec('topic', [2, 0], 1),
  serviceSpec('payment', [3, 0], 'Payment', []),
];
const scenario = { components: new Map(specs.map((spec) => [spec.id, spec])) };
const edges = [
  edge('client', 'orders'),
  edge('orders', 'topic', 'send'),
  edge('topic', 'payment', 'subscribe', { group: 'payment', mark: 'P' }),
];
const layout = layoutStage(scenario, edges, { width: 1176, height: 524, portrait: false, scale: 1 });

const T = 2_350_000;
const usual: readonly ComponentView[] = [
  clientView('client'),
  serviceView('orders'),
  logView('topic', [11, 12, 13], [groupView('payment', 'P', 3, 3)]),
  serviceView('payment'),
];
const draw = (
  changed: readonly ComponentView[] = [],
  flights: readonly Flight[] = [],
  links: View['links'] = new Map(),
  selected: string | null = null,
): string => {
  const components = usual.map((component) => changed.find(({ id }) => id === component.id) ?? component);
  return renderToStaticMarkup(
    <Stage
      scenario={scenario}
      view={viewOf(T, components, flights, links)}
      edges={edges}
      layout={layout}
      selected={selected}
      followed={null}
      onSelect={() => {}}
      onFollow={() => {}}
    />,
  );
};

describe('the stage', () => {
  it('shows a crash by badge, word and name', () => {
    const markup = draw([serviceView('payment', { life: { ...UP, state: 'crashed', sinceUs: 1_290_000 } })]);
    expect(markup).toContain('data-badge="crash"');
    expect(markup).toContain('down 1,060 ms');
    expect(markup).toContain('aria-label="Payment, crashed, down 1,060 ms, lag 0"');
  });

  it('shows work as a bar with its line', () => {
    const markup = draw([
      serviceView('orders', { tasks: [task(17, { lineSinceUs: T - 50_000, lineUntilUs: T + 50_000 })] }),
    ]);
    expect(markup).toContain('work 17');
    expect(markup).toContain('data-state="busy"');
  });

  it('shows slowness, and how long a restart takes', () => {
    expect(draw([serviceView('payment', { life: { ...UP, state: 'slow', factor: 4 } })])).toContain('×4 slower');
    expect(
      draw([
        serviceView('payment', {
          life: { state: 'restarting', sinceUs: T - 200_000, untilUs: T + 300_000, factor: 1 },
        }),
      ]),
    ).toContain('up in 300 ms');
  });

  it('shows a timeout at the client', () => {
    const last = { message: message(17), outcome: 'timeout', latencyUs: 800_000, atUs: T } as const;
    const markup = draw([clientView('client', { last, outcomes: { ok: 4, refused: 0, failed: 0, timeout: 2 } })]);
    expect(markup).toContain('Timeout 17');
    expect(markup).toContain('data-outcomes="error"');
    expect(markup).toContain('4 ok, 2 timed out');
  });

  it('turns the pin of a late group red, with its lag', () => {
    const markup = draw([logView('topic', [11, 12, 13], [groupView('payment', 'P', 0, 3)])]);
    expect(markup).toContain('data-unread');
    expect(markup).toContain('Payment, up, lag 3');
    expect(draw()).not.toContain('data-unread');
  });

  it('draws poison, errors and replies as what they are', () => {
    const flights = [
      flight(1, 'topic', 'payment', {
        passage: 'fetch',
        dueUs: T * 2,
        message: message(14, 'event', { poison: true }),
      }),
      flight(2, 'orders', 'client', { passage: 'reply', dueUs: T * 2, message: message(15, 'error') }),
      flight(3, 'orders', 'client', { passage: 'reply', dueUs: T * 2, message: message(16, 'reply') }),
    ];
    const markup = draw([], flights);
    for (const kind of ['poison', 'error', 'reply']) expect(markup).toContain(`data-token="${kind}"`);
    expect(markup).toContain('aria-label="OrderPlaced 14, event, poison, from topic to Payment"');
  });

  it('cuts, gaps and badges links by their faults', () => {
    const link = (id: string, state: string): View['links'] => new Map([[id, { id, state, sinceUs: 0, why: '' }]]);
    expect(draw([], [], link('client~orders', 'cut'))).toContain('data-cut');
    expect(draw([], [], link('orders~topic', 'slow+lossy'))).toContain('Orders sends to topic, loses messages');
    expect(draw([], [], link('orders~topic', 'duplicating'))).toContain('data-badge="duplicate"');
  });

  it('turns the rails red while somebody waits for what is down', () => {
    const open = [{ message: message(19), sinceUs: 0, timeoutAtUs: null }];
    const down = serviceView('orders', { life: { ...UP, state: 'crashed' } });
    expect(draw([down, clientView('client', { open })])).toContain('Client calls Orders, waits in vain');
    expect(draw([down])).not.toContain('waits in vain');
  });

  it('shows what waits for a worker, and the rows written last', () => {
    const row = { key: 'o11', row: { orderId: 'o11', status: 'placed' }, writtenUs: T, label: '11' };
    const markup = draw([
      serviceView('orders', {
        queue: Array.from({ length: 8 }, (_, i) => message(i)),
        tables: [{ name: 'orders', size: 1, recent: [row], rows: () => new Map() }],
      }),
    ]);
    expect(markup).toContain('data-inbox="8"');
    expect(markup).toContain('+3');
    expect(markup).toContain('placed');
    expect(markup).toContain('data-hot');
  });

  it('marks who is selected, a link too', () => {
    expect(draw().split('data-selected').length).toBe(1);
    expect(draw([], [], new Map(), 'payment').split('data-selected').length).toBe(2);
    expect(draw([], [], new Map(), 'client~orders').split('data-selected').length).toBe(2);
  });

  it('is a figure whose parts are buttons, in the order of the flow', () => {
    const markup = draw([], [], new Map(), 'payment');
    const labels = [...markup.matchAll(/role="button"[^>]*aria-label="([^",]*)/g)].map(([, label]) => label);
    expect(labels).toEqual([
      'Client',
      'Client calls Orders',
      'Orders',
      'Orders sends to topic',
      'topic',
      'topic feeds Payment',
      'Payment',
    ]);
    expect(markup).toMatch(/aria-label="Payment[^"]*" aria-pressed="true"/);
    expect(markup.startsWith('<figure')).toBe(true);
  });
});
