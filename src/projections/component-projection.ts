import type { ComponentSpec, Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { Ascending } from './ascending.ts';
import { foldClient, initialClient } from './client-fold.ts';
import { Fold } from './fold.ts';
import type { CommonState } from './life-fold.ts';
import { projectKind } from './kind.ts';
import { LogFolder } from './log-fold.ts';
import type { LogState } from './log-fold.ts';
import { RequestIndex } from './request-index.ts';
import { ServiceFolder } from './service-fold.ts';
import type { ComponentView } from './view.ts';
import { WaitingIndex } from './waiting-index.ts';

/** One component's view at every instant: a fold of what concerns it, completed from an index of what waits in it. */
export interface ComponentProjection {
  /** Only entries that concern the component. */
  take(entry: Entry): void;
  /** The view after the first `count` entries; the same object as before while nothing concerned the component. */
  viewAfter(count: number): ComponentView;
  /** For logs, the state after everything taken. */
  logTip(): LogState | null;
}

/** `entries` is the trace's. */
export function projectComponent(
  spec: ComponentSpec,
  scenario: Scenario,
  entries: readonly Entry[],
): ComponentProjection {
  switch (spec.kind) {
    case 'client': {
      const requests = new RequestIndex(spec.id);
      const fold = new Fold(entries, initialClient(spec.id), foldClient);
      return withFold(fold, requests, (state, entryCount, count) => ({
        ...state,
        entryCount,
        open: requests.openAfter(count),
      }));
    }
    case 'service': {
      const folder = new ServiceFolder(spec);
      const waiting = new WaitingIndex(spec.id);
      const index = {
        take(entry: Entry): void {
          folder.remember(entry);
          waiting.take(entry);
        },
      };
      const fold = new Fold(entries, folder.initial, folder.fold);
      return withFold(fold, index, (state, entryCount, count) => ({
        ...state,
        entryCount,
        queue: waiting.after(count),
      }));
    }
    case 'log': {
      const folder = new LogFolder(spec, scenario, entries);
      const fold = new Fold(entries, folder.initial, folder.fold);
      const index = { take: (entry: Entry): void => folder.remember(entry) };
      return { ...withFold(fold, index, (state, entryCount) => ({ ...state, entryCount })), logTip: () => fold.tip };
    }
    default:
      return projectKind(spec, scenario, entries);
  }
}

/** The projection of a component whose view is a fold and nothing more. */
export function projectFold<S extends CommonState>(
  entries: readonly Entry[],
  initial: S,
  apply: (state: S, entry: Entry) => S,
  complete: (state: S, entryCount: number) => ComponentView,
): ComponentProjection {
  return withFold(new Fold(entries, initial, apply), { take: () => {} }, complete);
}

/** A fold and an index beside it, both of what concerns the component. */
export function withFold<S extends CommonState>(
  fold: Fold<S>,
  index: { take(entry: Entry): void },
  complete: (state: S, entryCount: number, count: number) => ComponentView,
): ComponentProjection {
  /** Entries of others, which its own count leaves out. */
  const foreign = new Ascending();
  let version = -1;
  let view: ComponentView | null = null;
  return {
    take(entry) {
      if (entry.at !== fold.tip.id) foreign.push(entry.seq);
      index.take(entry);
      fold.take(entry);
    },
    viewAfter(count) {
      const wanted = fold.version(count);
      if (view !== null && version === wanted) return view;
      version = wanted;
      return (view = complete(fold.at(wanted), wanted - foreign.countBelow(count), count));
    },
    logTip: () => null,
  };
}
