/** The browser's storage; null where it does not let pages remember. */
export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** What this browser remembers under a name; null when nothing. */
export function remembered(name: string): string | null {
  return storage()?.getItem(`eventually:1:${name}`) ?? null;
}

/** Remembers a value in this browser. Without the right to, the page works on and forgets. */
export function remember(name: string, value: string): void {
  try {
    storage()?.setItem(`eventually:1:${name}`, value);
  } catch {
    // Storage is full: nothing that the learner made depends on it.
  }
}
