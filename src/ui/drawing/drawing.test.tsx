import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Anatomy } from './anatomy.tsx';
import { Breaker } from './breaker.tsx';
import { CdcNode } from './cdc-node.tsx';
import { ClientNode } from './client-node.tsx';
import { curve } from './curve.ts';
import { EventStoreNode } from './event-store-node.tsx';
import { ExternalNode } from './external-node.tsx';
import { FAULTS, FaultBadge } from './fault-badge.tsx';
import { FitnessMark } from './fitness-mark.tsx';
import { GatewayNode } from './gateway-node.tsx';
import { ICON_NAMES, Icon } from './icon.tsx';
import { Link, type LinkState } from './link.tsx';
import { LogNode } from './log-node.tsx';
import { Mark } from './mark.tsx';
import type { NodeState } from './node-state.tsx';
import { Pill } from './pill.tsx';
import { QueueNode } from './queue-node.tsx';
import { RegistryNode } from './registry-node.tsx';
import { Ribbon } from './ribbon.tsx';
import { ServiceNode } from './service-node.tsx';
import { SpaceTimeHead } from './space-time-head.tsx';
import { StreamProcessorNode } from './stream-processor-node.tsx';
import { TableNode } from './table-node.tsx';
import { Token } from './token.tsx';
import { TOKEN_KINDS } from './token-kind.ts';

const draw = (element: ReactElement): string => renderToStaticMarkup(element);
/** What is left of a drawing in greyscale: everything but its colour names. */
const grey = (element: ReactElement): string =>
  draw(element)
    .replaceAll(/var\(--[\w-]+\)/g, 'ink')
    .replaceAll(/ data-[\w-]+="[^"]*"/g, '');
const texts = (markup: string): string[] =>
  [...markup.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)</g)].map((m) => m[1] as string);

const CELLS = [{ n: 9 }, { n: 12 }, { n: 15, poison: true }];
const PATH = curve(0, 0, 300, 90);
type Stateful = (state: NodeState, selected: boolean) => ReactElement;
const NODES: Record<string, Stateful> = {
  service: (state, selected) => (
    <ServiceNode x={0} y={0} name="Payment" state={state} selected={selected} progress={0.5} />
  ),
  client: (state, selected) => <ClientNode x={0} y={0} state={state} selected={selected} />,
  external: (state, selected) => (
    <ExternalNode x={0} y={0} name="Bank" state={state} selected={selected} progress={0.5} />
  ),
  gateway: (state, selected) => (
    <GatewayNode x={0} y={0} name="Gateway" state={state} selected={selected} progress={0.5} />
  ),
  cdc: (state, selected) => <CdcNode x={0} y={0} state={state} selected={selected} progress={0.5} />,
  log: (state, selected) => (
    <LogNode
      x={0}
      y={0}
      name="orders"
      partitions={[{ id: 'p0', first: 0, cells: CELLS }]}
      state={state}
      selected={selected}
      progress={0.5}
    />
  ),
  queue: (state, selected) => (
    <QueueNode x={0} y={0} name="emails" items={[{}]} state={state} selected={selected} progress={0.5} />
  ),
  'event store': (state, selected) => (
    <EventStoreNode
      x={0}
      y={0}
      streams={[{ id: 'acc-7', events: [{ label: 'new' }] }]}
      state={state}
      selected={selected}
      progress={0.5}
    />
  ),
  database: (state, selected) => (
    <TableNode
      type="database"
      x={0}
      y={0}
      name="payments"
      rows={[['#12', 'paid']]}
      state={state}
      selected={selected}
      progress={0.5}
    />
  ),
  'read model': (state, selected) => (
    <TableNode
      type="read-model"
      x={0}
      y={0}
      name="Order status"
      rows={[['#12', 'paid']]}
      state={state}
      selected={selected}
      progress={0.5}
    />
  ),
  'stream processor': (state, selected) => (
    <StreamProcessorNode x={0} y={0} name="Fraud" held={2} state={state} selected={selected} progress={0.5} />
  ),
  registry: (state, selected) => (
    <RegistryNode
      x={0}
      y={0}
      subjects={[{ subject: 'OrderPlaced', versions: [1] }]}
      state={state}
      selected={selected}
      progress={0.5}
    />
  ),
};

describe.each(Object.entries(NODES))('a %s', (_, node) => {
  it.each([
    ['crashed', 'crash'],
    ['slow', 'slow'],
    ['restarting', 'restart'],
  ] as const)('that is %s has its badge, and differs without colour', (state, badge) => {
    expect(draw(node(state, false))).toContain(`data-badge="${badge}"`);
    expect(grey(node(state, false))).not.toBe(grey(node('idle', false)));
  });

  it('shows no badge at rest', () => {
    expect(draw(node('idle', false))).not.toContain('data-badge');
  });

  it('that is selected has a second outline', () => {
    expect(draw(node('idle', true))).toContain('data-selected');
    expect(draw(node('idle', false))).not.toContain('data-selected');
  });

  it('uses no colour outside the tokens and no number that is not one', () => {
    for (const state of ['idle', 'busy', 'slow', 'crashed', 'restarting'] as const) {
      const markup = draw(node(state, true));
      for (const [, value] of markup.matchAll(/(?:fill|stroke)="([^"]*)"/g))
        expect(value).toMatch(/^(?:none|var\(--[\w-]+\))$/);
      expect(markup).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

it('breaks the outline and hatches a crashed service', () => {
  const markup = draw(<ServiceNode x={0} y={0} name="Payment" state="crashed" />);
  expect(markup).toContain('stroke-dasharray="7 5"');
  expect(grey(<ServiceNode x={0} y={0} name="Payment" state="crashed" />).length).toBeGreaterThan(
    grey(<ServiceNode x={0} y={0} name="Payment" />).length,
  );
});

it('draws the work bar as wide as the work done', () => {
  const bar = (progress: number): number =>
    Math.max(
      ...[
        ...draw(<ServiceNode x={0} y={0} w={136} h={62} name="A" state="busy" progress={progress} />).matchAll(
          /d="M[\d.]+,55L([\d.]+),55/g,
        ),
      ]
        .slice(1)
        .map((m) => Number(m[1])),
    );
  expect(bar(0.5)).toBe(68);
  expect(bar(0.25)).toBe(34);
});

it('shrinks a long name one step instead of letting it overflow', () => {
  const markup = draw(<ServiceNode x={0} y={0} w={100} h={48} taper={12} name="Notification" />);
  expect(markup).toContain('font-size="14"');
  expect(texts(markup)).toEqual(['Notification']);
});

it('gives every message kind a silhouette of its own', () => {
  const shapes = TOKEN_KINDS.map((kind) => grey(<Token kind={kind} x={0} y={0} />));
  expect(new Set(shapes).size).toBe(TOKEN_KINDS.length);
});

it('lifts a token only in flight, and writes its number and version', () => {
  expect(draw(<Token kind="event" x={0} y={0} lifted />)).toContain('ink-shadow');
  expect(draw(<Token kind="event" x={0} y={0} />)).not.toContain('ink-shadow');
  expect(texts(draw(<Token kind="event" x={0} y={0} number={14} version={2} />))).toEqual(['E', '2', '14']);
});

it('writes offsets that are true: the record at offset 7 stands under 7, whatever is folded', () => {
  const cells = Array.from({ length: 8 }, (_, i) => ({ n: 100 + i }));
  const markup = draw(<LogNode x={0} y={0} name="orders" columns={5} partitions={[{ id: 'p0', first: 0, cells }]} />);
  const ruler = [...markup.matchAll(/<text x="([\d.]+)" y="48"[^>]*>(\d+)</g)].map((m) => [Number(m[1]), m[2]]);
  const columns = [...markup.matchAll(/translate\(([\d.]+),0\)"><rect width="34"[^>]*><\/rect><text[^>]*>(\d+)</g)].map(
    (m) => [Number(m[1]) + 17, m[2]],
  );
  expect(ruler.map(([, offset]) => offset)).toEqual(['5', '6', '7', '8']);
  expect(columns.map(([, n]) => n)).toEqual(['105', '106', '107']);
  expect(columns.map(([x]) => x)).toEqual(ruler.slice(0, 3).map(([x]) => x));
  expect(markup).toContain('data-folded="0…4"');
});

it('leaves the log open on the right', () => {
  const markup = draw(<LogNode x={0} y={0} name="orders" partitions={[{ id: 'p0', first: 0, cells: [] }]} selected />);
  const [ring] = [...markup.matchAll(/<path d="([^"]*)"[^>]*data-selected/g)].map((m) => m[1] as string);
  expect(ring).not.toMatch(/Z/i);
});

it('shows a late group with its lag and the unread rule', () => {
  const markup = draw(
    <LogNode
      x={0}
      y={0}
      name="orders"
      partitions={[{ id: 'p0', first: 0, cells: CELLS, pins: [{ at: 1, who: ['P'], bad: true, lag: 2 }] }]}
    />,
  );
  expect(markup).toContain('data-unread');
  expect(texts(markup)).toEqual(expect.arrayContaining(['P', '2']));
});

it('says how many messages a full queue and its dead letters hold', () => {
  const items = Array.from({ length: 9 }, (_, n) => ({ n }));
  const words = texts(draw(<QueueNode x={0} y={0} name="emails" slots={4} items={items} dead={5} />));
  expect(words).toContain('+6');
  expect(words).toContain('5 dead letters');
});

it('draws each link state as another line, not as another colour', () => {
  const states: LinkState[] = ['ok', 'slow', 'lossy', 'cut'];
  for (const mode of ['sync', 'async', 'sub'] as const) {
    expect(new Set(states.map((state) => grey(<Link path={PATH} mode={mode} state={state} />))).size).toBe(4);
  }
});

it('counts a ribbon, or gives its rate above 200, with the token that tells its kind', () => {
  expect(texts(draw(<Ribbon path={PATH} kind="event" count={64} rate={1240} />))).toEqual(['E', '64']);
  expect(texts(draw(<Ribbon path={PATH} kind="event" count={5000} rate={1240} />))).toEqual(['E', '1,240/s']);
});

it('moves the ticks of a ribbon with its offset', () => {
  const first = (offset: number): number =>
    Number(
      /translate\(([\d.]+)/.exec(
        draw(<Ribbon path={curve(0, 0, 300, 0)} kind="event" count={64} rate={9} offset={offset} />),
      )?.[1],
    );
  expect(first(10) - first(0)).toBeCloseTo(10, 0);
  expect(first(28)).toBeCloseTo(first(0), 0);
});

it('lands the event of the mark: nothing of it is left, and the sign is =', () => {
  expect(draw(<Mark />)).toContain('event-fill');
  expect(draw(<Mark landed={1} />)).not.toContain('event-fill');
});

it('draws every fault, breaker, fitness state, head and icon differently', () => {
  expect(new Set(FAULTS.map((fault) => grey(<FaultBadge fault={fault} x={0} y={0} />))).size).toBe(FAULTS.length);
  expect(
    new Set((['closed', 'half-open', 'open'] as const).map((state) => grey(<Breaker x={0} y={0} state={state} />)))
      .size,
  ).toBe(3);
  expect(
    new Set(
      (['holds', 'broken', 'unmeasured'] as const).map((state) => grey(<FitnessMark x={0} y={0} state={state} />)),
    ).size,
  ).toBe(3);
  expect(
    new Set(
      (['event', 'command', 'query', 'error', 'policy'] as const).map((kind) =>
        grey(<SpaceTimeHead kind={kind} x={0} y={0} angle={0.4} colour="ink-1" />),
      ),
    ).size,
  ).toBe(5);
  const icons = ICON_NAMES.filter((name) => name !== 'upload').map((name) => draw(<Icon name={name} />));
  expect(new Set(icons).size).toBe(icons.length);
});

it('fits a pill to its words', () => {
  const width = (words: string): number =>
    Number(
      /width="([\d.]+)"/.exec(
        draw(
          <Pill x={0} y={0}>
            {words}
          </Pill>,
        ),
      )?.[1],
    );
  expect(width('Running 14') - width('Running')).toBeCloseTo(3 * 14 * 0.6, 5);
});

it('puts every drawing into the visual dictionary, in words too', () => {
  const markup = draw(<Anatomy />);
  for (const word of ['Command', 'Restarting', 'Log broker', 'Schema registry', 'Partitioned', 'Half-open'])
    expect(markup).toContain(`<h3>${word}</h3>`);
  expect(markup).not.toMatch(/NaN|undefined/);
});
