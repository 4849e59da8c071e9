import { availableParallelism } from 'node:os';
import { interventionWords } from '../scenario/intervention-words.ts';
import { timedInterventionDocument } from '../scenario/intervention-codec.ts';
import { durationText } from '../scenario/durations.ts';
import { US_PER_SECOND } from '../kernel/time.ts';
import { counted } from '../projections/words.ts';
import type { Search } from '../run/search/seed-search.ts';
import type { Arguments } from './arguments.ts';
import { explainFailure } from './failing-run.ts';
import type { Failure } from './failing-run.ts';
import type { Output } from './main.ts';
import { readRunSettings } from './run-settings.ts';
import type { RunSettings } from './run-settings.ts';
import { searchSeeds } from './seed-pool.ts';
import type { SeedsFound } from './seed-pool.ts';
import type { SeedTask } from './seed-work.ts';

const DEFAULT_SEEDS = '1..1000';
/** Progress is told about that often. */
const SHARE_TOLD = 0.1;

/** `eventually check`: plays many seeds; exit code 1 where one breaks a fitness function, and then says which, how and where. */
export async function checkCommand(words: Arguments, output: Output): Promise<number> {
  const settings = readRunSettings(words);
  if ('lines' in settings) {
    for (const line of settings.lines) output.err(line);
    return settings.code;
  }
  const { options, flags } = words;
  const { scenario, found, parameters, interventions, untilUs } = settings;
  const seeds = readSeeds(options.get('seeds') ?? DEFAULT_SEEDS);
  const threads = readThreads(options.get('workers'));
  for (const problem of [seeds, threads]) {
    if (typeof problem !== 'string') continue;
    output.err(problem);
    return 2;
  }
  if (scenario.fitness.length === 0) {
    output.err(`${found.name} has no fitness functions, so there is nothing to check; write some under \`fitness\``);
    return 2;
  }
  const search: Search = { parameters, interventions, untilUs, chaos: flags.has('chaos') };
  const range = seeds as SeedTask;
  const result = await searchSeeds(
    { text: found.text, format: found.format, variant: scenario.variant, search },
    range,
    threads as number,
    teller(range, output),
  );
  const { failing } = result;
  if (failing === null) {
    output.out(flags.has('json') ? json(settings, range, result, null) : soundText(settings, range, result));
    return 0;
  }
  output.err(`seed ${failing.seed} breaks a fitness function; looking for a smaller run`);
  const failure = explainFailure(settings, search, failing);
  output.out(flags.has('json') ? json(settings, range, result, failure) : failureText(settings, range, failure));
  return 1;
}

function readSeeds(text: string): SeedTask | string {
  const [, first, last] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  const from = Number(first);
  const to = Number(last ?? first);
  if (first === undefined || !Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from > to)
    return `--seeds: ${text} is not a range of whole numbers; write 1..1000`;
  return { from, to };
}

function readThreads(text: string | undefined): number | string {
  if (text === undefined) return availableParallelism();
  const threads = Number(text);
  return Number.isInteger(threads) && threads >= 1 && threads <= 256
    ? threads
    : `--workers: ${text} is not a whole number from 1 to 256`;
}

function teller({ from, to }: SeedTask, output: Output): (played: number) => void {
  const all = to - from + 1;
  let told = 0;
  return (played) => {
    if (played / all < told + SHARE_TOLD) return;
    told = played / all;
    output.err(`${played} of ${all} seeds played`);
  };
}

function soundText({ scenario, untilUs }: RunSettings, { from, to }: SeedTask, found: SeedsFound): string {
  const functions =
    scenario.fitness.length === 1 ? '1 fitness function' : `${scenario.fitness.length} fitness functions`;
  const lines = [
    `${counted(to - from + 1, 'seed')} (${from}..${to}) of ${untilUs / US_PER_SECOND} s: ${functions}, none broken`,
  ];
  if (found.restless > 0)
    lines.push(`${counted(found.restless, 'run')} did not come to rest: what is judged at rest was judged in motion`);
  if (found.limited > 0) lines.push(`${counted(found.limited, 'run')} ended early at a limit of the simulator`);
  return lines.join('\n');
}

function failureText(settings: RunSettings, { from, to }: SeedTask, failure: Failure): string {
  const { verdict, input, untilUs, entry, brokeAtUs, link, shrinking } = failure;
  const { scenario, found } = settings;
  const lines = [
    `Seed ${input.seed} is the smallest of ${from}..${to} that breaks “${verdict.name}”${verdict.fault === null ? '' : `: ${verdict.fault}`}`,
    `  ${verdict.expression} (${verdict.when})`,
    `  It broke at ${brokeAtUs / US_PER_SECOND} s${entry === null ? ', by the passing of time' : `, with entry ${entry.seq}: ${entry.words}`}`,
    `  Smallest run found: ${untilUs / US_PER_SECOND} s, ${counted(input.interventions.length, 'intervention')}`,
  ];
  for (const { atUs, what } of input.interventions)
    lines.push(`    ${atUs / US_PER_SECOND} s: ${interventionWords(what, scenario)}`);
  if (shrinking.gaveUp)
    lines.push(`  After ${shrinking.tried} runs the search for a smaller one ended; one may exist.`);
  lines.push(
    `  Again: npx eventually run ${found.slug ?? found.name} ${argumentsOf(failure, settings)}`,
    link === null ? '  The document is too large for a link.' : `  ${link}`,
  );
  return lines.join('\n');
}

/** The options that give the run again. */
function argumentsOf({ input, untilUs }: Failure, { scenario }: RunSettings): string {
  const parts = [`--seed ${input.seed}`, `--until ${durationText(untilUs)}`];
  if (scenario.variant !== null) parts.push(`--variant ${scenario.variant}`);
  for (const [name, value] of Object.entries(input.parameters)) parts.push(`--param ${name}=${value}`);
  const { interventions } = input;
  if (interventions.length > 0) parts.push(`--do '${JSON.stringify(interventions.map(timedInterventionDocument))}'`);
  return parts.join(' ');
}

function json(settings: RunSettings, seeds: SeedTask, found: SeedsFound, failure: Failure | null): string {
  const { scenario, untilUs, parameters, interventions } = settings;
  const base = {
    scenario: scenario.id,
    variant: scenario.variant,
    seeds,
    until: untilUs / US_PER_SECOND,
    parameters,
    interventions: interventions.map(timedInterventionDocument),
    fitness: scenario.fitness.map(({ name, holds, when }) => ({ name, expression: holds.source, when })),
    holds: failure === null,
  };
  // How many were played beyond the smallest failing seed depends on the threads, so it is told only where all were.
  if (failure === null) {
    const { restless, limited } = found;
    return JSON.stringify({ ...base, restless, limited, failing: null }, null, 2);
  }
  const { verdict, input, entry, brokeAtUs, traceHash, link, shrinking } = failure;
  const { name, expression, when, fault } = verdict;
  const failing = {
    seed: input.seed,
    fitness: { name, expression, when, fault },
    brokeAt: brokeAtUs / US_PER_SECOND,
    entry,
    until: failure.untilUs / US_PER_SECOND,
    parameters: input.parameters,
    interventions: input.interventions.map(timedInterventionDocument),
    traceHash,
    link,
    shrinking,
  };
  return JSON.stringify({ ...base, failing }, null, 2);
}
