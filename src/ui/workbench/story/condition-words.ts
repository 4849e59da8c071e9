import type { View } from '../../../projections/view.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { counted } from '../../../projections/words.ts';
import { wholeText } from '../../number-text.ts';
import { nameOf } from '../selection.ts';

/** A condition that people wait for, in words, and how far it is; null progress: it has no number. */
export interface ConditionWords {
  /** After "Playing until": "Payment's lag reaches 5". */
  readonly words: string;
  /** "lag 3" */
  readonly progress: string | null;
}

const LAG = /^lag\(\s*['"]([^'"]+)['"]\s*,\s*['"]([^'"]+)['"]\s*\)\s*(>=|<=|==|>|<)\s*(\d+)$/;
const STATE = /^state\(\s*['"]([^'"]+)['"]\s*\)\s*==\s*['"]([a-z]+)['"]$/;
const NOW = /^now\(\)\s*>=?\s*(\d+(?:\.\d+)?)$/;
const LAST = /^last\(\s*['"]([^'"]+)['"]\s*\)\s*==\s*['"]([a-z]+)['"]$/;
const LINE = /^line\(\s*['"]([^'"]+)['"]\s*\)\s*==\s*(\d+)$/;
const COUNT = /^count\(\s*['"]([^'"]+)['"]\s*,\s*['"]([a-z]+)['"]\s*\)\s*(>=|>|==)\s*(\d+)$/;

const OUTCOMES: Readonly<Record<string, string>> = {
  sent: 'sent message',
  ok: 'good answer',
  refused: 'refusal',
  failed: 'failure',
  timeout: 'timeout',
  done: 'handled message',
  deduplicated: 'recognised duplicate',
  rejected: 'rejected message',
  crashed: 'interrupted handler',
};

/** Puts the usual conditions into words; null where it does not know the condition's form. */
export function conditionWords(source: string, scenario: Scenario, view: View): ConditionWords | null {
  const parts = source.split('&&').map((part) => onePart(part.trim(), scenario, view));
  if (parts.some((part) => part === null)) return null;
  const known = parts.filter((part) => part !== null);
  const progress = known.flatMap((part) => part.progress ?? []);
  return {
    words: known.map((part) => part.words).join(' and '),
    progress: progress.length === 0 ? null : progress.join(', '),
  };
}

function onePart(source: string, scenario: Scenario, view: View): ConditionWords | null {
  const lag = LAG.exec(source);
  if (lag !== null) return lagWords(lag, scenario, view);
  const state = STATE.exec(source);
  if (state !== null) return { words: `${nameOf(scenario, state[1] ?? '')} is ${state[2]}`, progress: null };
  const now = NOW.exec(source);
  if (now !== null) return { words: `${wholeText(Number(now[1]) * 1_000)} ms`, progress: null };
  const last = LAST.exec(source);
  if (last !== null) return lastWords(last, scenario);
  const line = LINE.exec(source);
  if (line !== null) return { words: `${nameOf(scenario, line[1] ?? '')} is at line ${line[2]}`, progress: null };
  const count = COUNT.exec(source);
  return count === null ? null : countWords(count, scenario, view);
}

function lagWords(
  [, log = '', group = '', comparison = '', bound = '']: RegExpExecArray,
  scenario: Scenario,
  view: View,
): ConditionWords {
  const seen = view.components.get(log);
  const lag = seen?.kind === 'log' ? seen.groups.find((one) => one.group === group) : undefined;
  return {
    words: `${lag === undefined ? group : nameOf(scenario, lag.component)}'s lag ${lagBound(comparison)} ${wholeText(Number(bound))}`,
    progress: lag === undefined ? null : `lag ${lag.lag}`,
  };
}

const ENDS: Readonly<Record<string, string>> = {
  ok: 'is answered',
  refused: 'is refused',
  failed: 'fails',
  timeout: 'times out',
};

function lastWords([, component = '', outcome = '']: RegExpExecArray, scenario: Scenario): ConditionWords | null {
  const ends = ENDS[outcome];
  return ends === undefined ? null : { words: `a request of ${nameOf(scenario, component)} ${ends}`, progress: null };
}

function countWords(
  [, component = '', outcome = '', comparison = '', bound = '']: RegExpExecArray,
  scenario: Scenario,
  view: View,
): ConditionWords | null {
  const noun = OUTCOMES[outcome];
  if (noun === undefined) return null;
  const seen = view.components.get(component);
  const counts: Readonly<Record<string, number>> =
    seen?.kind === 'client' ? { ...seen.outcomes, sent: seen.sent } : seen?.kind === 'service' ? seen.counts : {};
  const now = counts[outcome];
  return {
    words: `${nameOf(scenario, component)} has ${comparison === '>' ? 'more than ' : ''}${counted(Number(bound), noun)}`,
    progress: now === undefined ? null : `now ${now}`,
  };
}

function lagBound(comparison: string): string {
  if (comparison === '>=') return 'reaches';
  if (comparison === '>') return 'is more than';
  if (comparison === '==') return 'is';
  return comparison === '<=' ? 'is at most' : 'is less than';
}
