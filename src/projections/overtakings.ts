import type { MessageDelivered, MessageDropped, MessageSent } from '../trace/entry.ts';
import { Ascending } from './ascending.ts';
import type { SpaceTimeView } from './space-time.ts';

type Overtaking = SpaceTimeView['overtakings'][number];

/** A hop under way and its neighbours on the same path, in the order of setting out. */
interface Runner {
  readonly sent: MessageSent;
  readonly path: Path;
  before: Runner | null;
  after: Runner | null;
}

interface Path {
  last: Runner | null;
}

/** Arrivals before something that had set out earlier on the same path to the same receiver. */
export class Overtakings {
  readonly #paths = new Map<string, Map<string, Path>>();
  readonly #runners = new Map<number, Runner>();
  readonly #found: Overtaking[] = [];
  readonly #foundUs = new Ascending();

  /** `index` names the hop until it ends. */
  sent(index: number, sent: MessageSent): void {
    const path = this.#path(sent.at, sent.to);
    const runner: Runner = { sent, path, before: path.last, after: null };
    if (path.last !== null) path.last.after = runner;
    path.last = runner;
    this.#runners.set(index, runner);
  }

  ended(index: number, end: MessageDelivered | MessageDropped): void {
    const runner = this.#runners.get(index);
    if (runner === undefined) return;
    this.#runners.delete(index);
    const { sent, path, before, after } = runner;
    if (end.kind === 'message.delivered' && before !== null && overtakes(sent, before.sent)) {
      this.#found.push({
        atUs: end.tUs,
        component: sent.to,
        words: `${sent.message.label} passes ${before.sent.message.label}`,
      });
      this.#foundUs.push(end.tUs);
    }
    if (before !== null) before.after = after;
    if (after === null) path.last = before;
    else after.before = before;
  }

  between(fromUs: number, toUs: number): readonly Overtaking[] {
    return this.#found.slice(this.#foundUs.countBelow(fromUs), this.#foundUs.countBelow(toUs + 1));
  }

  #path(from: string, to: string): Path {
    let paths = this.#paths.get(from);
    if (paths === undefined) this.#paths.set(from, (paths = new Map()));
    let path = paths.get(to);
    if (path === undefined) paths.set(to, (path = { last: null }));
    return path;
  }
}

/** A copy does not overtake its original, and of two that set out together neither is the first. */
function overtakes(later: MessageSent, earlier: MessageSent): boolean {
  return earlier.tUs < later.tUs && earlier.message.correlationId !== later.message.correlationId;
}
