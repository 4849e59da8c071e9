import type { Entry, MessageSent, StatementStarted } from '../trace/entry.ts';
import type { Message } from '../trace/message.ts';
import type { Trace } from '../trace/trace.ts';
import { Intervals } from './intervals.ts';
import type { Span } from './space-time.ts';

interface SpanRecord {
  readonly component: string;
  readonly task: number;
  readonly message: Message;
  readonly kind: Span['kind'];
  readonly startUs: number;
  /** Seq of the first time-out in it; Infinity: none. */
  timedOutSeq: number;
}

/** A task under way: what it handles and where, the span it is in and the calls that this span waits for. */
interface RunningTask {
  readonly component: string;
  readonly message: Message;
  span: number | null;
  calls: number[];
  /** The paths that it takes at once, by number: each is in a span of its own. */
  branches: Map<number, RunningTask> | null;
}

/** Lines that can take time. A publish waits for its ack. */
const KIND_OF_LINE: { readonly [op: string]: Span['kind'] } = {
  work: 'work',
  wait: 'wait',
  call: 'wait',
  publish: 'wait',
  append: 'wait',
  load: 'wait',
  'read at': 'wait',
};

/** Every stretch of time that a task spent in one line, and every request of a client. */
export class SpanIndex {
  readonly #trace: Trace;
  readonly #clients: ReadonlySet<string>;
  readonly #spans = new Intervals<SpanRecord>();
  readonly #tasks = new Map<number, RunningTask>();
  /** Open requests of clients, by the id of their message. */
  readonly #requests = new Map<number, number>();
  /** Calls of tasks, by the id of their message: the span that waits for them. */
  readonly #calls = new Map<number, number>();

  constructor(trace: Trace, clients: ReadonlySet<string>) {
    this.#trace = trace;
    this.#clients = clients;
  }

  take(entry: Entry): void {
    switch (entry.kind) {
      case 'handler.started':
        this.#tasks.set(entry.task, running(entry.at, entry.message));
        return;
      case 'statement.started': {
        const task = this.#path(entry);
        if (task === undefined) return;
        this.#endSpan(task, entry.seq);
        const kind = KIND_OF_LINE[entry.op];
        if (kind !== undefined) task.span = this.#begin(entry, entry.task, task.message, kind);
        return;
      }
      case 'handler.finished': {
        const task = this.#tasks.get(entry.task);
        if (task !== undefined) this.#endSpan(task, entry.seq);
        this.#tasks.delete(entry.task);
        return;
      }
      case 'component.crashed':
        this.#crash(entry.at, entry.seq);
        return;
      case 'message.sent':
        if (entry.duplicate || entry.attempt > 1) return;
        if (!this.#clients.has(entry.at)) this.#noteCall(entry);
        else if (entry.passage === 'call') {
          this.#requests.set(entry.message.id, this.#begin(entry, entry.message.id, entry.message, 'request'));
        }
        return;
      case 'call.timed-out':
        this.#noteTimeout(this.#calls.get(entry.message.id) ?? this.#requests.get(entry.message.id), entry.seq);
        return;
      case 'request.completed': {
        const span = this.#requests.get(entry.message.id);
        if (span === undefined) return;
        if (entry.outcome === 'timeout') this.#noteTimeout(span, entry.seq);
        this.#requests.delete(entry.message.id);
        this.#spans.close(span, entry.seq);
        return;
      }
      default:
    }
  }

  /** Spans open after the first `from` entries or beginning up to entry number `to`; what happens after entry number `known` stays unsaid. */
  between(from: number, to: number, known: number): readonly Span[] {
    const spans: Span[] = [];
    for (const index of this.#spans.touching(from, to)) {
      const { component, task, message, kind, startUs, timedOutSeq } = this.#spans.item(index);
      const endSeq = this.#spans.endSeq(index);
      const endUs = endSeq < known ? (this.#trace.entries[endSeq] as Entry).tUs : null;
      // A publish that waits for nobody takes no time.
      if (endUs === startUs) continue;
      spans.push({ component, task, message, kind, startUs, endUs, timedOut: timedOutSeq < known });
    }
    return spans;
  }

  #begin(entry: Entry, task: number, message: Message, kind: Span['kind']): number {
    return this.#spans.open(entry.seq, {
      component: entry.at,
      task,
      message,
      kind,
      startUs: entry.tUs,
      timedOutSeq: Infinity,
    });
  }

  /** The task, or the one of its paths, that an entry is of. */
  #path({ task: id, branch }: StatementStarted): RunningTask | undefined {
    const task = this.#tasks.get(id);
    if (task === undefined || branch === undefined) return task;
    task.branches ??= new Map();
    let path = task.branches.get(branch);
    if (path === undefined) task.branches.set(branch, (path = running(task.component, task.message)));
    return path;
  }

  #endSpan(task: RunningTask, seq: number): void {
    for (const path of task.branches?.values() ?? []) this.#endSpan(path, seq);
    task.branches = null;
    if (task.span === null) return;
    this.#spans.close(task.span, seq);
    for (const call of task.calls) this.#calls.delete(call);
    task.span = null;
    task.calls = [];
  }

  #crash(component: string, seq: number): void {
    for (const [number, task] of this.#tasks) {
      if (task.component !== component) continue;
      this.#endSpan(task, seq);
      this.#tasks.delete(number);
    }
    if (!this.#clients.has(component)) return;
    for (const [id, span] of this.#requests) {
      if (this.#spans.item(span).component !== component) continue;
      this.#spans.close(span, seq);
      this.#requests.delete(id);
    }
  }

  #noteTimeout(span: number | undefined, seq: number): void {
    if (span === undefined) return;
    const record = this.#spans.item(span);
    record.timedOutSeq = Math.min(record.timedOutSeq, seq);
  }

  /** Ties a message that a task sent to the span of the statement that caused it. */
  #noteCall({ at, cause, message }: MessageSent): void {
    const before = cause === null ? undefined : this.#trace.entries[cause];
    if (before === undefined || before.at !== at || before.kind !== 'statement.started') return;
    const task = this.#path(before);
    if (task === undefined || task.span === null) return;
    this.#calls.set(message.id, task.span);
    task.calls.push(message.id);
  }
}

function running(component: string, message: Message): RunningTask {
  return { component, message, span: null, calls: [], branches: null };
}
