import '../run/every-kind.ts';
import '../projections/every-kind.ts';
import { parseArguments } from './arguments.ts';
import { checkCommand } from './check-command.ts';
import { runCommand } from './run-command.ts';
import { validateCommand } from './validate-command.ts';

const USAGE = `Eventually, without a browser:

  eventually run <file.yaml|slug> [--seed N] [--until 60s] [--variant V] [--param name=value]
                 [--do '[{"at":"5s","crash":"payment"}]'] [--trace out.ndjson] [--json]
      simulates a scenario and prints what came of it
  eventually check <file.yaml|slug> [--seeds 1..1000] [--until 60s] [--variant V] [--param name=value]
                 [--do '[…]'] [--chaos] [--workers N] [--json]
      plays the scenario with each seed, on all cores, and judges its fitness functions; exits with 1 where one is
      broken, and then prints the smallest failing seed, the smallest run found that breaks it, where it broke, and
      its link. --chaos: each seed also draws up to four faults (crash, slow, partition, loss, duplication,
      reordering), all of them over by nine tenths of the run
  eventually validate <file.yaml|slug>
      checks a document; problems come with line and column`;

/** Where a command writes; tests bring their own. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

const standard: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/** Runs one command line and returns the exit code: 0 fine, 1 the run or document has a fault, 2 the command line has one. */
export async function main(words: readonly string[], output: Output = standard): Promise<number> {
  const parsed = parseArguments(words, {
    options: ['seed', 'seeds', 'until', 'variant', 'do', 'trace', 'workers'],
    lists: ['param'],
    flags: ['json', 'chaos', 'help'],
  });
  if (typeof parsed === 'string') {
    output.err(`${parsed}\n\n${USAGE}`);
    return 2;
  }
  if (parsed.flags.has('help') || parsed.command === 'help') {
    output.out(USAGE);
    return 0;
  }
  switch (parsed.command) {
    case 'run':
      return runCommand(parsed, output);
    case 'check':
      return checkCommand(parsed, output);
    case 'validate':
      return validateCommand(parsed, output);
    case null:
      output.err(USAGE);
      return 2;
    default:
      output.err(`"${parsed.command}" is not a command.\n\n${USAGE}`);
      return 2;
  }
}
