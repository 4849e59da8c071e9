import type { Aggregate } from './aggregate.ts';
import type { Pane, PaneTiming, Retraction } from './window-output.ts';
import type { WindowState } from './window-state.ts';
import type { WindowingStrategy } from './windowing-strategy.ts';

/** The moment at which a window fires. */
export interface Firing {
  readonly watermarkUs: number;
  /** Whether it fires because the watermark has just reached its end. */
  readonly atEnd: boolean;
  readonly isLast: boolean;
}

/** Makes a window's next pane, with the results that it takes back before it; nothing when there is nothing to say. */
export function firePane<Gathered, Result>(
  key: string,
  state: WindowState<Gathered, Result>,
  strategy: WindowingStrategy,
  aggregate: Aggregate<never, Gathered, Result>,
  firing: Firing,
): (Pane<Result> | Retraction<Result>)[] {
  const timing = timingOf(state, firing);
  if (state.pending === 0 && !(timing === 'ON_TIME' && strategy.emptyOnTimePane)) return [];
  const { window } = state;
  const pane: Pane<Result> = {
    kind: 'pane',
    key,
    window,
    value: aggregate.result(state.gathered),
    timing,
    index: state.panes,
    onTimeIndex: timing === 'EARLY' ? null : state.onTimePanes,
    isFirst: state.panes === 0,
    isLast: firing.isLast,
  };
  const retractions = state.emitted.map((emitted): Retraction<Result> => ({ kind: 'retraction', key, ...emitted }));
  state.pending = 0;
  state.pendingOnTime = false;
  state.panes++;
  if (timing !== 'EARLY') state.onTimePanes++;
  state.lastTiming = timing;
  state.emitted = strategy.accumulation === 'retracting' ? [{ window, value: pane.value }] : [];
  if (strategy.accumulation === 'discarding') state.gathered = aggregate.empty();
  return [...retractions, pane];
}

function timingOf<Gathered, Result>(
  { lastTiming, window, pendingOnTime }: WindowState<Gathered, Result>,
  { watermarkUs, atEnd }: Firing,
): PaneTiming {
  if (lastTiming !== null && lastTiming !== 'EARLY') return 'LATE';
  if (watermarkUs < window.endUs) return 'EARLY';
  // Only what was there before the watermark came can be on time: a pane of late elements alone is late, were it the first.
  return atEnd || pendingOnTime ? 'ON_TIME' : 'LATE';
}
