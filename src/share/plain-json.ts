import { FORBIDDEN_NAMES } from '../scenario/document-source.ts';

const DEEPEST = 64;
const MOST_VALUES = 200_000;

export type PlainJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };

/** Parses JSON from a stranger: no prototype keys, no abyss, and no exception. */
export function parsePlainJson(text: string): PlainJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: 'What it holds is not JSON.' };
  }
  const problem = problemIn(value);
  return problem === null ? { ok: true, value } : { ok: false, message: problem };
}

// A loop rather than recursion: the abyss must not reach the call stack.
function problemIn(root: unknown): string | null {
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let count = 1; ; count += 1) {
    const next = pending.pop();
    if (next === undefined) return null;
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) return `It is nested deeper than ${DEEPEST} levels.`;
    if (count > MOST_VALUES) return 'It holds more than 200,000 lists and maps.';
    for (const [key, child] of Object.entries(value)) {
      if (FORBIDDEN_NAMES.has(key)) {
        return `It uses the name \`${key}\`, which no document may.`;
      }
      pending.push({ value: child, depth: depth + 1 });
    }
  }
}
