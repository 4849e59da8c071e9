import { msText } from '../../projections/words.ts';
import type { Distribution } from '../../kernel/distribution.ts';
import type { View } from '../../projections/view.ts';
import type { Intervention } from '../../scenario/intervention.ts';
import type { ComponentSpec, Scenario } from '../../scenario/scenario.ts';
import type { Fault } from '../drawing/fault-badge.tsx';
import { wholeMs } from '../number-text.ts';
import { linksOf, sentMessages } from './sent-messages.ts';
import { selectionOf, type Selection } from './selection.ts';

/** Something that can be done to what is selected, by its button or by its key. */
export interface FaultAction {
  readonly glyph: Fault;
  readonly words: string;
  /** The key that does it, in capitals; null: the button alone. */
  readonly key: string | null;
  /** It mends, or is what the moment is about: drawn in solid ink. */
  readonly primary: boolean;
  /** What it does; null: it asks for the details first. */
  readonly does: Intervention | null;
}

const SLOW_FACTOR = 4;
/** Kinds without handlers that take messages to hand them on, a poisoned one too. */
const POISONED: ReadonlySet<string> = new Set(['client', 'queue', 'topic']);
const LIKELY = 0.3;
const SLOW_LINK_US = 500_000;

/** What can be done to what is selected at this instant. */
export function faultsOf(scenario: Scenario, view: View, selected: string | null): readonly FaultAction[] {
  const selection = selectionOf(scenario, selected);
  if (selection === null) return [];
  return selection.kind === 'link' ? linkFaults(view, selection) : componentFaults(view, selection.spec);
}

/** The action behind a key; on a component, a key that only links know acts on its first link. */
export function faultForKey(scenario: Scenario, view: View, selected: string | null, key: string): FaultAction | null {
  const own = faultsOf(scenario, view, selected).find((action) => action.key === key);
  if (own !== undefined || key !== 'L' || selected === null) return own ?? null;
  const [firstLink] = linksOf(scenario, selected);
  return faultsOf(scenario, view, firstLink ?? null).find((action) => action.key === key) ?? null;
}

function componentFaults(view: View, spec: ComponentSpec): readonly FaultAction[] {
  const seen = view.components.get(spec.id);
  const state = seen?.life.state ?? 'up';
  const component = spec.id;
  const actions: FaultAction[] = [];
  if (spec.kind !== 'client') {
    actions.push(
      state === 'crashed'
        ? { glyph: 'restart', words: 'Restart', key: 'R', primary: true, does: { kind: 'restart', component } }
        : { glyph: 'crash', words: 'Crash', key: 'X', primary: false, does: { kind: 'crash', component } },
    );
  }
  if ('handlers' in spec) {
    actions.push(
      state === 'slow'
        ? { glyph: 'slow', words: 'Full speed', key: 'S', primary: true, does: { kind: 'slow', component, factor: 1 } }
        : {
            glyph: 'slow',
            words: 'Slow down',
            key: 'S',
            primary: false,
            does: { kind: 'slow', component, factor: SLOW_FACTOR },
          },
    );
  }
  if ('handlers' in spec || POISONED.has(spec.kind))
    actions.push({
      glyph: 'poison',
      words: 'Poison next',
      key: 'P',
      primary: false,
      does: { kind: 'poison', component },
    });
  if (sentMessages(spec).length > 0) {
    const version = Math.max(1, ...(seen?.interfaces ?? []).map((changed) => changed.version));
    actions.push({ glyph: 'schema', words: `Schema v${version + 1}`, key: 'V', primary: false, does: null });
  }
  return actions;
}

function linkFaults(view: View, { id, ends, spec }: Extract<Selection, { kind: 'link' }>): readonly FaultAction[] {
  const link = [ends[0].id, ends[1].id] as const;
  const states = new Set((view.links.get(id)?.state ?? 'ok').split('+'));
  const usual = spec?.latency ?? null;
  const slow: FaultAction =
    states.has('slow') && usual !== null
      ? {
          glyph: 'slow',
          words: 'Usual latency',
          key: 'S',
          primary: true,
          does: { kind: 'latency', link, latency: usual },
        }
      : {
          glyph: 'slow',
          words: `Slow, ${msText(SLOW_LINK_US)}`,
          key: 'S',
          primary: false,
          does: { kind: 'latency', link, latency: { kind: 'constant', valueUs: SLOW_LINK_US } },
        };
  const likely = (
    kind: 'loss' | 'duplication' | 'reordering',
    state: string,
    glyph: Fault,
    on: string,
    off: string,
    key: string | null,
  ): FaultAction =>
    states.has(state)
      ? { glyph, words: off, key, primary: true, does: { kind, link, probability: spec?.[kind] ?? 0 } }
      : { glyph, words: on, key, primary: false, does: { kind, link, probability: LIKELY } };
  return [
    states.has('cut')
      ? { glyph: 'restart', words: 'Heal', key: 'R', primary: true, does: { kind: 'heal', link } }
      : { glyph: 'partition', words: 'Cut', key: 'X', primary: false, does: { kind: 'partition', link } },
    slow,
    likely('loss', 'lossy', 'drop', 'Lose 30 %', 'Lose none', 'L'),
    likely('duplication', 'duplicating', 'duplicate', 'Double 30 %', 'Double none', null),
    likely('reordering', 'reordering', 'reorder', 'Reorder 30 %', 'Keep order', null),
  ];
}

/** A distribution of latencies in words: "5 ms, at worst about 20 ms". */
export function latencyText(latency: Distribution): string {
  switch (latency.kind) {
    case 'constant':
      return finely(latency.valueUs);
    case 'uniform':
      return `${finely(latency.minUs)} to ${finely(latency.maxUs)}`;
    case 'exponential':
      return `${finely(latency.meanUs)} on average`;
    case 'normal':
      return `${finely(latency.meanUs)} ± ${finely(latency.sdUs)}`;
    case 'lognormal':
      return `${finely(latency.medianUs)}, 1 in 100 over ${finely(latency.p99Us)}`;
    case 'empirical':
      return 'as measured';
  }
}

function finely(us: number): string {
  return us > 0 && us < 1_000 ? `${us} µs` : `${wholeMs(us).toLocaleString('en-US')} ms`;
}
