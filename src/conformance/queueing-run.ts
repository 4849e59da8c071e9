import { invariant } from '../kernel/invariant.ts';
import { streamSimulation } from '../run/simulation.ts';
import { loadData } from '../scenario/load-data.ts';
import { QueueMeter } from './queue-meter.ts';
import type { QueueingModel } from './queueing-model.ts';

/** However fast the model is, its customers come so far apart: whole microseconds are fine enough then. */
const MEAN_GAP_US = 100_000;
const WARM_UP = 0.05;
const SLICE_US = 1_000 * MEAN_GAP_US;
const STATION = 'station';

/** Statistics of a client that sends to a service, by the names of the reference; times in the model's seconds. */
export function simulateQueue(model: QueueingModel, customers: number): ReadonlyMap<string, number> {
  const loaded = loadData(documentOf(model));
  invariant(loaded.ok, () => (loaded.ok ? '' : loaded.problems.map(({ message }) => message).join('\n')));
  const meter = new QueueMeter(STATION, Math.ceil(customers * WARM_UP), customers);
  const input = { seed: 1, variant: null, parameters: {}, interventions: [] };
  const run = streamSimulation(loaded.scenario, input, (entry) => meter.take(entry));
  while (meter.arrived < customers) run.advanceTo(run.nowUs + SLICE_US);
  return statistics(meter, model);
}

function documentOf({ arrivals, service, servers, places, arrivalsPerSecond, servedPerSecond }: QueueingModel): object {
  const workUs = (MEAN_GAP_US * arrivalsPerSecond) / servedPerSecond;
  return {
    eventually: 1,
    id: 'queue',
    title: 'A queue',
    messages: { Customer: { kind: 'event' } },
    network: { latency: '0us' },
    components: {
      world: {
        kind: 'client',
        sends: [{ event: 'Customer', to: STATION, every: distribution(arrivals, MEAN_GAP_US) }],
      },
      [STATION]: {
        kind: 'service',
        workers: servers,
        ...(places !== null && { queue: places - servers }),
        on: { Customer: [{ work: distribution(service, workUs) }] },
      },
    },
  };
}

function distribution(kind: 'M' | 'D', meanUs: number): string | object {
  const duration = `${Math.round(meanUs)}us`;
  return kind === 'M' ? { exponential: duration } : duration;
}

function statistics(meter: QueueMeter, model: QueueingModel): ReadonlyMap<string, number> {
  const { arrived, turnedAway, finished, elapsedUs } = meter;
  const perSecond = (n: number): number => (n / elapsedUs) * MEAN_GAP_US * model.arrivalsPerSecond;
  const seconds = (us: number): number => us / (MEAN_GAP_US * model.arrivalsPerSecond);
  const offered = perSecond(arrived) * seconds(meter.serviceUs / finished);
  const sorted = meter.sojournsUs.subarray(0, finished).sort();
  const quantile = (p: number): number => seconds(sorted[Math.ceil(p * finished) - 1] as number);
  return new Map([
    ['a', offered],
    ['rho', offered / model.servers],
    ['L', meter.insideUs / elapsedUs],
    ['Lq', meter.waitingUs / elapsedUs],
    ['W', seconds(meter.sojournUs / finished)],
    ['Wq', seconds(meter.waitUs / finished)],
    ['P0', meter.emptyUs / elapsedUs],
    ['erlangC', meter.waited / finished],
    ['Pblock', turnedAway / arrived],
    ['lambda_eff', perSecond(arrived - turnedAway)],
    ...[50, 90, 95, 99].map((p): [string, number] => [`p${p}_sojourn`, quantile(p / 100)]),
  ]);
}
