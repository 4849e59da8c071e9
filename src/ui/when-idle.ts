/** A busy page is at rest after so long for all that waits on it. */
const LATEST_MS = 2_000;

/** Does something when the page has been painted and has nothing better to do; returns how to call it off. */
export function whenIdle(action: () => void): () => void {
  // Safari has no idle callback.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(action, 200);
    return () => clearTimeout(timer);
  }
  const request = window.requestIdleCallback(action, { timeout: LATEST_MS });
  return () => window.cancelIdleCallback(request);
}
