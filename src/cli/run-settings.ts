import { parseDuration } from '../scenario/durations.ts';
import { parseInterventions } from '../scenario/intervention-codec.ts';
import type { TimedIntervention } from '../scenario/intervention.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';
import type { Arguments } from './arguments.ts';
import { findDocument } from './find-document.ts';
import type { FoundDocument } from './find-document.ts';
import { problemLines } from './problem-lines.ts';

/** How long a run is simulated when nobody says. */
const DEFAULT_UNTIL = '60s';

/** What `run` and `check` have alike: a scenario, and how it is run. */
export interface RunSettings {
  readonly found: FoundDocument;
  readonly scenario: Scenario;
  /** As it was read, for a link that carries it. */
  readonly document: Data;
  readonly untilUs: number;
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedIntervention[];
}

/** What is wrong, and the exit code for it: 1 for a fault of the document, 2 for one of the command line. */
export interface CommandFault {
  readonly lines: readonly string[];
  readonly code: 1 | 2;
}

/** Reads the options that `run` and `check` have alike. */
export function readRunSettings({ operands, options, lists }: Arguments): RunSettings | CommandFault {
  const found = findDocument(operands[0]);
  if (typeof found === 'string') return misused(found);
  const parameters = readParameters(lists.get('param') ?? []);
  if (typeof parameters === 'string') return misused(`--param: ${parameters}`);
  const variant = options.get('variant') ?? null;
  const loaded = loadScenario(found.text, { format: found.format, variant, parameters });
  if (!loaded.ok) {
    // What is wrong only with these parameters is no fault of the document.
    const isSound =
      Object.keys(parameters).length > 0 && loadScenario(found.text, { format: found.format, variant }).ok;
    if (isSound) return misused(...loaded.problems.map(({ message }) => `--param: ${message}`));
    return { lines: problemLines(found.name, loaded.problems), code: 1 };
  }
  const until = parseDuration(options.get('until') ?? DEFAULT_UNTIL);
  if ('problem' in until) return misused(`--until: ${until.problem}`);
  const interventions = readInterventions(options.get('do'), loaded.scenario);
  if (typeof interventions === 'string') return misused(`--do: ${interventions}`);
  const { scenario, document } = loaded;
  return { found, scenario, document, untilUs: until.us, parameters, interventions };
}

function misused(...lines: readonly string[]): CommandFault {
  return { lines, code: 2 };
}

function readParameters(texts: readonly string[]): { readonly [name: string]: number } | string {
  const parameters: { [name: string]: number } = {};
  for (const text of texts) {
    const [, name, number] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    const value = Number(number);
    if (name === undefined || name in Object.prototype || !Number.isFinite(value))
      return `${text} is not a name and a number; write --param rate=2`;
    parameters[name] = value;
  }
  return parameters;
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
