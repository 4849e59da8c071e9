import { closeSync, openSync, writeSync } from 'node:fs';
import { secondsText } from '../kernel/time.ts';
import { createProjection } from '../projections/create-projection.ts';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import type { RunInput } from '../scenario/intervention.ts';
import { entryLine } from '../trace/ndjson.ts';
import type { Arguments } from './arguments.ts';
import { linkTo } from './link-to.ts';
import type { Output } from './main.ts';
import { readRunSettings } from './run-settings.ts';
import { summarise } from './summary.ts';
import { summaryText } from './summary-text.ts';

/** Progress is told about once in so much virtual time. */
const SLICE_US = 1_000_000;

/** `eventually run`: simulates a scenario and prints a summary. A fitness function that does not hold is part of that, and no fault of the command. */
export function runCommand(words: Arguments, output: Output): number {
  const settings = readRunSettings(words);
  if ('lines' in settings) return fail(output, settings.lines, settings.code);
  const { scenario, untilUs, parameters, interventions } = settings;
  const { options, flags } = words;
  const seed = options.has('seed') ? Number(options.get('seed')) : scenario.seed;
  if (!Number.isSafeInteger(seed) || seed < 0)
    return fail(output, [`--seed: ${options.get('seed')} is not a whole number from 0`], 2);

  const input: RunInput = { seed, variant: scenario.variant, parameters, interventions };
  const simulation = createSimulation(scenario, input);
  simulate(simulation, untilUs, output);
  const tracePath = options.get('trace');
  if (tracePath !== undefined) {
    try {
      writeTrace(simulation, tracePath);
    } catch (error) {
      return fail(output, [`--trace: ${tracePath} cannot be written: ${(error as Error).message}`], 2);
    }
  }
  const projection = createProjection(scenario, simulation.trace);
  const link = (hash: string): string | null => linkTo(settings, input, untilUs, hash);
  const summary = summarise({ input, simulation, projection, endUs: untilUs, link });
  output.out(flags.has('json') ? JSON.stringify(summary, null, 2) : summaryText(summary, scenario));
  return 0;
}

function simulate(simulation: Simulation, untilUs: number, output: Output): void {
  const wanted = process.stderr.isTTY === true;
  let told = 0;
  for (let tUs = Math.min(SLICE_US, untilUs); ; tUs = Math.min(tUs + SLICE_US, untilUs)) {
    simulation.advanceTo(tUs);
    const tenth = Math.floor((tUs / untilUs) * 10);
    if (wanted && tenth > told && simulation.trace.entries.length > 200_000) {
      told = tenth;
      output.err(`${secondsText(tUs)} s simulated, ${simulation.trace.entries.length} entries`);
    }
    if (tUs >= untilUs) return;
  }
}

function writeTrace(simulation: Simulation, path: string): void {
  const file = openSync(path, 'w');
  try {
    // In pieces, since a long trace is longer than the longest string.
    const { entries } = simulation.trace;
    for (let from = 0; from < entries.length; from += 10_000) {
      writeSync(
        file,
        `${entries
          .slice(from, from + 10_000)
          .map(entryLine)
          .join('\n')}\n`,
      );
    }
  } finally {
    closeSync(file);
  }
}

function fail(output: Output, lines: readonly string[], code: number): number {
  for (const line of lines) output.err(line);
  return code;
}
