import { closeSync, openSync, writeSync } from 'node:fs';
import { secondsText } from '../kernel/time.ts';
import { createProjection } from '../projections/create-projection.ts';
import { createSimulation } from '../run/simulation.ts';
import type { Simulation } from '../run/simulation.ts';
import { parseDuration } from '../scenario/durations.ts';
import { parseInterventions } from '../scenario/intervention-codec.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { entryLine } from '../trace/ndjson.ts';
import type { Arguments } from './arguments.ts';
import { findDocument } from './find-document.ts';
import type { Output } from './main.ts';
import { problemLines } from './problem-lines.ts';
import { summarise } from './summary.ts';
import { summaryText } from './summary-text.ts';

/** How long a run is simulated when nobody says. */
const DEFAULT_UNTIL = '60s';
/** Progress is told about once in so much virtual time. */
const SLICE_US = 1_000_000;

/** `eventually run`: simulates a scenario and prints a summary. A fitness function that does not hold is part of that, and no fault of the command. */
export function runCommand({ operands, options, flags }: Arguments, output: Output): number {
  const found = findDocument(operands[0]);
  if (typeof found === 'string') return fail(output, [found], 2);
  const loaded = loadScenario(found.text, { format: found.format, variant: options.get('variant') ?? null });
  if (!loaded.ok) return fail(output, problemLines(found.name, loaded.problems), 1);
  const { scenario } = loaded;

  const until = parseDuration(options.get('until') ?? DEFAULT_UNTIL);
  if ('problem' in until) return fail(output, [`--until: ${until.problem}`], 2);
  const seed = options.has('seed') ? Number(options.get('seed')) : scenario.seed;
  if (!Number.isSafeInteger(seed) || seed < 0)
    return fail(output, [`--seed: ${options.get('seed')} is not a whole number from 0`], 2);
  const interventions = readInterventions(options.get('do'), scenario);
  if (typeof interventions === 'string') return fail(output, [`--do: ${interventions}`], 2);

  const simulation = createSimulation(scenario, { seed, variant: scenario.variant, parameters: {}, interventions });
  simulate(simulation, until.us, output);
  const tracePath = options.get('trace');
  if (tracePath !== undefined) {
    try {
      writeTrace(simulation, tracePath);
    } catch (error) {
      return fail(output, [`--trace: ${tracePath} cannot be written: ${(error as Error).message}`], 2);
    }
  }
  const projection = createProjection(scenario, simulation.trace);
  const summary = summarise({ scenario, seed, simulation, projection, endUs: until.us });
  output.out(flags.has('json') ? JSON.stringify(summary, null, 2) : summaryText(summary, scenario));
  return 0;
}

function readInterventions(text: string | undefined, scenario: Scenario): readonly TimedIntervention[] | string {
  if (text === undefined) return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return `this is not JSON (${(error as Error).message}); write [{"at":"5s","crash":"payment"}]`;
  }
  const parsed = parseInterventions(json, scenario);
  return parsed.ok ? parsed.interventions : parsed.problems.map(({ message }) => message).join('; ');
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
