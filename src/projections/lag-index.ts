import { Ascending } from './ascending.ts';
import type { LagStep } from './space-time.ts';
import type { LogView } from './view.ts';

type Groups = Pick<LogView, 'id' | 'groups'>;

interface Steps {
  readonly atUs: Ascending;
  readonly lags: number[];
}

/** How the lag of every group went up and down. */
export class LagIndex {
  readonly #groups = new Map<string, Steps>();

  constructor(logs: readonly Groups[]) {
    for (const log of logs) {
      for (const { group, lag } of log.groups) {
        const atUs = new Ascending();
        atUs.push(0);
        this.#groups.set(lagName(log.id, group), { atUs, lags: [lag] });
      }
    }
  }

  /** Takes the log as it is after an entry of instant `tUs`. */
  take(log: Groups, tUs: number): void {
    for (const { group, lag } of log.groups) {
      const known = this.#groups.get(lagName(log.id, group));
      if (known === undefined || known.lags.at(-1) === lag) continue;
      const { atUs, lags } = known;
      if (atUs.at(atUs.length - 1) === tUs) lags[lags.length - 1] = lag;
      else {
        atUs.push(tUs);
        lags.push(lag);
      }
    }
  }

  /** The lag at `fromUs`, then each change up to and including `toUs`; nothing for a group that there isn't. */
  between(name: string, fromUs: number, toUs: number): readonly LagStep[] {
    const known = this.#groups.get(name);
    if (known === undefined || toUs < fromUs) return [];
    const { atUs, lags } = known;
    const first = atUs.countBelow(fromUs + 1);
    const steps: LagStep[] = [{ tUs: fromUs, lag: lags[first - 1] ?? 0 }];
    const last = atUs.countBelow(toUs + 1);
    for (let index = first; index < last; index++) steps.push({ tUs: atUs.at(index), lag: lags[index] as number });
    return steps;
  }

  allBetween(fromUs: number, toUs: number): ReadonlyMap<string, readonly LagStep[]> {
    return new Map([...this.#groups.keys()].map((name) => [name, this.between(name, fromUs, toUs)]));
  }
}

/** `log/group`, as the space-time diagram names a group's lag. */
export function lagName(log: string, group: string): string {
  return `${log}/${group}`;
}
