import type { EntryKind } from '../trace/entry.ts';

/** A way that messages take through components of some kind. */
export interface Route {
  readonly name: string;
  /** What a client's `Go` (an event; `n` counts them) is sent to. */
  readonly to: string;
  readonly components: { readonly [id: string]: object };
  /** A message has arrived: the kind of entry that says so, and where. */
  readonly arrives: readonly [kind: EntryKind, at: string];
}

const service = (on: object, more: object = {}): object => ({ kind: 'service', workers: 50, on, ...more });
const consumes = { consumes: [{ from: 'middle' }] };
const publish = { publish: 'Went', to: 'middle', key: '=string(msg.n)' };
const sender = service({ Go: [publish] });
const end = service({ Went: [] }, consumes);
const rows = { write: 'rows', key: '=msg.n', set: {} };

/** One line per kind of component; what is between the client and the end is what is measured. */
export const ROUTES: readonly Route[] = [
  route('service', { end: service({ Go: [] }) }),
  route('service → log → service', { start: sender, middle: { kind: 'log', partitions: 6 }, end }),
  route('service → queue → service', { start: sender, middle: { kind: 'queue' }, end }),
  route('service → topic → service', { start: sender, middle: { kind: 'topic' }, end }),
  route('service → event store → service', {
    start: service({ Go: [{ append: "='s' + string(msg.n % 100)", to: 'middle', events: [{ event: 'Went' }] }] }),
    middle: { kind: 'event-store' },
    end,
  }),
  route('service → event store → view', {
    start: service({ Go: [{ append: "='s' + string(msg.n % 100)", to: 'middle', events: [{ event: 'Went' }] }] }),
    middle: { kind: 'event-store' },
    end: { kind: 'view', from: 'middle', on: { Went: [] } },
  }),
  route('service → database', { end: service({ Go: [rows] }, { store: 'middle' }), middle: { kind: 'database' } }),
  route(
    'service → log → stream processor',
    {
      start: sender,
      middle: { kind: 'log', partitions: 6 },
      windows: {
        kind: 'stream',
        consumes: [{ from: 'middle' }],
        events: ['Went'],
        window: { tumbling: '1s' },
        aggregate: { count: true },
        publish: 'Went',
        to: 'results',
      },
      results: { kind: 'log' },
    },
    ['handler.finished', 'windows'],
  ),
  route(
    'service → database → connector → log',
    {
      start: service({ Go: [rows] }, { store: 'middle' }),
      middle: { kind: 'database' },
      connector: { kind: 'cdc', source: 'middle', to: 'changes', as: 'Went' },
      changes: { kind: 'log' },
    },
    ['log.appended', 'changes'],
  ),
  route('gateway → service', {
    start: { kind: 'gateway', routes: [{ message: 'Go', to: 'end' }] },
    end: service({ Go: [] }),
  }),
  route('service → balancer → service', {
    start: service({ Go: [{ call: 'Ask', to: 'middle' }] }),
    middle: { kind: 'balancer', messages: ['Ask'], targets: ['end'] },
    end: service({ Ask: [] }),
  }),
  route('service → cache → service', {
    start: service({ Go: [{ call: 'Ask', to: 'end' }] }),
    end: { kind: 'cache', of: 'origin', caches: { Ask: { key: 'all', ttl: '1s' } } },
    origin: service({ Ask: [] }),
  }),
  route('service → external system', {
    start: service({ Go: [{ call: 'Ask', to: 'end' }] }),
    end: { kind: 'external', answers: { Ask: {} } },
  }),
  route('service → 10 services at once', {
    end: service({ Go: [{ 'for each': 10, parallel: true, do: [{ call: 'Ask', to: 'middle' }] }] }),
    middle: service({ Ask: [] }),
  }),
];

function route(
  name: string,
  components: Route['components'],
  arrives: Route['arrives'] = ['handler.finished', 'end'],
): Route {
  return { name, to: 'start' in components ? 'start' : 'end', components, arrives };
}
