import type { Scenario } from '../scenario/scenario.ts';
import type { Entry } from '../trace/entry.ts';
import { countAt } from '../trace/trace.ts';
import type { Trace } from '../trace/trace.ts';
import { projectComponent } from './component-projection.ts';
import type { ComponentProjection } from './component-projection.ts';
import { Fold } from './fold.ts';
import { HappeningIndex } from './happening-index.ts';
import { HopIndex } from './hop-index.ts';
import { LagIndex, lagName } from './lag-index.ts';
import { foldLinks } from './links-fold.ts';
import type { LinksState } from './links-fold.ts';
import { describe } from './narration.ts';
import { OutageIndex } from './outage-index.ts';
import type { Projection } from './projection.ts';
import type { LagStep, SpaceTimeView } from './space-time.ts';
import { SpanIndex } from './span-index.ts';
import type { ComponentView, View } from './view.ts';

/** The projection of a trace, which may grow: call `sync` after it has. */
export function createProjection(scenario: Scenario, trace: Trace): Projection {
  return new TraceProjection(scenario, trace);
}

class TraceProjection implements Projection {
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly #components: ReadonlyMap<string, ComponentProjection>;
  /** Per component, the logs that it consumes from: its crash moves its pins there. */
  readonly #consumedBy: ReadonlyMap<string, readonly string[]>;
  readonly #links: Fold<LinksState>;
  readonly #hops: HopIndex;
  readonly #spans: SpanIndex;
  readonly #outages: OutageIndex;
  readonly #lag: LagIndex;
  readonly #happenings: HappeningIndex;
  #taken = 0;
  #last: View | null = null;

  constructor(scenario: Scenario, trace: Trace) {
    this.scenario = scenario;
    this.trace = trace;
    const specs = [...scenario.components.values()];
    this.#components = new Map(specs.map((spec) => [spec.id, projectComponent(spec, scenario, trace.entries)]));
    this.#consumedBy = new Map(
      specs.map((spec) => [spec.id, 'consumes' in spec ? [...new Set(spec.consumes.map(({ from }) => from))] : []]),
    );
    this.#links = new Fold<LinksState>(trace.entries, new Map(), foldLinks);
    this.#happenings = new HappeningIndex(trace.entries);
    this.#hops = new HopIndex(trace);
    this.#spans = new SpanIndex(trace, new Set(specs.filter(({ kind }) => kind === 'client').map(({ id }) => id)));
    this.#outages = new OutageIndex(trace);
    this.#lag = new LagIndex([...this.#components.values()].flatMap((component) => component.logTip() ?? []));
    this.sync();
  }

  sync(): void {
    const { entries } = this.trace;
    while (this.#taken < entries.length) this.#take(entries[this.#taken++] as Entry);
  }

  at(tUs: number): View {
    const count = Math.min(countAt(this.trace, tUs), this.#taken);
    const last = this.#last;
    if (last?.count === count) return last.tUs === tUs ? last : (this.#last = { ...last, tUs });
    return (this.#last = {
      tUs,
      count,
      components: this.#componentsAfter(count, last),
      flights: this.#hops.flightsAfter(count),
      links: this.#links.at(this.#links.version(count)),
    });
  }

  nextInstantUs(tUs: number): number | null {
    return this.#happenings.after(countAt(this.trace, tUs))?.tUs ?? null;
  }

  previousInstantUs(tUs: number): number | null {
    return this.#happenings.before(countAt(this.trace, tUs - 1))?.tUs ?? null;
  }

  logOf(component: string, tUs: number, limit: number): readonly Entry[] {
    return this.#happenings.at(component, countAt(this.trace, tUs), limit);
  }

  spaceTime(fromUs: number, toUs: number, nowUs: number): SpaceTimeView {
    const lastUs = Math.min(toUs, nowUs);
    const known = countAt(this.trace, nowUs);
    const from = Math.min(countAt(this.trace, fromUs - 1), known);
    const to = countAt(this.trace, lastUs);
    return {
      arrows: this.#hops.arrowsBetween(from, to, known),
      spans: this.#spans.between(from, to, known),
      outages: this.#outages.between(from, to, known),
      lag: this.#lag.allBetween(fromUs, lastUs),
      overtakings: this.#hops.overtakingsBetween(fromUs, lastUs),
    };
  }

  lagSteps(log: string, group: string, fromUs: number, toUs: number): readonly LagStep[] {
    return this.#lag.between(lagName(log, group), fromUs, toUs);
  }

  upcoming(tUs: number): { readonly tUs: number; readonly words: string; readonly entry: Entry } | null {
    const entry = this.#happenings.after(countAt(this.trace, tUs));
    return entry === null ? null : { tUs: entry.tUs, words: describe(entry, this.scenario), entry };
  }

  #take(entry: Entry): void {
    this.#hops.take(entry);
    this.#spans.take(entry);
    this.#outages.take(entry);
    this.#happenings.take(entry);
    if (entry.kind === 'state.changed') this.#links.take(entry);
    this.#giveTo(entry.at, entry);
    for (const log of this.#alsoConcerned(entry)) if (log !== entry.at) this.#giveTo(log, entry);
  }

  #giveTo(id: string, entry: Entry): void {
    const component = this.#components.get(id);
    if (component === undefined) return;
    component.take(entry);
    if (entry.kind !== 'log.appended' && entry.kind !== 'offset.committed') return;
    const log = component.logTip();
    if (log !== null) this.#lag.take(log, entry.tUs);
  }

  /** The logs whose pins an entry elsewhere moves. */
  #alsoConcerned(entry: Entry): readonly string[] {
    switch (entry.kind) {
      case 'component.crashed':
        return this.#consumedBy.get(entry.at) ?? [];
      case 'message.dropped':
        return this.#components.get(entry.from)?.logTip() ? [entry.from] : NOBODY;
      default:
        return NOBODY;
    }
  }

  #componentsAfter(count: number, last: View | null): ReadonlyMap<string, ComponentView> {
    const views = new Map<string, ComponentView>();
    let changed = last === null;
    for (const [id, component] of this.#components) {
      const view = component.viewAfter(count);
      changed ||= last?.components.get(id) !== view;
      views.set(id, view);
    }
    return changed || last === null ? views : last.components;
  }
}

const NOBODY: readonly string[] = [];
