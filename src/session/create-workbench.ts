import { createStore } from 'zustand/vanilla';
import { invariant } from '../kernel/invariant.ts';
import type { Intervention, RunInput, TimedIntervention } from '../scenario/intervention.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { isSeed, type PayloadWriter, type RunLink } from '../share/run-link.ts';
import type { Arrival } from './advance.ts';
import { Futures } from './futures.ts';
import type { RestorablePhase } from './guide-machine.ts';
import { linkOf } from './link-of.ts';
import { Player } from './player.ts';
import { NO_PROGRESS, readProgress, writeProgress, type ProgressStorage } from './progress.ts';
import { Script } from './script.ts';
import { createShelf } from './shelf.ts';
import { transplant } from './transplant.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

export interface WorkbenchConfig {
  /** A document whose variant loads; check it before. */
  readonly document: unknown;
  /** Its name in the catalogue; null for any other document. */
  readonly slug: string | null;
  /** Writes the links of a document without a slug. Whoever needs none is spared its code. */
  readonly payloadText?: PayloadWriter | null;
  readonly variant?: string | null;
  /** Without one: the scenario's own. */
  readonly seed?: number | null;
  readonly parameters?: RunInput['parameters'];
  readonly interventions?: readonly TimedIntervention[];
  /** The moment to open at; without one, the step's own: the script is played up to it. */
  readonly tUs?: number | null;
  /** Index of the step. */
  readonly step?: number;
  /** How far the step is at that moment. */
  readonly phase?: RestorablePhase;
  /** What the link that is opened says beside, to be part of every link from here. */
  readonly view?: string | null;
  readonly extras?: RunLink['extras'];
  /** Where progress is kept from visit to visit. */
  readonly storage?: ProgressStorage | null;
}

/** Opens a scenario at a moment, paused. */
export function createWorkbench(config: WorkbenchConfig): Workbench {
  const { document, slug, payloadText = null, storage = null, view = null, extras = [] } = config;
  const shelf = createShelf(document);
  const scenario = shelf.load(config.variant ?? null, config.parameters ?? {});
  invariant(typeof scenario !== 'string', () => `a workbench gets a document that loads: ${String(scenario)}`);

  let input: RunInput = {
    seed: config.seed ?? scenario.seed,
    variant: scenario.variant,
    parameters: config.parameters ?? {},
    interventions: (config.interventions ?? []).toSorted((a, b) => a.atUs - b.atUs),
  };
  let notices: readonly string[] = [];
  const say = (notice: string): void => {
    if (!notices.includes(notice)) notices = [...notices, notice];
  };
  const player = new Player(new Futures(scenario, input), scenario.speed, say);
  const known = slug === null ? null : readProgress(storage, slug);
  let progress = known ?? NO_PROGRESS;
  const script = new Script(scenario.steps, progress.answers, {
    player,
    say,
    startVariant: (variant) => start({ ...input, variant, interventions: [] }),
    startOver: () => void start({ ...input, variant: null, interventions: [] }),
  });
  let selected: string | null = null;
  let followed: number | null = null;
  let shownStep = -1;
  let sizeWasSaid = false;

  openAt(config.step ?? 0, config.tUs ?? (input.interventions.length > 0 ? 0 : null), config.phase ?? 'arrived');
  lookAtStep();
  const store = createStore<WorkbenchState>(() => currentState());

  return {
    store,
    play: () => act(() => player.play()),
    pause: () => act(() => player.pause()),
    toggle: () => act(() => (player.playing ? player.pause() : player.play())),
    stepForward: () => act(() => took(player.stepForward(script.watch))),
    stepBack: () => act(() => player.stepBack()),
    scrubTo: (tUs) => act(() => took(player.goTo(tUs, script.watch))),
    nudge: (deltaUs) => act(() => took(player.goTo(Math.min(player.tUs + deltaUs, player.future.playedUs), null))),
    setSpeed: (speed) => act(() => player.setSpeed(speed)),
    restart: () => act(() => took(player.goTo(0, null))),
    reset: () => act(reset),
    intervene: (what) => act(() => intervene(what)),
    select: (component) => act(() => void (selected = component)),
    follow: (correlationId) => act(() => void (followed = correlationId)),
    nextStep: () => act(() => script.next() || say('This was the last step.')),
    previousStep: () => act(() => goToStep(script.state.step - 1)),
    goToStep: (step) => act(() => goToStep(step)),
    answer: (option) => act(() => script.answer(option) || say('There is no such answer to give now.')),
    switchVariant: (variant) => act(() => rerun({ variant })),
    switchBranch: (branch) => act(() => switchBranch(branch)),
    setSeed: (seed) => act(() => (isSeed(seed) ? rerun({ seed }) : say('A seed is a whole number from 0 on.'))),
    setParameter: (name, value) => act(() => setParameter(name, value)),
    traceHash: () => player.future.hashAt(player.tUs),
    link: () => {
      const hash = player.future.hashAt(player.tUs);
      return linkOf(store.getState(), document, hash, { view, extras }, payloadText) ?? tooLarge();
    },
    frame: (elapsedMs) => {
      const arrival = player.frame(elapsedMs, script.watch);
      if (arrival === null) return;
      took(arrival);
      publish();
    },
    dispose: () => {
      player.stop();
      script.stop();
    },
  };

  function act(action: () => unknown): void {
    notices = [];
    action();
    publish();
  }

  function publish(): void {
    lookAtStep();
    keepProgress();
    store.setState(currentState());
  }

  function currentState(): WorkbenchState {
    const { future, futures, tUs, playing, speed } = player;
    return {
      slug,
      scenario: future.scenario,
      input: future.input,
      projection: future.projection,
      branches: futures.branches,
      branch: future.id,
      tUs,
      playedUs: future.playedUs,
      playing,
      speed,
      selected,
      followed,
      guide: script.state,
      notice: notices.length === 0 ? null : notices.join(' '),
    };
  }

  function openAt(step: number, tUs: number | null, phase: RestorablePhase): void {
    if (tUs === null) {
      script.enter(0);
      if (step > 0) script.goTo(step);
      return;
    }
    const { why } = player.playTo(tUs, null);
    if (why !== null) say(why);
    script.restore(step, phase);
  }

  function took({ end, why }: Arrival): void {
    script.arrived(end, why);
  }

  /** Starts a run afresh, with nothing of it seen yet. */
  function start(wanted: RunInput): boolean {
    const loaded = load(wanted);
    if (loaded === null) return false;
    input = { ...wanted, variant: loaded.variant };
    const future = player.futures.open(loaded, input);
    player.jump(future, 0);
    future.veil();
    script.useSteps(loaded.steps);
    return true;
  }

  /** The same deeds up to the same instant, in another variant or with other luck. */
  function rerun(change: Partial<Pick<RunInput, 'variant' | 'seed' | 'parameters'>>): void {
    const { tUs, playing, future } = player;
    const loaded = load({ ...future.input, ...change });
    if (loaded === null) return;
    const { interventions, problems } = transplant(future.input.interventions, future.scenario, loaded);
    problems.forEach(say);
    input = { ...future.input, ...change, variant: loaded.variant, interventions };
    player.jump(player.futures.open(loaded, input), 0);
    script.useSteps(loaded.steps);
    const { why } = player.playTo(tUs, null);
    if (why !== null) say(why);
    script.forgetLater();
    followed = null;
    if (playing) player.play();
  }

  function setParameter(name: string, value: number): void {
    const parameter = player.future.scenario.parameters.get(name);
    if (parameter === undefined) return say(`There is no parameter ${name} here.`);
    const { label, min, max } = parameter;
    if (!(value >= min && value <= max)) return say(`${label} goes from ${min} to ${max}.`);
    rerun({ parameters: { ...player.future.input.parameters, [name]: value } });
  }

  function load({ variant, parameters }: RunInput): Scenario | null {
    const loaded = shelf.load(variant, parameters);
    if (typeof loaded !== 'string') return loaded;
    say(loaded);
    return null;
  }

  function reset(): void {
    const original = load({ ...input, variant: null, parameters: {} });
    if (original === null) return;
    script.reset();
    start({ seed: original.seed, variant: null, parameters: {}, interventions: [] });
    script.enter(0);
    followed = null;
  }

  function intervene(what: Intervention): void {
    const before = player.future.id;
    const { changed, problems } = player.intervene([what]);
    problems.forEach(say);
    if (!changed) return;
    script.forgetLater();
    if (player.future.id !== before) say(`A new future begins: ${player.future.name}. The old one is kept.`);
  }

  function goToStep(step: number): void {
    const { steps } = player.future.scenario;
    if (step < 0) say('This is the first step.');
    else if (step >= steps.length) say(`There are ${steps.length} steps.`);
    else script.goTo(step);
  }

  function switchBranch(id: number): void {
    const future = player.futures.get(id);
    if (future === null || !player.futures.branches.includes(future.info)) return say('There is no such future.');
    player.jump(future, Math.min(player.tUs, future.playedUs));
    script.forgetLater();
  }

  function lookAtStep(): void {
    const { components, steps } = player.future.scenario;
    const { step } = script.state;
    if (step !== shownStep) selected = steps[step]?.look[0] ?? selected;
    shownStep = step;
    // A link is selected by its id, `a~b`.
    if (selected !== null && !selected.split('~').every((end) => components.has(end))) selected = null;
  }

  function keepProgress(): void {
    const { step, answers } = script.state;
    if (slug === null || storage === null || (progress.step === step && progress.answers === answers)) return;
    progress = { step, answers, furthest: Math.max(progress.furthest, step) };
    if (!writeProgress(storage, slug, progress)) say('This browser keeps nothing: your answers last until you leave.');
  }

  function tooLarge(): string {
    // Whoever is told may ask for the link again.
    if (!sizeWasSaid) {
      sizeWasSaid = true;
      act(() => say('This scenario is too large for a link: the address leads to the gallery.'));
    }
    return '#/';
  }
}
