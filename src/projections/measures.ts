import { US_PER_MS, US_PER_SECOND } from '../kernel/time.ts';
import { ExpressionFault } from '../scenario/expression.ts';
import { isPercent } from '../scenario/view-functions.ts';
import type { Data } from '../trace/message.ts';
import { groupOf, readerOf } from './conditions.ts';
import type { Measures } from './conditions.ts';
import { quantile } from './quantile.ts';
import type { TraceTally } from './trace-tally.ts';
import type { ComponentView, LogView, View } from './view.ts';

/** The metrics that conditions can ask about a view. */
export function measuresOf(view: View, tally: TraceTally, find: (id: Data | undefined) => ComponentView): Measures {
  return {
    p: (component, percent) => percentile(tally.latenciesUs(find(component).id, view.count), percent),
    throughput: (component) => perSecond(endedWell(find(component)), view.tUs),
    errorRate: (component) => errorRateOf(find(component)),
    staleness: (log, group) => stalenessOf(find(log), String(group), view.tUs),
    happened: (kind, component) => tally.happened(String(kind), find(component).id, view.count),
  };
}

/** In milliseconds, of ascending latencies; 0 of none. */
export function percentile(latenciesUs: readonly number[], percent: Data | undefined): number {
  if (!isPercent(percent)) throw new ExpressionFault('a percentile is a number over 0 and up to 100, such as 99');
  return latenciesUs.length === 0 ? 0 : quantile(latenciesUs, percent / 100) / US_PER_MS;
}

/** How often a second on average, from the beginning to `tUs`. */
export function perSecond(count: number, tUs: number): number {
  return tUs === 0 ? 0 : count / (tUs / US_PER_SECOND);
}

function endedWell(component: ComponentView): number {
  switch (component.kind) {
    case 'client':
      return component.outcomes.ok;
    case 'service':
    case 'view':
      return component.counts.done;
    case 'event-store':
      return component.counts.appended;
    case 'log':
      return component.partitions.reduce((sum, { end }) => sum + end, 0);
    default:
      throw new ExpressionFault(`\`${component.id}\` is a ${component.kind}, whose throughput is not measured`);
  }
}

const WELL: readonly string[] = ['ok', 'done', 'deduplicated'];

function errorRateOf(component: ComponentView): number {
  const outcomes = component.kind === 'client' ? component.outcomes : component.counts;
  if (component.kind !== 'client' && component.kind !== 'service')
    throw new ExpressionFault(`\`${component.id}\` is a ${component.kind}, whose error rate is not measured`);
  return errorShare(outcomes ?? {});
}

/** The share of outcomes that are no success; 0 where nothing has ended. */
export function errorShare(outcomes: { readonly [outcome: string]: number }): number {
  let ended = 0;
  let badly = 0;
  for (const [outcome, count] of Object.entries(outcomes)) {
    ended += count;
    if (!WELL.includes(outcome)) badly += count;
  }
  return ended === 0 ? 0 : badly / ended;
}

function stalenessOf(component: ComponentView, name: string, tUs: number): number {
  if (component.kind === 'queue') return component.oldestUs === null ? 0 : (tUs - component.oldestUs) / US_PER_MS;
  if (component.readers !== undefined) {
    const { behindSinceUs } = readerOf(component, name);
    return behindSinceUs === null ? 0 : (tUs - behindSinceUs) / US_PER_MS;
  }
  const group = groupOf(component, name);
  const ages = (component as LogView).partitions.map(({ records, end, index }) => {
    const committed = group.partitions[index]?.committed ?? 0;
    const oldest = records.find(({ offset }) => offset >= committed && offset < end);
    return oldest === undefined ? 0 : tUs - oldest.appendedUs;
  });
  return Math.max(0, ...ages) / US_PER_MS;
}
