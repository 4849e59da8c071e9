import { countBelow } from './sorted.ts';
import type { LagStep } from './space-time.ts';
import type { LogView } from './view.ts';

type Groups = Pick<LogView, 'id' | 'groups'>;

interface Steps {
  readonly atUs: number[];
  readonly steps: LagStep[];
}

/** How the lag of every group went up and down. */
export class LagIndex {
  readonly #groups = new Map<string, Steps>();

  constructor(logs: readonly Groups[]) {
    for (const log of logs) {
      for (const { group, lag } of log.groups)
        this.#groups.set(lagName(log.id, group), { atUs: [0], steps: [{ tUs: 0, lag }] });
    }
  }

  /** Takes the log as it is after an entry of instant `tUs`. */
  take(log: Groups, tUs: number): void {
    for (const { group, lag } of log.groups) {
      const known = this.#groups.get(lagName(log.id, group));
      const last = known?.steps.at(-1);
      if (known === undefined || last === undefined || last.lag === lag) continue;
      if (last.tUs === tUs) known.steps[known.steps.length - 1] = { tUs, lag };
      else {
        known.atUs.push(tUs);
        known.steps.push({ tUs, lag });
      }
    }
  }

  /** The lag at `fromUs`, then each change up to and including `toUs`; nothing for a group that there isn't. */
  between(name: string, fromUs: number, toUs: number): readonly LagStep[] {
    const known = this.#groups.get(name);
    if (known === undefined || toUs < fromUs) return [];
    const first = countBelow(known.atUs, fromUs + 1);
    const before = known.steps[first - 1] ?? { tUs: 0, lag: 0 };
    return [{ tUs: fromUs, lag: before.lag }, ...known.steps.slice(first, countBelow(known.atUs, toUs + 1))];
  }

  allBetween(fromUs: number, toUs: number): ReadonlyMap<string, readonly LagStep[]> {
    return new Map([...this.#groups.keys()].map((name) => [name, this.between(name, fromUs, toUs)]));
  }
}

/** `log/group`, as the space-time diagram names a group's lag. */
export function lagName(log: string, group: string): string {
  return `${log}/${group}`;
}
