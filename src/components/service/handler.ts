import { compileDistribution } from '../../kernel/distribution.ts';
import type { Sampler } from '../../kernel/distribution.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { Program } from '../../scenario/program.ts';
import type { MessageContract } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';
import type { World } from '../world.ts';
import { flatten } from './instructions.ts';
import type { Instruction } from './instructions.ts';

/**
 * How long a `work` or `wait` takes: one independent stream per statement, named by its place among those, so that a
 * statement of another kind that a variant adds shifts no draw.
 */
export interface Timing {
  readonly sample: Sampler;
  readonly draws: RandomStream;
}

/** A service's handler for one message, ready to run. */
export interface Handler {
  readonly message: string;
  /** Takes what comes to the form that its statements know; left out: it comes in that form. */
  readonly read?: (data: Data) => Data;
  /** The contract that this service knows; null: it takes anything. */
  readonly contract: MessageContract | null;
  readonly instructions: readonly Instruction[];
  /** By instruction index; null where it takes no time of its own. */
  readonly timings: readonly (Timing | null)[];
}

export function prepareHandler(world: World, owner: string, program: Program): Handler {
  const instructions = flatten(program);
  let timed = 0;
  return {
    message: program.message,
    contract: world.scenario.messages.get(program.message) ?? null,
    instructions,
    timings: instructions.map(({ statement }) => {
      if (statement === null || (statement.op !== 'work' && statement.op !== 'wait')) return null;
      return {
        sample: compileDistribution(statement.duration),
        draws: world.random.stream(owner, `${program.message} ${++timed}`),
      };
    }),
  };
}
