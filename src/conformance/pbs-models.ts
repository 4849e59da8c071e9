import type { Leg } from '../components/database/quorum-operation.ts';
import type { UnitSource } from '../kernel/distribution.ts';
import { exp, ln } from '../kernel/exact.ts';
import { US_PER_MS } from '../kernel/time.ts';

/** How long each leg takes in ms, and what a replica that isn't the nearest costs on top, each way. */
export interface DelayModel {
  readonly legs: Readonly<Record<Leg, (draws: UnitSource) => number>>;
  readonly remoteMs: number;
}

/** "W=A=R=S" and the like, by leg. */
type LegTexts = Readonly<Record<string, string>>;

const LETTERS: ReadonlyArray<readonly [Leg, string]> = [
  ['write', 'W'],
  ['ack', 'A'],
  ['read', 'R'],
  ['answer', 'S'],
];
const NUMBER = String.raw`(\d*\.?\d+)`;
const MIXTURE = new RegExp(
  String.raw`${NUMBER}% Pareto\((?:xm )?${NUMBER}, (?:alpha )?${NUMBER}\) else Exp\(${NUMBER}\)`,
);
const WIDE = new RegExp(String.raw`^(\S+) plus ${NUMBER} ms one-way for all but one local replica`);

/** Reads the reference's distributions; undefined where a model's words can't be read. */
export function delayModel(
  name: string,
  distributions: Readonly<Record<string, LegTexts | string>>,
): DelayModel | undefined {
  const text = distributions[name];
  if (text === undefined) return undefined;
  if (typeof text === 'string') {
    const [, base = '', remote = ''] = WIDE.exec(text) ?? [];
    const model = base === '' || base === name ? undefined : delayModel(base, distributions);
    return model && { ...model, remoteMs: Number(remote) };
  }
  const legs = LETTERS.map(([leg, letter]) => {
    const [, said = ''] = Object.entries(text).find(([letters]) => letters.split('=').includes(letter)) ?? [];
    return [leg, mixture(said) ?? (said === name ? undefined : delayModel(said, distributions)?.legs[leg])] as const;
  });
  if (legs.some(([, sample]) => sample === undefined)) return undefined;
  return { legs: Object.fromEntries(legs) as DelayModel['legs'], remoteMs: 0 };
}

/** Exponential delays with these rates per ms. */
export function exponentialModel(writeRate: number, otherRate: number): DelayModel {
  const other = exponential(otherRate);
  return { legs: { write: exponential(writeRate), ack: other, read: other, answer: other }, remoteMs: 0 };
}

/** A model's delay as the group asks for it, in whole microseconds. */
export function delayOf(
  { legs, remoteMs }: DelayModel,
  draws: UnitSource,
): (leg: Leg, replica: number, near: number) => number {
  return (leg, replica, near) => Math.round((legs[leg](draws) + (replica === near ? 0 : remoteMs)) * US_PER_MS);
}

function exponential(rate: number): (draws: UnitSource) => number {
  return (draws) => -ln(draws.unit()) / rate;
}

/** "38% Pareto(1.05, 1.51) else Exp(.183)", from one draw. */
function mixture(text: string): ((draws: UnitSource) => number) | undefined {
  const found = MIXTURE.exec(text);
  if (found === null) return undefined;
  const [percent = 0, smallest = 0, alpha = 0, rate = 0] = found.slice(1).map(Number);
  const share = percent / 100;
  return (draws) => {
    const u = draws.unit();
    return u < share ? smallest * exp(-ln(u / share) / alpha) : -ln((u - share) / (1 - share)) / rate;
  };
}
