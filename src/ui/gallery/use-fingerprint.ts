import { useEffect, useState } from 'react';
import { openLink } from '../../session/open-link.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

const known = new Map<string, Fingerprint>();

/** A scenario's fingerprint, computed once when the page is at rest; null until then. */
export function useFingerprint(slug: string): Fingerprint | null {
  const [fingerprint, setFingerprint] = useState(known.get(slug) ?? null);
  useEffect(() => {
    if (fingerprint !== null) return;
    const timer = window.setTimeout(() => {
      const opened = openLink(`#/s/${slug}`);
      if (opened.kind !== 'workbench') return;
      const made = fingerprintOf(opened.workbench.store.getState().scenario);
      opened.workbench.dispose();
      known.set(slug, made);
      setFingerprint(made);
    }, 0);
    return () => window.clearTimeout(timer);
  }, [slug, fingerprint]);
  return fingerprint;
}
