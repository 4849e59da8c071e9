import { invariant } from '../kernel/invariant.ts';
import { streamSimulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';
import { ROUTES } from './routes.ts';
import type { Route } from './routes.ts';

const MESSAGES = 100_000;

export interface RouteBench {
  readonly name: string;
  readonly messagesPerSecond: number;
  readonly entriesPerSecond: number;
}

/** Messages a second through each kind of component, entries not kept, after a run to warm up. */
export function benchRoutes(nowMs: () => number): readonly RouteBench[] {
  return ROUTES.map((route) => {
    send(route, MESSAGES / 10);
    const startMs = nowMs();
    const entries = send(route, MESSAGES);
    const seconds = (nowMs() - startMs) / 1000;
    return { name: route.name, messagesPerSecond: MESSAGES / seconds, entriesPerSecond: entries / seconds };
  });
}

/** Runs until so many messages have arrived; returns how many entries that took. */
function send({ name, to, components, arrives }: Route, messages: number): number {
  const loaded = loadScenario({
    eventually: 1,
    id: 'route',
    title: name,
    messages: { Go: { kind: 'event', fields: { n: 'number' } }, Went: { kind: 'event' }, Ask: { kind: 'query' } },
    components: {
      people: { kind: 'client', sends: [{ event: 'Go', to, every: '10ms', data: { n: '=n' } }] },
      ...components,
    },
  });
  invariant(loaded.ok, () => (loaded.ok ? '' : loaded.problems.map(({ message }) => message).join('\n')));
  const [kind, at] = arrives;
  const seen = { entries: 0, arrived: 0 };
  const input = { seed: 1, variant: null, parameters: {}, interventions: [] };
  const run = streamSimulation(loaded.scenario, input, (entry) => {
    seen.entries++;
    if (entry.kind === kind && entry.at === at) seen.arrived++;
  });
  while (seen.arrived < messages) run.advanceTo(run.nowUs + 1_000_000);
  return seen.entries;
}
