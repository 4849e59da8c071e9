import { Service } from '../../components/service/service.ts';
import type { Resident } from '../../components/service/residents.ts';
import type { Task } from '../../components/service/task.ts';
import { runsVerb, type VerbTools } from '../../components/service/verb.ts';
import { dataText } from '../../components/data-text.ts';
import { Processor, type Result } from '../../components/stream-processor/processor.ts';
import type { TimerId } from '../../kernel/heap.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileStream } from '../../scenario/kinds/stream.ts';
import type { StreamOutput, StreamSpec } from '../../scenario/kinds/stream-spec.ts';
import { DEFAULT_PUBLISH_RETRY, DEFAULT_PUBLISH_TIMEOUT_US } from '../../scenario/retries.ts';
import type { Message } from '../../trace/message.ts';
import { buildsKind } from '../kind.ts';

compilesKind('stream', compileStream);
buildsKind('stream', (world, spec) => new Service(world, { ...spec, kind: 'service' }));

runsVerb('process', (task, _statement, _instruction, tools) => {
  const spec = tools.world.scenario.components.get(tools.owner) as StreamSpec;
  return tools.residents.get('stream', () => new StreamResident(tools, spec)).process(task);
});

/** A stream processor within the process that runs it: what it keeps survives a crash, what it was publishing is published again. */
class StreamResident implements Resident {
  readonly #tools: VerbTools;
  readonly #spec: StreamSpec;
  readonly #processor: Processor;
  /** The offset after the last record that was taken in, by input; and what is to be published of that record. */
  readonly #taken = new Map<string, { next: number; results: readonly Result[] }>();
  /** Results of time passing that no log has acknowledged. */
  readonly #late = new Set<Result>();
  #timer: TimerId | null = null;
  #up = true;

  constructor(tools: VerbTools, spec: StreamSpec) {
    this.#tools = tools;
    this.#spec = spec;
    this.#processor = new Processor(tools.world, spec);
  }

  process(task: Task): 'next' | 'suspended' {
    const { record, message } = task.hop;
    const input = record === null ? message.source : `${record.log} ${record.partition}`;
    const offset = record?.offset ?? 0;
    let known = this.#taken.get(input);
    if (record === null || known === undefined || offset >= known.next) {
      this.#processor.take(message, input, task.cause);
      known = { next: offset + 1, results: this.#processor.results() };
      this.#taken.set(input, known);
    }
    this.#arm();
    return this.#publishAll(task, known.results);
  }

  crash(): void {
    this.#up = false;
    if (this.#timer !== null) this.#tools.world.clock.cancel(this.#timer);
    this.#timer = null;
  }

  start(cause: number): void {
    this.#up = true;
    for (const result of this.#late) this.#publishLate(result, cause);
    this.#arm();
  }

  /** The task goes on when every result is acknowledged. */
  #publishAll(task: Task, results: readonly Result[]): 'next' | 'suspended' {
    const { output } = this.#spec;
    if (output === null || results.length === 0) return 'next';
    let open = results.length;
    let failed = false;
    for (const result of results) {
      this.#publish(
        output,
        result,
        task.cause,
        (cause) => {
          open--;
          if (open === 0 && !failed) this.#tools.go(task, cause);
        },
        (why, cause) => {
          if (failed) return;
          failed = true;
          task.cause = cause;
          this.#tools.fail(task, why);
        },
      );
    }
    return 'suspended';
  }

  readonly #passed = (): void => {
    this.#timer = null;
    if (!this.#up) return;
    this.#processor.advance(this.#processor.cause);
    for (const result of this.#processor.results()) {
      this.#late.add(result);
      this.#publishLate(result, this.#processor.cause);
    }
    this.#arm();
  };

  #publishLate(result: Result, cause: number): void {
    const { output } = this.#spec;
    if (output === null) return;
    // It is tried again for as long as the process lives, as a producer with an endless delivery timeout does.
    this.#publish(
      output,
      result,
      cause,
      () => this.#late.delete(result),
      (_why, failed) => this.#publishLate(result, failed),
    );
  }

  #publish(
    output: StreamOutput,
    { scope, about }: Result,
    cause: number,
    done: (cause: number) => void,
    failed: (why: string, cause: number) => void,
  ): void {
    const key = output.key?.evaluate(scope) ?? null;
    this.#tools.exchanges.begin(
      {
        message: this.#message(about, output, key === null ? null : dataText(key), scope),
        to: output.to,
        passage: 'publish',
        timeoutUs: DEFAULT_PUBLISH_TIMEOUT_US,
        retry: DEFAULT_PUBLISH_RETRY,
        answered: (_, by) => done(by),
        failed: ({ why }, by) => failed(why, by),
      },
      cause,
    );
  }

  #message(about: Message, output: StreamOutput, key: string | null, scope: Result['scope']): Message {
    const { messages, scenario } = this.#tools.world;
    const contract = scenario.messages.get(output.message);
    return messages.following(
      about,
      this.#tools.owner,
      output.message,
      contract?.kind ?? 'event',
      output.data.evaluate(scope),
      key,
      contract?.version ?? 1,
    );
  }

  #arm(): void {
    const { clock } = this.#tools.world;
    if (this.#timer !== null) clock.cancel(this.#timer);
    const { dueUs } = this.#processor;
    this.#timer = dueUs === null || !this.#up ? null : clock.at(dueUs, this.#passed);
  }
}
