import { US_PER_SECOND } from '../../kernel/time.ts';
import { ExpressionFault } from '../../scenario/expression.ts';
import type { Scope } from '../../scenario/expression.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { VIEW_FUNCTIONS_NAME, variableOf } from '../../scenario/view-functions.ts';
import type { ViewFunctions } from '../../scenario/view-functions.ts';
import type { Entry, EntryKind } from '../../trace/entry.ts';
import type { Data } from '../../trace/message.ts';
import { known, parametersOf } from '../conditions.ts';
import { errorShare, percentile, perSecond } from '../measures.ts';
import { FACETS } from './facet.ts';
import type { Reading } from './facet.ts';
import { LiveComponent } from './live-component.ts';
import type { RunFacts } from './run-facts.ts';

/** The kinds of entries that change facts, but for those that any entry changes. Each of them is something that happens. */
export const TELLING: ReadonlySet<EntryKind> = new Set<EntryKind>([
  'component.crashed',
  'component.restarting',
  'component.restarted',
  'component.slowed',
  'message.sent',
  'request.completed',
  'handler.started',
  'handler.finished',
  'message.rejected',
  'parameter.changed',
  'table.written',
  'table.deleted',
]);

/** The facts that some expressions read and nothing else, kept up entry by entry: neither a trace nor a projection is needed. */
export class LiveFacts implements RunFacts {
  readonly #components = new Map<string, LiveComponent>();
  readonly #readings: readonly Reading[];
  readonly #scope: { [name: string]: unknown };
  readonly needsAll: boolean;
  readonly #readsFlights: boolean;
  #tUs = 0;
  #flights = 0;
  #at = '';
  #changed = 0;
  #moved = false;
  #set = false;

  constructor(scenario: Scenario, readings: readonly Reading[]) {
    this.#readings = readings;
    this.#readsFlights = readings.some(({ flights }) => flights);
    const wanted = new Map<string, number>();
    for (const { facets } of readings) {
      for (const [id, mask] of facets) wanted.set(id, (wanted.get(id) ?? 0) | mask);
    }
    const scope: { [name: string]: unknown } = { param: parametersOf(scenario) };
    const counting = FACETS.entries | FACETS.happened;
    this.needsAll =
      this.#readsFlights ||
      readings.some(({ time }) => time) ||
      [...wanted.values()].some((mask) => (mask & counting) !== 0);
    for (const [id, mask] of wanted) {
      const spec = scenario.components.get(id);
      if (spec === undefined) continue;
      const component = new LiveComponent(spec, mask);
      this.#components.set(id, component);
      scope[variableOf(id)] = component.tables;
    }
    scope[VIEW_FUNCTIONS_NAME] = this.#functions();
    this.#scope = scope;
  }

  take(entry: Entry): void {
    this.#changed = 0;
    this.#moved = false;
    this.#set = entry.kind === 'parameter.changed';
    if (entry.kind === 'parameter.changed')
      this.#scope['param'] = { ...(this.#scope['param'] as object), [entry.parameter]: entry.to };
    const component = this.#components.get(entry.at);
    if (component !== undefined) {
      this.#at = entry.at;
      this.#changed = component.take(entry);
    }
    if (!this.#readsFlights) return;
    if (entry.kind === 'message.sent') this.#flights++;
    else if (entry.kind === 'message.delivered' || (entry.kind === 'message.dropped' && entry.hop !== null))
      this.#flights--;
    else return;
    this.#moved = true;
  }

  concerns(expression: number): boolean {
    const { facets, parameters, flights, time } = this.#readings[expression] as Reading;
    return (
      time ||
      (parameters && this.#set) ||
      (flights && this.#moved) ||
      (this.#changed & (facets.get(this.#at) ?? 0)) !== 0
    );
  }

  scopeAt(tUs: number): Scope {
    this.#tUs = tUs;
    return this.#scope;
  }

  #functions(): ViewFunctions {
    const find = (id: Data | undefined): LiveComponent => {
      const component = this.#components.get(String(id));
      if (component === undefined) throw new ExpressionFault(`\`${String(id)}\` is not a component`);
      return component;
    };
    const unasked = (): never => {
      throw new ExpressionFault('this is judged on a projection');
    };
    const ended = ({ counts }: LiveComponent): { readonly [outcome: string]: number } => {
      const { sent: _, ...outcomes } = counts;
      return outcomes;
    };
    return {
      lag: unasked,
      depth: unasked,
      line: unasked,
      staleness: unasked,
      position: unasked,
      count: (component, outcome) => known(find(component).counts, String(component), String(outcome)),
      state: (component) => find(component).state,
      entries: (component) => find(component).entryCount,
      component: (component) => find(component).tables,
      last: (component) => find(component).last,
      now: () => this.#tUs / US_PER_SECOND,
      inflight: () => this.#flights,
      p: (component, percent) => percentile(find(component).latenciesUs, percent),
      throughput: (component) => {
        const { spec, counts } = find(component);
        return perSecond(counts[spec.kind === 'client' ? 'ok' : 'done'] ?? 0, this.#tUs);
      },
      errorRate: (component) => errorShare(ended(find(component))),
      happened: (kind, component) => find(component).kinds.get(String(kind)) ?? 0,
    };
  }
}
