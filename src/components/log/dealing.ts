import { Registry } from '../../kernel/registry.ts';

/** Numbers of partitions by member. */
export type Shares = { readonly [member: string]: readonly number[] };

/** What a member of a group holds; null: it was in none of its generations. */
export type Holdings = ReadonlyMap<string, readonly number[] | null>;

/** What a rebalance changes. */
export interface Deal {
  readonly assignment: Shares;
  readonly revoked: Shares;
  readonly added: Shares;
  /** Members that gave something up join again at once, so that it finds its new member. */
  readonly followUp: boolean;
}

type Dealer = (assignor: string, partitions: number, members: Holdings, generation: number) => Deal;

const dealers = new Registry<Dealer>('assignor');

/** Adds an assignor. */
export function dealsBy(assignor: string, dealer: Dealer): void {
  dealers.add(assignor, dealer);
}

/** Deals a log's partitions out to the members of a group, all of which read that log. */
export function deal(assignor: string, partitions: number, members: Holdings, generation: number): Deal {
  if (assignor === 'range') return dealRanges(partitions, members);
  return dealers.get(assignor)(assignor, partitions, members, generation);
}

/** Contiguous ranges in the order of ids, the first members getting one more where they don't divide evenly. */
function dealRanges(partitions: number, members: Holdings): Deal {
  const ids = [...members.keys()].sort();
  const share = Math.floor(partitions / ids.length);
  const extra = partitions % ids.length;
  const assignment: { [member: string]: number[] } = {};
  let next = 0;
  ids.forEach((id, index) => {
    const mine: number[] = [];
    for (let i = 0; i < share + (index < extra ? 1 : 0); i++) mine.push(next++);
    assignment[id] = mine;
  });
  const revoked = Object.fromEntries(ids.map((id) => [id, members.get(id) ?? []]));
  return { assignment, revoked, added: assignment, followUp: false };
}
