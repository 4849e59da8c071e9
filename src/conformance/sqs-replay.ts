import { US_PER_SECOND } from '../kernel/time.ts';
import type { SqsEvent } from '../components/queue/sqs-event.ts';
import { SqsQueue } from '../components/queue/sqs-queue.ts';
import type { SqsSettings } from '../scenario/kinds/queue-spec.ts';
import type { SendOptions, Step } from './sqs-steps.ts';

/** A queue with its dead-letter queue, to which a trace's steps are done one by one. */
export class SqsReplay {
  readonly #fifo: boolean;
  readonly #queue: SqsQueue<string>;
  readonly #deadLetters: SqsQueue<string>;
  #nowUs = 0;
  /** Bodies of the last receive. */
  #last: readonly string[] = [];
  readonly #receipts = new Map<string, string>();

  constructor(settings: SqsSettings) {
    this.#fifo = settings.fifo;
    this.#queue = new SqsQueue(settings);
    this.#deadLetters = new SqsQueue({ ...settings, maxReceiveCount: null, delayUs: 0 });
  }

  /** Does one step; a receive gives the bodies that came, everything else null. Returns a sentence where it can't. */
  do(step: Step): readonly string[] | string | null {
    const { verb, args } = step;
    switch (verb) {
      case 'send':
        for (const body of bodiesOf(args[0])) this.#send(body, (args[1] ?? {}) as SendOptions);
        return null;
      case 'receive':
        return this.#receive(this.#queue, step);
      case 'receiveDLQ':
        return this.#receive(this.#deadLetters, step);
      case 'delete':
        return this.#delete(args);
      case 'wait':
        this.#nowUs += Math.round((args[0] as number) * US_PER_SECOND);
        return null;
      case 'changeVisibility':
      case 'changeMessageVisibility':
        for (const body of bodiesOf(args[0]))
          this.#queue.changeVisibility(
            this.#receipts.get(body) ?? '',
            Number(args[1] ?? step.options['vt'] ?? 0) * US_PER_SECOND,
            this.#nowUs,
          );
        return null;
      default:
        return `no step is called ${verb}`;
    }
  }

  /** Receives until nothing comes. */
  drain(): readonly string[] {
    const all: string[] = [];
    const step = { verb: 'receive', options: { max: 10 }, args: [], expected: null };
    for (let got = this.#receive(this.#queue, step); got.length > 0; got = this.#receive(this.#queue, step))
      all.push(...got);
    return all;
  }

  #send(body: string, { group, dedup, delay }: SendOptions): void {
    this.#queue.send(
      {
        body,
        // Traces with one group leave it out; in others the body begins with it.
        group: group ?? (this.#fifo ? (/^(g\d+)-/.exec(body)?.[1] ?? 'group') : null),
        deduplicationId: dedup ?? null,
        content: body,
        delayUs: delay === undefined ? null : delay * US_PER_SECOND,
      },
      this.#nowUs,
    );
  }

  #receive(queue: SqsQueue<string>, { options }: Step): readonly string[] {
    const { max = 1, vt } = options;
    const request = { most: max, ...(vt === undefined ? {} : { visibilityTimeoutUs: vt * US_PER_SECOND }) };
    const events: readonly SqsEvent<string>[] = queue.receive(request, this.#nowUs);
    const bodies: string[] = [];
    for (const event of events) {
      if (event.kind === 'redriven') this.#deadLetters.sendRedriven(event.message, this.#nowUs);
      if (event.kind !== 'received') continue;
      bodies.push(event.body);
      if (queue === this.#queue) this.#receipts.set(event.body, event.receipt);
    }
    if (bodies.length > 0) this.#last = bodies;
    return bodies;
  }

  /** `delete x`, `delete both`, `delete first`; a third word says that it must fail. */
  #delete([what, outcome]: readonly unknown[]): string | null {
    const mustFail = /fail|error|invalid|expired/i.test(JSON.stringify(outcome ?? ''));
    for (const body of this.#named(what)) {
      const events = this.#queue.delete(this.#receipts.get(body) ?? '', this.#nowUs);
      const deleted = events.some(({ kind }) => kind === 'deleted');
      if (outcome !== undefined && deleted === mustFail) return `${body} was ${deleted ? '' : 'not '}deleted`;
    }
    return null;
  }

  #named(what: unknown): readonly string[] {
    const words = bodiesOf(what);
    const [only] = words;
    if (words.length !== 1 || only === undefined || this.#receipts.has(only)) return words;
    if (only === 'both' || only === 'all') return this.#last;
    if (only === 'one' || only === 'first') return this.#last.slice(0, 1);
    if (only === 'second') return this.#last.slice(1, 2);
    return only === 'last' ? this.#last.slice(-1) : words;
  }
}

function bodiesOf(what: unknown): readonly string[] {
  return Array.isArray(what) ? what.map(String) : [String(what)];
}
