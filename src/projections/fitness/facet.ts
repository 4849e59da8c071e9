import type { Expression } from '../../scenario/expression.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { VIEW_FUNCTIONS, variableOf } from '../../scenario/view-functions.ts';

/** What an expression can read of one component, as bits. */
export const FACETS = {
  tables: 1,
  counts: 2,
  state: 4,
  entries: 8,
  last: 16,
  latency: 32,
  happened: 64,
} as const;

/** What an expression reads, as far as it can be told before the run. */
export interface Reading {
  /** By component, the facets that are read. */
  readonly facets: ReadonlyMap<string, number>;
  /** Reads the run's parameters. */
  readonly parameters: boolean;
  /** Asks for messages on their way. */
  readonly flights: boolean;
  /** Asks for the time, so that it can change with every instant. */
  readonly time: boolean;
}

type Asked = { readonly facet?: keyof typeof FACETS; readonly on?: readonly string[]; readonly time?: true };

/** The functions that follow from single entries; `on`: for components of these kinds only. */
const ASKED: { readonly [name: string]: Asked } = {
  count: { facet: 'counts', on: ['client', 'service'] },
  state: { facet: 'state' },
  entries: { facet: 'entries' },
  component: { facet: 'tables', on: ['client', 'service', 'log'] },
  last: { facet: 'last', on: ['client'] },
  p: { facet: 'latency', on: ['client', 'service'] },
  throughput: { facet: 'counts', on: ['client', 'service'], time: true },
  errorRate: { facet: 'counts', on: ['client', 'service'] },
  happened: { facet: 'happened' },
  now: { time: true },
  inflight: {},
};

/** What an expression reads; null where only a projection of the whole run can tell. */
export function readingOf({ uses }: Expression, { components }: Scenario): Reading | null {
  if (uses === undefined) return null;
  const facets = new Map<string, number>();
  const add = (id: string, { facet, on }: Asked): boolean => {
    const spec = components.get(id);
    if (facet === undefined || spec === undefined || (on !== undefined && !on.includes(spec.kind))) return false;
    facets.set(id, (facets.get(id) ?? 0) | FACETS[facet]);
    return true;
  };
  const byVariable = new Map([...components.keys()].map((id) => [variableOf(id), id]));
  let parameters = false;
  for (const [first] of uses.paths) {
    if (first === undefined) continue;
    if (first.name === 'param') {
      parameters = true;
      continue;
    }
    const id = byVariable.get(first.name);
    if (id === undefined || !add(id, ASKED['component'] as Asked)) return null;
  }
  let time = false;
  let flights = false;
  for (const { name, args } of uses.calls) {
    if (!Object.hasOwn(VIEW_FUNCTIONS, name)) continue;
    const asked = Object.hasOwn(ASKED, name) ? ASKED[name] : undefined;
    if (asked === undefined) return null;
    time ||= asked.time === true;
    flights ||= name === 'inflight';
    const id = args[name === 'happened' ? 1 : 0]?.value;
    if (asked.facet !== undefined && !(typeof id === 'string' && add(id, asked))) return null;
  }
  return { facets, parameters, flights, time };
}
