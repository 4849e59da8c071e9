import { invariant } from '../kernel/invariant.ts';
import '../run/kinds/control.ts';
import { streamSimulation } from '../run/simulation.ts';
import { LIMITS } from '../scenario/limits.ts';
import { loadData } from '../scenario/load-data.ts';
import type { Report } from './report.ts';

export interface FanOutCase {
  readonly fanout: number;
  readonly pSlowPerServer: number;
  readonly pAnySlow: number;
}

/** A server's work is equally likely to take any time up to this, so that a share p of its calls is slow where it takes longer than (1 - p) of this. */
const LONGEST_US = 1_000_000;
/** Calls for one fan-out: few requests of many calls, or many of few. */
const CALLS = 100_000;
const FEWEST_REQUESTS = 250;
const MOST_REQUESTS = 20_000;
/** The reference gives no tolerance: so many standard errors. */
const CONFIDENCE = 4;

/** Lets a service call many servers at once, wait for all, and counts how often at least one of them was slow. */
export function checkFanOut(cases: readonly FanOutCase[], report: Report): void {
  const runs = new Map<number, readonly number[]>();
  for (const { fanout } of cases) {
    if (runs.has(fanout)) continue;
    const requests = Math.min(MOST_REQUESTS, Math.max(FEWEST_REQUESTS, Math.ceil(CALLS / fanout)));
    runs.set(fanout, simulateRequests(fanout, requests));
  }
  for (const { fanout, pSlowPerServer, pAnySlow } of cases) {
    const tookUs = runs.get(fanout) as readonly number[];
    const slowFromUs = (1 - pSlowPerServer) * LONGEST_US;
    const share = tookUs.filter((us) => us > slowFromUs).length / tookUs.length;
    // One request more or less, where hardly any is slow or fast.
    const tolerance = CONFIDENCE * standardError(pAnySlow, tookUs.length) + 1 / tookUs.length;
    report.within(`fan-out ${fanout}, ${pSlowPerServer} slow`, pAnySlow, share, tolerance);
  }
}

function standardError(share: number, requests: number): number {
  return Math.sqrt((share * (1 - share)) / requests);
}

/** How long each request took, in microseconds: one after the other, each calling enough servers for all to work at once. */
function simulateRequests(fanout: number, requests: number): readonly number[] {
  const groups = Array.from({ length: Math.ceil(fanout / LIMITS.workers) }, (_, i) => ({
    name: `leaves-${i + 1}`,
    size: Math.min(LIMITS.workers, fanout - i * LIMITS.workers),
  }));
  const loaded = loadData({
    eventually: 1,
    id: 'fan-out',
    title: 'Fan-out',
    messages: { Search: { kind: 'query' }, Ask: { kind: 'query' } },
    network: { latency: '0us' },
    components: {
      people: {
        kind: 'client',
        sends: [{ query: 'Search', to: 'root', users: 1, think: '1ms', count: requests }],
      },
      root: {
        kind: 'service',
        on: {
          Search: [
            {
              together: groups.map(({ name, size }) => [
                { 'for each': size, parallel: true, do: [{ call: 'Ask', to: name }] },
              ]),
            },
          ],
        },
      },
      ...Object.fromEntries(groups.map(({ name, size }) => [name, leaf(size)])),
    },
  });
  invariant(loaded.ok, () => (loaded.ok ? '' : loaded.problems.map(({ message }) => message).join('\n')));
  const tookUs: number[] = [];
  const input = { seed: 1, variant: null, parameters: {}, interventions: [] };
  const run = streamSimulation(loaded.scenario, input, (entry) => {
    if (entry.kind === 'request.completed') tookUs.push(entry.latencyUs);
  });
  while (tookUs.length < requests) run.advanceTo(run.nowUs + LONGEST_US);
  return tookUs;
}

function leaf(workers: number): object {
  return { kind: 'service', workers, on: { Ask: [{ work: { uniform: ['1us', `${LONGEST_US}us`] } }] } };
}
