import { loadKnown } from '../../scenario/load-known.ts';
import { catalogue } from '../../scenarios/catalogue.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

/** What the gallery shows of a scenario without opening it. */
export interface Preview {
  readonly fingerprint: Fingerprint;
  readonly steps: number;
}

/** Plays a scenario's beginning for its picture. */
export async function previewOf(slug: string): Promise<Preview | null> {
  const loaded = loadKnown(await catalogue.get(slug)?.load());
  if (!loaded.ok) return null;
  return { fingerprint: fingerprintOf(loaded.scenario), steps: loaded.scenario.steps.length };
}
