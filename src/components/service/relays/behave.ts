import { compileDistribution } from '../../../kernel/distribution.ts';
import type { Distribution, Sampler } from '../../../kernel/distribution.ts';
import type { BehaveStatement, Behaviour } from '../../../scenario/statements/relay-statements.ts';
import type { Task } from '../task.ts';
import type { Flow, VerbTools } from '../verb.ts';

const samplers = new WeakMap<Distribution, Sampler>();
const USUAL_WHY = { failed: 'it failed', refused: 'it said no' } as const;

/** An external system behaves as its script says at this instant, and as usual where it says nothing. */
export function behave(task: Task, { usually, phases, as }: BehaveStatement, tools: VerbTools): Flow {
  const { clock, random } = tools.world;
  const phase = phases.findLast(({ fromUs, toUs }) => clock.nowUs >= fromUs && (toUs === null || clock.nowUs < toUs));
  // Its connection stays open, and nothing comes.
  if (phase?.silent === true) return 'suspended';
  const now: Behaviour = {
    takes: phase?.takes ?? usually.takes,
    fails: phase?.fails ?? usually.fails,
    refuses: phase?.refuses ?? usually.refuses,
    why: phase?.why ?? usually.why,
  };
  const { message } = task.hop;
  // One draw for each, whatever the phase, so that a script shifts no draw of other requests.
  const ends = random.stream(tools.owner, `${message.name} ends`).unit();
  const fails = now.fails ?? 0;
  const is = ends < fails ? 'failed' : ends < fails + (now.refuses ?? 0) ? 'refused' : 'ok';
  task.scope[as] = { is, why: is === 'ok' ? '' : (now.why ?? USUAL_WHY[is]) };
  if (now.takes === null) return 'next';
  const draws = random.stream(tools.owner, `${message.name} takes`);
  const tookUs = Math.round(samplerOf(now.takes)(draws) * tools.factor());
  task.timer = clock.at(clock.nowUs + tookUs, () => {
    task.timer = null;
    tools.go(task, task.cause);
  });
  return 'suspended';
}

function samplerOf(distribution: Distribution): Sampler {
  let sampler = samplers.get(distribution);
  if (sampler === undefined) samplers.set(distribution, (sampler = compileDistribution(distribution)));
  return sampler;
}
