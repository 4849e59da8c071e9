const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const;
/** By then the page that was asked for is there, and the network has nothing better to do. */
const LATEST_MS = 3_000;

/** Does something at the first sign that somebody uses the page, and after a few seconds in any case. */
export function whenUsed(action: () => void): void {
  const timer = setTimeout(used, LATEST_MS);
  function used(): void {
    clearTimeout(timer);
    for (const sign of SIGNS) window.removeEventListener(sign, used, true);
    action();
  }
  for (const sign of SIGNS) window.addEventListener(sign, used, true);
}
