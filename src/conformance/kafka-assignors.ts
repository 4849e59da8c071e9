import { isDeepStrictEqual } from 'node:util';
import { assign } from '../components/log/assignors/assignor.ts';
import type { Assignor } from '../components/log/assignors/assignor.ts';
import type { Member } from '../components/log/assignors/member.ts';
import { partitionName } from '../components/log/assignors/topic-partition.ts';
import type { Report } from './report.ts';

interface Vector {
  readonly scenario: string;
  readonly assignor: Assignor;
  readonly topics: Readonly<Record<string, number>>;
  readonly subscriptions: Readonly<Record<string, readonly string[]>>;
  readonly owned?: Shares;
  /** Of all members, or of each. */
  readonly generation?: number;
  readonly generations?: Readonly<Record<string, number>>;
  readonly expected: Shares;
}

/** Members' partitions, each named `topic-n`. */
type Shares = Readonly<Record<string, readonly string[]>>;

/** Has each group's partitions dealt out. The order within a share means nothing to Kafka, so it is not compared. */
export function check(document: unknown, report: Report): void {
  for (const vector of (document as { readonly vectors: readonly Vector[] }).vectors) {
    const members = Object.keys(vector.subscriptions).map((id) => memberOf(vector, id));
    const assignment = assign(vector.assignor, new Map(Object.entries(vector.topics)), members);
    const actual = inOrder(Object.fromEntries([...assignment].map(([id, mine]) => [id, mine.map(partitionName)])));
    const expected = inOrder(vector.expected);
    const name = `${vector.assignor}: ${vector.scenario}`;
    const isSticky = vector.assignor.endsWith('sticky');
    // The reference allows the sticky ones another answer that is as balanced and moves as little.
    if (isDeepStrictEqual(actual, expected) || !isSticky) report.case(name, expected, actual);
    else report.case(name, { ...qualities(expected, vector), expected }, { ...qualities(actual, vector), expected });
  }
}

function memberOf({ subscriptions, owned, generation, generations }: Vector, id: string): Member {
  return {
    id,
    topics: subscriptions[id] ?? [],
    owned: owned?.[id]?.map((name) => {
      const dash = name.lastIndexOf('-');
      return { topic: name.slice(0, dash), partition: Number(name.slice(dash + 1)) };
    }),
    generation: generations?.[id] ?? generation,
  };
}

function inOrder(shares: Shares): Shares {
  return Object.fromEntries(Object.entries(shares).map(([id, names]) => [id, names.toSorted()]));
}

/** What makes a sticky assignment good: who reads what at all, how even it is, and how much stays where it was. */
function qualities(shares: Shares, { owned = {}, subscriptions }: Vector): object {
  const entries = Object.entries(shares);
  const isForeign = (id: string, name: string): boolean =>
    !subscriptions[id]?.includes(name.slice(0, name.lastIndexOf('-'))) ||
    Object.entries(owned).some(([other, names]) => other !== id && names.includes(name) && other in subscriptions);
  return {
    dealt: entries.flatMap(([, names]) => names).sort(),
    sizes: entries.map(([, names]) => names.length).sort((a, b) => a - b),
    kept: entries.flatMap(([id, names]) => names.filter((name) => owned[id]?.includes(name))).length,
    foreign: entries.flatMap(([id, names]) => names.filter((name) => isForeign(id, name))).length,
  };
}
