/** Where progress is kept: `localStorage`, or anything like it. */
export interface ProgressStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** What a learner has done in one scenario. */
export interface Progress {
  /** Option chosen for each step's question. */
  readonly answers: { readonly [step: number]: number };
  /** The step where the learner is, and the furthest one that was reached; indices. */
  readonly step: number;
  readonly furthest: number;
}

export const NO_PROGRESS: Progress = { answers: {}, step: 0, furthest: 0 };

const MOST = 10_000;

/** What is known about a scenario; null where nothing is, or where it can't be read. */
export function readProgress(storage: ProgressStorage | null, slug: string): Progress | null {
  try {
    const text = storage?.getItem(keyOf(slug)) ?? null;
    return text === null ? null : progressIn(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps progress; false where the browser keeps nothing, which is no reason to stop. */
export function writeProgress(storage: ProgressStorage | null, slug: string, progress: Progress): boolean {
  try {
    storage?.setItem(keyOf(slug), JSON.stringify(progress));
    return storage !== null;
  } catch {
    return false;
  }
}

// The version is part of the key, so that an older page never reads what it doesn't understand.
function keyOf(slug: string): string {
  return `eventually:1:progress:${slug}`;
}

function progressIn(json: unknown): Progress | null {
  if (typeof json !== 'object' || json === null) return null;
  const { answers, step, furthest } = json as { readonly [key: string]: unknown };
  if (!isIndex(step) || !isIndex(furthest) || typeof answers !== 'object' || answers === null) return null;
  const pairs = Object.entries(answers).filter(
    (pair): pair is [string, number] => isIndex(Number(pair[0])) && isIndex(pair[1]),
  );
  return { answers: Object.fromEntries(pairs), step, furthest };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < MOST;
}
