import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import { compileDistribution, meanUs } from '../../kernel/distribution.ts';
import type { Distribution, Sampler } from '../../kernel/distribution.ts';
import type { LinkSpec } from '../../scenario/scenario.ts';
import { linkId } from '../../trace/link-id.ts';
import type { World } from '../world.ts';
import { Direction } from './direction.ts';
import { linkCondition, linkMachine } from './link-machine.ts';

/** The network path between two components, both ways alike: its condition, and the draws that decide each message's passage. */
export class Link {
  readonly id: string;
  readonly #world: World;
  readonly #spec: LinkSpec;
  /** Made with the first fault: most links of most runs never have one, and searches make many runs. */
  #actor: Actor<typeof linkMachine> | null = null;
  readonly #hold: Sampler;
  readonly #there: Direction;
  readonly #back: Direction;
  #latency: Sampler;
  #distribution: Distribution;
  #condition = 'ok';
  #cause: number | null = null;
  #why = '';
  cut = false;
  loss: number;
  duplication: number;
  reordering: number;

  constructor(world: World, spec: LinkSpec) {
    const [a, b] = spec.between;
    this.id = linkId(a, b);
    this.#world = world;
    this.#spec = spec;
    this.loss = spec.loss;
    this.duplication = spec.duplication;
    this.reordering = spec.reordering;
    this.#distribution = spec.latency;
    this.#latency = compileDistribution(spec.latency);
    this.#hold = compileDistribution(spec.holdBack);
    this.#there = new Direction(world.random, a, b);
    this.#back = new Direction(world.random, b, a);
  }

  /**
   * When a message (or the copy of one) that sets out now arrives. It never overtakes an earlier one, unless reordering
   * holds that one back.
   */
  dueUs(from: string, copy: boolean): number {
    const way = this.#way(from);
    const arrivalUs = this.#world.clock.nowUs + this.#latency(copy ? way.copyLatency : way.latency);
    const heldBack = this.reordering > 0 && way.order.chance(this.reordering);
    const inOrderUs = Math.max(arrivalUs, way.lastDueUs);
    if (heldBack) return inOrderUs + this.#hold(way.hold);
    way.lastDueUs = inOrderUs;
    return inOrderUs;
  }

  loses(from: string): boolean {
    return this.loss > 0 && this.#way(from).loss.chance(this.loss);
  }

  duplicates(from: string): boolean {
    return this.duplication > 0 && this.#way(from).copies.chance(this.duplication);
  }

  /** Cuts it. Returns why nothing changes, or null; so do all below. */
  partition(cause: number): string | null {
    if (this.cut) return 'the link is cut already';
    this.cut = true;
    return this.#tell({ type: 'cut' }, cause, 'the link is cut');
  }

  /** Ends every fault that a person made. */
  heal(cause: number): string | null {
    const { loss, duplication, reordering, latency } = this.#spec;
    const asBefore = this.loss === loss && this.duplication === duplication && this.reordering === reordering;
    if (!this.cut && asBefore && same(this.#distribution, latency)) return 'nothing is wrong with this link';
    this.cut = false;
    this.loss = loss;
    this.duplication = duplication;
    this.reordering = reordering;
    this.#distribution = latency;
    this.#latency = compileDistribution(latency);
    return this.#tell({ type: 'heal' }, cause, 'the link is as it was');
  }

  setLatency(latency: Distribution, cause: number): string | null {
    if (same(this.#distribution, latency)) return 'messages take that long already';
    const slow = meanUs(latency) > meanUs(this.#spec.latency);
    this.#distribution = latency;
    this.#latency = compileDistribution(latency);
    return this.#tell(
      { type: 'latency', slow },
      cause,
      slow ? 'messages take longer' : 'messages take as long as before',
    );
  }

  setProbability(fault: 'loss' | 'duplication' | 'reordering', probability: number, cause: number): string | null {
    if (this[fault] === probability) return `${fault} is ${Math.round(probability * 100)} % already`;
    this[fault] = probability;
    return this.#tell(
      { type: fault, on: probability > this.#spec[fault] },
      cause,
      `${fault} ${Math.round(probability * 100)} %`,
    );
  }

  #way(from: string): Direction {
    return from === this.#spec.between[0] ? this.#there : this.#back;
  }

  #tell(event: Parameters<Actor<typeof linkMachine>['send']>[0], cause: number, why: string): null {
    this.#cause = cause;
    this.#why = why;
    this.#actor ??= this.#startActor();
    this.#actor.send(event);
    return null;
  }

  #startActor(): Actor<typeof linkMachine> {
    const actor = createActor(linkMachine, { clock: this.#world.clock });
    actor.subscribe((snapshot) => this.#moved(linkCondition(snapshot.value as { [region: string]: string })));
    return actor.start();
  }

  #moved(condition: string): void {
    const from = this.#condition;
    if (condition === from) return;
    this.#condition = condition;
    const { trace, clock } = this.#world;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: this.id,
      cause: this.#cause,
      kind: 'state.changed',
      chart: 'link',
      from,
      to: condition,
      why: this.#why,
    });
  }
}

function same(a: Distribution, b: Distribution): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
