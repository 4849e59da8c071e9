import { createActor } from 'xstate';
import type { Cue, Step } from '../scenario/scenario.ts';
import type { Watch } from './advance.ts';
import { guideMachine, phaseOf, type RestorablePhase } from './guide-machine.ts';
import type { Player } from './player.ts';
import type { GuideState } from './workbench.ts';

/** The moment at which a step was last left off: its picture. */
interface Moment {
  readonly future: number;
  readonly tUs: number;
  readonly phase: 'arrived' | 'compared';
  readonly gaveUp: boolean;
}

export interface ScriptPorts {
  readonly player: Player;
  say(notice: string): void;
  /** Starts a variant afresh at instant 0, without interventions, and veils it; false where it can't be loaded. */
  startVariant(variant: string): boolean;
  /** Starts the scenario as it is by itself, as `startVariant` does. */
  startOver(): void;
}

/** Leads through the steps: does what they do, waits for what they wait for, and remembers each one's picture. */
export class Script {
  readonly #ports: ScriptPorts;
  readonly #guide;
  readonly #moments = new Map<number, Moment>();
  #state: GuideState | null = null;

  constructor(steps: readonly Step[], answers: GuideState['answers'], ports: ScriptPorts) {
    this.#ports = ports;
    this.#guide = createActor(guideMachine, { input: { steps, answers } }).start();
  }

  /** How the guide stands; the same object while nothing changed. */
  get state(): GuideState {
    const { value, context } = this.#guide.getSnapshot();
    const { step, answers, gaveUp } = context;
    const phase = phaseOf(String(value));
    const last = this.#state;
    if (last?.step === step && last.phase === phase && last.answers === answers && last.gaveUp === gaveUp) return last;
    return (this.#state = { step, phase, answers, gaveUp });
  }

  /** What playing waits for now. */
  get watch(): Watch | null {
    const { phase } = this.state;
    const step = this.#step;
    const cue = phase === 'setting-up' ? step : phase === 'finding-out' ? (step?.find ?? null) : null;
    if (!cue?.until) return null;
    const { fromUs } = this.#guide.getSnapshot().context;
    return { condition: cue.until, fromUs, deadlineUs: fromUs + cue.patienceUs };
  }

  /** Begins a step at the instant that is shown. */
  enter(index: number): void {
    const { player, startVariant } = this.#ports;
    const step = this.#guide.getSnapshot().context.steps[index];
    if (step === undefined) return;
    if (step.variant !== null && !startVariant(step.variant)) return;
    player.pause();
    this.#do(step);
    this.#guide.send({ type: 'ENTER', step: index, nowUs: player.tUs });
    this.#check();
    this.#remember();
  }

  restore(step: number, phase: RestorablePhase, gaveUp = false): void {
    this.#guide.send({ type: 'RESTORE', step, phase, nowUs: this.#ports.player.tUs, gaveUp });
    this.#remember();
  }

  /** Takes in how playing ended. */
  arrived(end: 'there' | 'held' | 'gave-up', why: string | null): void {
    if (end === 'there') return;
    this.#guide.send({ type: end === 'held' ? 'HELD' : 'GAVE_UP' });
    if (why !== null) this.#ports.say(why);
    this.#remember();
  }

  answer(option: number): boolean {
    const options = this.#step?.ask?.options.length ?? 0;
    const { phase } = this.state;
    if (!Number.isInteger(option) || option < 0 || option >= options) return false;
    if (phase !== 'asking' && phase !== 'predicted') return false;
    this.#guide.send({ type: 'ANSWER', option });
    const moment = this.#moments.get(this.state.step);
    // The picture stays the one that the question was asked about, wherever the learner has looked since.
    if (moment === undefined) this.#remember();
    else if (this.state.phase === 'compared') this.#moments.set(this.state.step, { ...moment, phase: 'compared' });
    return true;
  }

  /** The one next thing: plays, lets out what comes, or goes on to the next step. False where there is none. */
  next(): boolean {
    const { player } = this.#ports;
    const { phase, step } = this.state;
    if (this.watch !== null) {
      if (player.playing) this.#finish();
      else player.play();
      return true;
    }
    if (phase === 'asking' || phase === 'predicted' || (phase === 'reading' && this.#step?.find)) {
      this.#findOut();
      if (this.watch !== null) player.play();
      return true;
    }
    if (step + 1 >= this.#guide.getSnapshot().context.steps.length) return false;
    if (!this.#recall(step + 1)) {
      this.#catchUp();
      this.enter(step + 1);
      if (this.watch !== null) player.play();
    }
    return true;
  }

  /** To a step's picture: as it was left, or by playing the script up to there without showing it. */
  goTo(target: number): void {
    const { player, startOver } = this.#ports;
    player.pause();
    if (this.#recall(target)) return;
    // What comes before a step that starts afresh has no bearing on it, and may not even come about in this variant.
    const { steps } = this.#guide.getSnapshot().context;
    const fresh = steps.findLastIndex(({ variant }, index) => variant !== null && index <= target);
    if (fresh > this.state.step || (fresh >= 0 && target <= this.state.step)) this.enter(fresh);
    else if (target <= this.state.step) {
      startOver();
      this.enter(0);
    }
    this.#finish();
    while (this.state.step < target) {
      const before = this.state.step;
      this.#finish();
      if (this.#step?.find && this.state.phase !== 'compared') this.#findOut();
      this.#finish();
      if (!this.#recall(before + 1)) this.enter(before + 1);
      this.#finish();
      if (this.state.step === before) return;
    }
  }

  /** What the learner does to the run makes the later steps' pictures untrue. */
  forgetLater(): void {
    for (const step of this.#moments.keys()) if (step > this.state.step) this.#moments.delete(step);
  }

  /** Back to the beginning; the answers stay. */
  reset(): void {
    this.#moments.clear();
  }

  useSteps(steps: readonly Step[]): void {
    this.#guide.send({ type: 'STEPS', steps });
  }

  stop(): void {
    this.#guide.stop();
  }

  get #step(): Step | undefined {
    const { steps, step } = this.#guide.getSnapshot().context;
    return steps[step];
  }

  #findOut(): void {
    const { player } = this.#ports;
    const find = this.#step?.find ?? null;
    this.#catchUp();
    if (find !== null) this.#do(find);
    this.#guide.send({ type: 'FIND', nowUs: player.tUs });
    this.#check();
    this.#remember();
  }

  /** Does what a cue says, and leaves the picture of the step before as it was. */
  #do(cue: Cue): void {
    const { player, say } = this.#ports;
    if (cue.do.length === 0) return;
    const here = [...this.#moments.values()].some(
      ({ future, tUs }) => future === player.future.id && tUs === player.tUs,
    );
    const { problems } = here ? player.interveneAfter(cue.do) : player.intervene(cue.do);
    problems.forEach(say);
  }

  /** Looking back is not going back: the story goes on from the step's picture. */
  #catchUp(): void {
    const { player } = this.#ports;
    const moment = this.#moments.get(this.state.step);
    if (moment?.future === player.future.id && player.tUs < moment.tUs) player.jump(player.future, moment.tUs);
  }

  /** Judges the condition at the instant that is shown. */
  #check(): void {
    const { watch } = this;
    if (watch === null) return;
    const { tUs } = this.#ports.player;
    const { end, why } = this.#ports.player.playTo(tUs, watch);
    this.arrived(end, why);
  }

  /** Plays to the end of what is waited for, at once. */
  #finish(): void {
    const { watch } = this;
    if (watch === null) return;
    const { end, why } = this.#ports.player.playTo(watch.deadlineUs, watch);
    this.arrived(end, why);
  }

  #remember(): void {
    const { step, phase, gaveUp } = this.state;
    if (phase === 'setting-up' || phase === 'finding-out') return;
    const { future, tUs } = this.#ports.player;
    this.#moments.set(step, { future: future.id, tUs, phase: phase === 'compared' ? 'compared' : 'arrived', gaveUp });
  }

  #recall(step: number): boolean {
    const { player } = this.#ports;
    const moment = this.#moments.get(step);
    const future = moment === undefined ? null : player.futures.get(moment.future);
    if (moment === undefined || future === null) return false;
    player.jump(future, moment.tUs);
    this.#guide.send({ type: 'RESTORE', step, phase: moment.phase, nowUs: moment.tUs, gaveUp: moment.gaveUp });
    return true;
  }
}
