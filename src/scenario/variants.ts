import type { Data } from '../trace/message.ts';
import { isRecord } from './kind-words.ts';
import { mergePatch } from './merge-patch.ts';
import type { Path } from './problem.ts';
import type { Scenario } from './scenario.ts';

/** The document that a variant stands for: its patch merged over the document without `variants`. */
export function documentOfVariant(document: Data, id: string): Data {
  if (!isRecord(document)) return document;
  const { variants, ...base } = document;
  return mergePatch(base, patchOf(variants, id));
}

/** Where the author wrote what stands at `path` in a variant: in its patch as far as that goes, else in the document. */
export function placeInVariant(document: Data, id: string, path: Path): Path {
  const prefix: Path = ['variants', id, 'patch'];
  let at: Data | undefined = isRecord(document) ? patchOf(document['variants'] as Data, id) : undefined;
  for (const part of path) {
    at = partOf(at, part);
    if (at === undefined) return path;
    // From an array or a literal on, all is the patch's own.
    if (!isRecord(at)) break;
  }
  return [...prefix, ...path];
}

/** The variant as a run's input names it: null for the document itself, undefined where there is no such variant. */
export function variantFor(scenario: Pick<Scenario, 'variants'>, id: string | null): string | null | undefined {
  const [own, ...others] = scenario.variants;
  if (id === null || id === own?.id) return null;
  return others.some((one) => one.id === id) ? id : undefined;
}

function patchOf(variants: Data | undefined, id: string): Data {
  const variant = partOf(variants, id);
  return partOf(variant, 'patch') ?? {};
}

function partOf(data: Data | undefined, part: string | number): Data | undefined {
  if (Array.isArray(data)) return (data as readonly Data[])[Number(part)];
  return isRecord(data) && Object.hasOwn(data, part) ? data[part] : undefined;
}
