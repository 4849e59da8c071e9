import { useEffect, useState } from 'react';
import { loadScenario } from '../../scenario/load.ts';
import { catalogue } from '../../scenarios/catalogue.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

/** What the gallery shows of a scenario without opening it. */
export interface Preview {
  readonly fingerprint: Fingerprint;
  readonly steps: number;
}

const known = new Map<string, Preview | null>();

/** A scenario's preview, computed once when the page is at rest; null until then. */
export function usePreview(slug: string): Preview | null {
  const [preview, setPreview] = useState(known.get(slug) ?? null);
  useEffect(() => {
    if (known.has(slug)) return;
    const timer = window.setTimeout(() => {
      const made = previewOf(slug);
      known.set(slug, made);
      setPreview(made);
    }, 0);
    return () => window.clearTimeout(timer);
  }, [slug]);
  return preview;
}

function previewOf(slug: string): Preview | null {
  const loaded = loadScenario(catalogue.get(slug)?.document, { variant: null, parameters: {} });
  if (!loaded.ok) return null;
  return { fingerprint: fingerprintOf(loaded.scenario), steps: loaded.scenario.steps.length };
}
