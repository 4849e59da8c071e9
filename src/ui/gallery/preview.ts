import { loadKnown } from '../../scenario/load-known.ts';
import { catalogue } from '../../scenarios/catalogue.ts';
import { fetchKinds } from '../../session/fetch-kinds.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';

/** What the gallery shows of a scenario without opening it. */
export interface Preview {
  readonly fingerprint: Fingerprint;
  readonly steps: number;
}

/** Plays a scenario's beginning for its picture. */
export async function previewOf(slug: string): Promise<Preview | null> {
  const document = await catalogue.get(slug)?.load();
  await fetchKinds(document);
  const loaded = loadKnown(document);
  if (!loaded.ok) return null;
  return { fingerprint: fingerprintOf(loaded.scenario), steps: loaded.scenario.steps.length };
}
