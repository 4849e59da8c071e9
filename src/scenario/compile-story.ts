import { usOf } from './distributions.ts';
import { isNotA } from './did-you-mean.ts';
import type { CueDocument, ScenarioDocument, StepDocument } from './document.ts';
import { compileIntervention } from './compile-intervention.ts';
import { conditionSite } from './condition-site.ts';
import { Findings, type Path } from './problem.ts';
import type { Cue, FitnessFunction, Question, Scenario, Step } from './scenario.ts';
import type { ScenarioWorld } from './scenario-world.ts';

const DEFAULT_PATIENCE_US = 60_000_000;
const DEFAULT_GO = 'Next';

/** What is told and asked about a run. */
export type Story = Pick<Scenario, 'fitness' | 'steps' | 'challenge'>;

/**
 * Compiles fitness functions, steps and the challenge. `worldOf` gives the world of a variant that a step starts,
 * null for one that has problems of its own, undefined for one that doesn't exist.
 */
export function compileStory(
  document: ScenarioDocument,
  world: ScenarioWorld,
  worldOf: (variant: string) => ScenarioWorld | null | undefined,
  variantIds: readonly string[],
  findings: Findings,
): Story {
  const here = conditionSite(world, findings);
  const fitness: FitnessFunction[] = (document.fitness ?? []).map(({ name, holds, when = 'quiescent' }, i) => ({
    name,
    holds: here.condition(holds, ['fitness', i, 'holds']),
    when,
  }));
  const { challenge } = document;
  let current: ScenarioWorld | null = world;
  // For steps whose variant is broken: the findings of the variant itself say what matters.
  const unheard = new Findings();
  const steps = (document.steps ?? []).map((step, i) => {
    const path = ['steps', i];
    if (step.variant !== undefined) {
      const next = worldOf(step.variant);
      if (next === undefined) findings.add([...path, 'variant'], isNotA(step.variant, 'a variant', variantIds));
      else current = next;
    }
    return compileStep(step, path, current ?? world, current === null ? unheard : findings);
  });
  return {
    fitness,
    steps,
    challenge:
      challenge === undefined
        ? null
        : { text: challenge.text, holds: here.condition(challenge.holds, ['challenge', 'holds']) },
  };
}

function compileStep(step: StepDocument, path: Path, world: ScenarioWorld, findings: Findings): Step {
  for (const [i, id] of (step.look ?? []).entries()) checkComponent(id, [...path, 'look', i], world, findings);
  if (step.point !== undefined) checkPlace(step.point.at, [...path, 'point', 'at'], world, findings);
  return {
    title: step.title,
    say: step.say,
    ...compileCue(step, path, world, findings),
    ask: step.ask === undefined ? null : question(step.ask, [...path, 'ask'], findings),
    find: step.find === undefined ? null : compileCue(step.find, [...path, 'find'], world, findings),
    look: step.look ?? [],
    point:
      step.point === undefined ? null : { at: step.point.at, title: step.point.title, text: step.point.text ?? '' },
    notes: step.notes ?? '',
    go: step.go ?? DEFAULT_GO,
    variant: step.variant ?? null,
  };
}

function compileCue(cue: CueDocument, path: Path, world: ScenarioWorld, findings: Findings): Cue {
  return {
    do: (cue.do ?? []).map((one, i) => compileIntervention(one, [...path, 'do', i], world, findings)),
    until: cue.until === undefined ? null : conditionSite(world, findings).condition(cue.until, [...path, 'until']),
    patienceUs: cue.patience === undefined ? DEFAULT_PATIENCE_US : usOf(cue.patience),
  };
}

function question(ask: NonNullable<StepDocument['ask']>, path: Path, findings: Findings): Question {
  const { options, answer } = ask;
  if (answer >= options.length) {
    findings.add(
      [...path, 'answer'],
      `\`answer\` is ${answer}, and there are ${options.length} options, counted from 0: the last is ${options.length - 1}`,
    );
  }
  const { unless } = ask;
  if (unless !== undefined && unless.length !== options.length) {
    findings.add(
      [...path, 'unless'],
      `\`unless\` has ${unless.length} texts for ${options.length} options; write '' for the right one`,
    );
  }
  return { question: ask.question, options, answer, because: ask.because, unless: unless ?? options.map(() => '') };
}

function checkComponent(id: string, path: Path, world: ScenarioWorld, findings: Findings): void {
  if (!world.components.has(id)) findings.add(path, isNotA(id, 'a component', world.components.keys()));
}

/** A component, or a link written `a~b`. */
function checkPlace(place: string, path: Path, world: ScenarioWorld, findings: Findings): void {
  for (const id of place.split('~')) checkComponent(id, path, world, findings);
}
