import { remember, remembered } from './storage.ts';

/** How far the story of a scenario was read in this browser. */
export interface Progress {
  /** The step that was read last, from 0. */
  readonly step: number;
  readonly of: number;
}

export interface Progresses {
  readonly bySlug: ReadonlyMap<string, Progress>;
  /** The scenario that was open last. */
  readonly last: string | null;
}

/** Reads what was remembered; whatever is not progress is left out. */
export function parseProgress(text: string | null): Progresses {
  const bySlug = new Map<string, Progress>();
  for (const line of (text ?? '').split('\n')) {
    const match = /^([a-z0-9-]{1,60}) (\d{1,3}) (\d{1,3})$/.exec(line);
    if (match === null) continue;
    bySlug.set(match[1] ?? '', { step: Number(match[2]), of: Number(match[3]) });
  }
  return { bySlug, last: [...bySlug.keys()].at(-1) ?? null };
}

/** Writes progress down, the scenario that was open last at the end. */
export function progressText(progresses: Progresses, slug: string, progress: Progress): string {
  const others = [...progresses.bySlug].filter(([other]) => other !== slug);
  return [...others, [slug, progress] as const].map(([name, { step, of }]) => `${name} ${step} ${of}`).join('\n');
}

/** What this browser remembers. */
export function readProgress(): Progresses {
  return parseProgress(remembered('progress'));
}

/** Remembers how far a story was read. */
export function noteProgress(slug: string, progress: Progress): void {
  remember('progress', progressText(readProgress(), slug, progress));
}
