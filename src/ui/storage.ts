/** What this browser remembers under a name; null when nothing, or when it does not let pages remember. */
export function remembered(name: string): string | null {
  try {
    return window.localStorage.getItem(`eventually.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a value in this browser. Without the right to, the page works on and forgets. */
export function remember(name: string, value: string): void {
  try {
    window.localStorage.setItem(`eventually.${name}`, value);
  } catch {
    // Storage is full or forbidden: nothing that the learner made depends on it.
  }
}
