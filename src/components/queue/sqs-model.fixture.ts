import type { SqsSettings } from '../../scenario/kinds/queue-spec.ts';

interface Item {
  readonly id: number;
  readonly group: string;
  readonly sentS: number;
  visibleS: number;
  count: number;
}

/**
 * What SQS's rules say, as plainly as can be: one array, searched from its start each time, and every instant compared
 * anew, where the queue keeps lists and timers. Time is in seconds.
 */
export class SqsModel {
  readonly #settings: SqsSettings;
  readonly #retentionS: number;
  #items: Item[] = [];
  #turns: string[] = [];
  readonly #sends: { readonly key: string; readonly atS: number }[] = [];
  #next = 0;

  constructor(settings: SqsSettings, retentionS: number) {
    this.#settings = settings;
    this.#retentionS = retentionS;
  }

  get ids(): readonly number[] {
    return this.#items.map(({ id }) => id);
  }

  hidden(nowS: number): number {
    return this.#items.filter(({ visibleS }) => visibleS > nowS).length;
  }

  /** The messages that are gone. */
  retire(nowS: number): readonly number[] {
    const old = this.#items.filter(({ sentS }) => nowS >= sentS + this.#retentionS);
    this.#lose(old);
    return old.map(({ id }) => id);
  }

  /** True if it is taken in. */
  send(group: string, dedup: string, delayS: number, nowS: number): boolean {
    const key = this.#settings.deduplicationScope === 'queue' ? dedup : `${group}:${dedup}`;
    if (this.#settings.fifo && this.#sends.some((sent) => sent.key === key && nowS < sent.atS + 300)) return false;
    this.#sends.push({ key, atS: nowS });
    this.#items.push({ id: this.#next++, group, sentS: nowS, visibleS: nowS + delayS, count: 0 });
    if (!this.#turns.includes(group)) this.#turns.push(group);
    return true;
  }

  receive(
    most: number,
    timeoutS: number,
    nowS: number,
  ): { readonly got: readonly string[]; readonly spent: readonly number[] } {
    const got: Item[] = [];
    const spent: Item[] = [];
    for (const item of this.#inLine(nowS)) {
      if (got.length === most) break;
      if (item.count >= (this.#settings.maxReceiveCount ?? Infinity)) spent.push(item);
      else got.push(item);
    }
    for (const item of got) {
      item.count++;
      item.visibleS = nowS + timeoutS;
    }
    this.#lose(spent);
    const served = new Set(got.map(({ group }) => group));
    this.#turns = [...this.#turns.filter((group) => !served.has(group)), ...served];
    return { got: got.map(({ id, count }) => `${id}/${count}`), spent: spent.map(({ id }) => id) };
  }

  delete(receipt: string, nowS: number): boolean {
    const item = this.#items.find(({ id, count }) => `${id}/${count}` === receipt);
    if (item === undefined || (this.#settings.fifo && item.visibleS <= nowS)) return false;
    this.#lose([item]);
    return true;
  }

  changeVisibility(receipt: string, timeoutS: number, nowS: number): boolean {
    const item = this.#items.find(({ id, count }) =>
      this.#settings.fifo ? `${id}/${count}` === receipt : receipt.startsWith(`${id}/`),
    );
    if (item === undefined || item.visibleS <= nowS) return false;
    item.visibleS = nowS + timeoutS;
    return true;
  }

  #inLine(nowS: number): readonly Item[] {
    if (!this.#settings.fifo) return this.#items.filter(({ visibleS }) => visibleS <= nowS);
    return this.#turns.flatMap((turn) => {
      const members = this.#items.filter(({ group }) => group === turn);
      const blocked = members.findIndex(({ visibleS }) => visibleS > nowS);
      return blocked < 0 ? members : members.slice(0, blocked);
    });
  }

  #lose(lost: readonly Item[]): void {
    this.#items = this.#items.filter((item) => !lost.includes(item));
    this.#turns = this.#turns.filter((turn) => this.#items.some(({ group }) => group === turn));
  }
}
