import type { Entry, InterfaceChanged, LifeChanged, StateChanged } from '../trace/entry.ts';
import type { ComponentView, LifeView } from './view.ts';
import { capitalised } from './words.ts';

/** What every component shows, whatever its kind, but for the count of its entries, which an index knows. */
export type CommonState = Pick<ComponentView, 'id' | 'life' | 'interfaces' | 'breakers' | 'skewUs' | 'facts'>;

export function newborn(id: string): CommonState {
  return { id, life: { state: 'up', sinceUs: 0, untilUs: null, factor: 1 }, interfaces: [] };
}

/** The part of an entry's effect that is the same for every kind of component; entries of other components leave it alone. */
export function foldCommon<S extends CommonState>(state: S, entry: Entry): S {
  if (entry.at !== state.id) return state;
  switch (entry.kind) {
    case 'component.crashed':
    case 'component.restarting':
    case 'component.restarted':
    case 'component.slowed':
      return { ...state, life: lifeAfter(state.life, entry) };
    case 'clock.skewed':
      return { ...state, skewUs: entry.byUs };
    case 'state.changed':
      return movedTo(state, entry);
    case 'interface.changed':
      return { ...state, interfaces: interfacesAfter(state.interfaces, entry) };
    default:
      return state;
  }
}

function movedTo<S extends CommonState>(state: S, { chart, from, to, why, tUs: sinceUs }: StateChanged): S {
  const { life, breakers = [] } = state;
  if (chart.startsWith('breaker ')) {
    const all = [...breakers.filter((one) => one.chart !== chart), { chart, state: to, sinceUs, why }];
    return { ...state, breakers: all, facts: all.map((one) => [capitalised(one.chart), `${one.state}: ${one.why}`]) };
  }
  if (chart !== 'process') return state;
  // A process that goes on is as fast as it was.
  const now = to === 'running' ? (life.factor === 1 ? 'up' : 'slow') : (to as LifeView['state']);
  return from === to ? state : { ...state, life: { ...life, state: now, sinceUs } };
}

function lifeAfter(life: LifeView, entry: LifeChanged): LifeView {
  const state = entry.to as LifeView['state'];
  return {
    state,
    sinceUs: state === life.state ? life.sinceUs : entry.tUs,
    untilUs: entry.untilUs ?? null,
    factor: entry.kind === 'component.slowed' ? (entry.factor ?? 1) : 1,
  };
}

function interfacesAfter(interfaces: CommonState['interfaces'], entry: InterfaceChanged): CommonState['interfaces'] {
  const { message, version, change } = entry;
  return [...interfaces.filter((known) => known.message !== message), { message, version, change }];
}
