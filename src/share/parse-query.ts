import { parseInterventions } from './parse-interventions.ts';
import { parseName } from './parse-name.ts';
import { parseInstant, parseNumber } from './parse-number.ts';
import { CHECK_DIGITS, EMPTY_RUN, isSeed, LATEST_US, LINK_PHASES, MOST_STEPS, type RunLink } from './run-link.ts';

type Changes = { readonly [K in keyof RunLink]?: RunLink[K] };
/** What a value means, and how a sentence goes on that begins with the value. */
interface Reading {
  readonly changes: Changes;
  readonly problems: readonly string[];
}

const CHECK = new RegExp(`^[0-9a-f]{${CHECK_DIGITS}}$`);
const PAIR = /^([^=]*)(?:=(.*))?$/s;

/** Reads what `queryText` wrote; what is broken is left out and explained in `problems`. */
export function parseQuery(text: string): { readonly query: RunLink; readonly problems: readonly string[] } {
  let query: RunLink = EMPTY_RUN;
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [, rawKey = '', rawValue = ''] = PAIR.exec(pair) ?? [];
    // Mail programs write `&` as `&amp;`.
    const key = decode(rawKey).replace(/^amp;/, '');
    const value = decode(rawValue);
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    const read = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (read === undefined) {
      query = { ...query, extras: [...query.extras, [key, value]] };
      continue;
    }
    const reading = read(value);
    query = { ...query, ...reading.changes };
    problems.push(...reading.problems);
  }
  return { query, problems };
}

/** A piece of a link in a message: quoted, and never long. */
export function shown(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}

const KEYS: { readonly [key: string]: (value: string) => Reading } = {
  step: (value) => {
    const step = parseNumber(value);
    if (step === null || !Number.isInteger(step) || step < 1 || step > MOST_STEPS) {
      return broken(`step=${value}`, 'is not the number of a step.');
    }
    return means({ step: step - 1 });
  },
  t: (value) => {
    const tUs = parseInstant(value);
    if (tUs === null) return broken(`t=${value}`, 'is not a time in seconds, such as `t=2.35`.');
    if (tUs > LATEST_US) return broken(`t=${value}`, 'is too late: links reach one hour of virtual time.');
    return means({ tUs });
  },
  phase: (value) => {
    const phase = LINK_PHASES.find((known) => known === value);
    return phase === undefined ? broken(`phase=${value}`, 'is not a phase of a step.') : means({ phase });
  },
  seed: (value) => {
    const seed = parseNumber(value);
    if (seed === null || !isSeed(seed)) return broken(`seed=${value}`, 'is not a seed: a whole number from 0 on.');
    return means({ seed });
  },
  variant: (value) => {
    const variant = parseName(value);
    return variant === null ? broken(`variant=${value}`, 'is not the name of a variant.') : means({ variant });
  },
  p: (value) => {
    const entries = value.split(',').map((item) => {
      const [name = '', number = '', ...more] = item.split(':');
      return more.length > 0 ? ([null, null] as const) : ([parseName(name), parseNumber(number)] as const);
    });
    const good = entries.filter((entry): entry is readonly [string, number] => isParameter(...entry));
    const parameters = Object.fromEntries(good);
    if (good.length === entries.length) return means({ parameters });
    return {
      changes: { parameters },
      problems: [`${shown(`p=${value}`)} is not a list of parameters, such as \`p=rate:2\`.`],
    };
  },
  i: (value) => {
    if (value === '') return means({});
    const { interventions, unread } = parseInterventions(value);
    return {
      changes: { interventions },
      problems: unread.map((item) => `${shown(item)} is not an intervention that this version knows.`),
    };
  },
  c: (value) => (CHECK.test(value) ? means({ check: value }) : broken(`c=${value}`, 'is not a check of the moment.')),
  view: (value) => {
    const view = parseName(value);
    return view === null ? broken(`view=${value}`, 'is not the name of a view.') : means({ view });
  },
};

function means(changes: Changes): Reading {
  return { changes, problems: [] };
}

function broken(pair: string, why: string): Reading {
  return { changes: {}, problems: [`${shown(pair)} ${why}`] };
}

// A name that is already a property of every object would be found in a table of parameters that lacks it.
function isParameter(name: string | null, value: number | null): boolean {
  return name !== null && value !== null && !(name in Object.prototype);
}

// A lone percent sign is no escape, and no reason to give up the rest.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
