import { invariant } from '../kernel/invariant.ts';
import { streamSimulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';

const CUSTOMERS = 1_000_000;
/** Each customer arrives at the client, arrives at the service, and leaves it. */
const EVENTS_PER_CUSTOMER = 3;

export interface QueueBench {
  readonly customers: number;
  readonly eventsPerSecond: number;
  readonly entriesPerSecond: number;
  readonly meanWaitMs: number;
}

/** The textbook queue M/M/1, four fifths busy, with nothing kept. */
export function benchQueue(nowMs: () => number): QueueBench {
  simulate(CUSTOMERS / 10);
  const startMs = nowMs();
  const { entries, waitUs } = simulate(CUSTOMERS);
  const seconds = (nowMs() - startMs) / 1000;
  return {
    customers: CUSTOMERS,
    eventsPerSecond: (CUSTOMERS * EVENTS_PER_CUSTOMER) / seconds,
    entriesPerSecond: entries / seconds,
    meanWaitMs: waitUs / CUSTOMERS / 1_000,
  };
}

function simulate(customers: number): { entries: number; waitUs: number } {
  const loaded = loadScenario({
    eventually: 1,
    id: 'queue',
    title: 'M/M/1',
    messages: { Customer: { kind: 'event' } },
    network: { latency: '0us' },
    components: {
      world: { kind: 'client', sends: [{ event: 'Customer', to: 'server', every: { exponential: '125ms' } }] },
      server: { kind: 'service', on: { Customer: [{ work: { exponential: '100ms' } }] } },
    },
  });
  invariant(loaded.ok, 'the queue is a scenario');
  // One server takes them in the order of their coming, so those who wait are a line.
  const arrivedUs = new Float64Array(2 * customers);
  const seen = { entries: 0, arrived: 0, started: 0, waitUs: 0 };
  const input = { seed: 1, variant: null, parameters: {}, interventions: [] };
  const run = streamSimulation(loaded.scenario, input, (entry) => {
    seen.entries++;
    if (entry.kind === 'message.delivered') arrivedUs[seen.arrived++] = entry.tUs;
    else if (entry.kind === 'handler.started' && seen.started < customers)
      seen.waitUs += entry.tUs - (arrivedUs[seen.started++] as number);
  });
  while (seen.started < customers) run.advanceTo(run.nowUs + 100_000_000);
  return seen;
}
