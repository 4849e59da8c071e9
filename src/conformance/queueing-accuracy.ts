import { shareWaiting, utilization } from './queueing-model.ts';
import type { QueueingCase, QueueingModel } from './queueing-model.ts';

const FEWEST = 200_000;
/** Where even so many are too few for the stated tolerance, it is as many standard errors instead. */
const MOST = 2_200_000;
/** Standard errors that the stated tolerance shall hold. */
const CONFIDENCE = 2.75;

/** As the reference states it, for means, as a share: it grows with utilization because the scatter does. */
function statedTolerance(model: QueueingModel): number {
  const busy = utilization(model) - 1e-9;
  if (model.places !== null || busy <= 0.8) return 0.03;
  return busy <= 0.9 ? 0.08 : 0.15;
}

/** Customers that a case needs for its stated tolerance. */
export function customersFor(model: QueueingModel, expected: QueueingCase['expected']): number {
  const perTolerance = CONFIDENCE / statedTolerance(model);
  const scatter = Math.max(...Object.entries(expected).map(([name, value]) => scatterOf(name, value, model)));
  return Math.min(MOST, Math.max(FEWEST, Math.ceil(perTolerance * perTolerance * scatter)));
}

/** How far a simulated statistic may be off, in its own unit. */
export function toleranceOf(name: string, expected: number, model: QueueingModel, customers: number): number {
  // The reference states its tolerance for means; the far percentiles of the same run scatter twice as much.
  const stated = statedTolerance(model) * (name.startsWith('p') ? 2 : 1);
  return expected * Math.max(stated, CONFIDENCE * Math.sqrt(scatterOf(name, expected, model) / customers));
}

/** The squared relative standard error of a statistic, times the number of customers. */
function scatterOf(name: string, expected: number, model: QueueingModel): number {
  switch (name) {
    case 'Wq':
    case 'Lq':
      return waitingScatter(model);
    // A share is the scarcer the fewer there are, and they come in bursts.
    case 'erlangC':
    case 'Pblock':
      return 8 / expected;
    // Nearly all of their scatter comes from waiting.
    case 'W':
    case 'L':
      return waitingScatter(model) * waitingPart(model) * waitingPart(model);
    default:
      return name.startsWith('p') ? waitingScatter(model) : 0;
  }
}

/** Of the mean wait: Daley's (1968) for one server, which bounds it for constant service times and for few places. */
function waitingScatter(model: QueueingModel): number {
  const busy = utilization(model);
  const polynomial = 2 + busy * (5 + busy * (busy - 4));
  const unbounded = busy < 1 ? polynomial / (busy * (1 - busy) * (1 - busy)) : Number.POSITIVE_INFINITY;
  // Between two walls a queue of about equal rates drifts over all its places in so many customers' time.
  if (model.places !== null) return Math.min(unbounded, 5 + 0.07 * model.places * model.places);
  // With more servers fewer wait, for as long.
  return (unbounded * busy) / shareWaiting(model);
}

/** Of the mean time in the system, without a bound on places. */
function waitingPart(model: QueueingModel): number {
  if (model.places !== null) return 1;
  const wait = shareWaiting(model) / (model.servers * (1 - utilization(model)));
  return wait / (wait + 1);
}
