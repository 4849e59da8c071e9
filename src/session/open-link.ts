import { isNotA } from '../scenario/did-you-mean.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CatalogueEntry } from '../scenarios/catalogue.ts';
import type { Link } from '../share/parse-link.ts';
import { CHECK_DIGITS, EMPTY_RUN, type MomentLink, type PackedLink, type PayloadLink } from '../share/run-link.ts';
import { createWorkbench, type WorkbenchConfig } from './create-workbench.ts';
import { fetchInterventions, fetchKinds } from './fetch-kinds.ts';
import type { ProgressStorage } from './progress.ts';
import { createShelf, problemsText } from './shelf.ts';
import { transplant } from './transplant.ts';
import type { Workbench } from './workbench.ts';

export type Catalogue = ReadonlyMap<string, Pick<CatalogueEntry, 'title' | 'load'>>;

/** Somewhere to go from a link that can't be opened. */
export interface Way {
  readonly label: string;
  readonly href: string;
}

export type Opened =
  | { readonly kind: 'gallery' }
  /** `notices`: what is not as the link says. */
  | { readonly kind: 'workbench'; readonly workbench: Workbench; readonly notices: readonly string[] }
  | { readonly kind: 'problem'; readonly title: string; readonly message: string; readonly ways: readonly Way[] };

/** The way that is always open. */
export const TO_GALLERY: Way = { label: 'All scenarios', href: '#/' };

/**
 * Opens what an address says, from `#` on, and never shows another moment without a word. Fails only where a part of
 * the program or of the catalogue that is not here yet can't be fetched.
 */
export async function openLink(hash: string, catalogue: Catalogue, storage: ProgressStorage | null): Promise<Opened> {
  const link = beginningOf(hash, catalogue) ?? (await readLink(hash, catalogue));
  switch (link.kind) {
    case 'gallery':
      return link;
    case 'problem':
      return (await import('./link-problem.ts')).explain(link, catalogue);
    case 'moment': {
      const entry = catalogue.get(link.slug);
      if (entry === undefined) return (await import('./link-problem.ts')).unknownSlug(link, catalogue);
      return open(link, { document: await fetched(entry.load()), slug: link.slug, storage });
    }
    case 'packed':
      return openPacked(link, catalogue, storage);
  }
}

/** The link to a scenario of the catalogue without anything behind its name: most are, and they need no reader. */
function beginningOf(hash: string, catalogue: Catalogue): MomentLink | null {
  const slug = hash.startsWith('#/s/') ? hash.slice('#/s/'.length) : '';
  return catalogue.has(slug) ? { kind: 'moment', slug, ...EMPTY_RUN } : null;
}

async function readLink(hash: string, catalogue: Catalogue): Promise<Link> {
  // The scenario comes together with the reader.
  const slug = /^#\/s\/([^?/]+)/.exec(hash)?.[1] ?? '';
  catalogue
    .get(slug)
    ?.load()
    .catch(() => {});
  const { parseLink } = await import('../share/parse-link.ts');
  const link = parseLink(hash);
  if (link.kind !== 'problem') return link;
  // It may be about something that is not here yet.
  await fetchInterventions();
  return parseLink(hash);
}

/**
 * Documents of the catalogue are known to be good: only what strangers sent needs unpacking and the schema, which are
 * large, and are fetched for it.
 */
async function openPacked(packed: PackedLink, catalogue: Catalogue, storage: ProgressStorage | null): Promise<Opened> {
  const [{ parsePayloadLink, payloadLinkText: payloadText }, { loadData }] = await Promise.all([
    import('../share/payload-link.ts'),
    import('../scenario/load-data.ts'),
    fetchInterventions(),
  ]);
  const link = parsePayloadLink(packed.payload);
  if (link.kind === 'problem') return (await import('./link-problem.ts')).explain(link, catalogue, payloadText);
  const { document } = link;
  await fetchKinds(document);
  const loaded = loadData(document);
  return loaded.ok ? open(link, { document, slug: null, storage, payloadText }) : broken(problemsText(loaded.problems));
}

/** A document, once everything that it needs is here. */
async function fetched(loading: Promise<unknown>): Promise<unknown> {
  const document = await loading;
  await fetchKinds(document);
  return document;
}

function open(
  link: MomentLink | PayloadLink,
  what: Pick<WorkbenchConfig, 'document' | 'slug' | 'storage' | 'payloadText'>,
): Opened {
  const shelf = createShelf(what.document);
  const original = shelf.load(null, {});
  if (typeof original === 'string') return broken(original);
  const notices: string[] = [];
  const variant = knownVariant(link, original, notices);
  const parameters = knownParameters(link, original, notices);
  const scenario = shelf.load(variant, parameters);
  if (typeof scenario === 'string') return broken(scenario);
  const { interventions, problems } = transplant(link.interventions, scenario, scenario);
  notices.push(...problems);

  const workbench = createWorkbench({
    ...what,
    variant,
    parameters,
    interventions,
    seed: link.seed,
    tUs: link.tUs,
    step: knownStep(link, scenario, notices),
    phase: link.phase ?? 'arrived',
    view: link.view,
    extras: link.extras,
  });
  if (notices.length === 0 && hasChanged(link, workbench)) {
    notices.push(
      'This moment has changed: this version of Eventually plays the run differently than the one that made the link.',
    );
  }
  return { kind: 'workbench', workbench, notices };
}

function hasChanged({ check, tUs }: MomentLink | PayloadLink, workbench: Workbench): boolean {
  if (check === null) return false;
  return workbench.store.getState().tUs !== (tUs ?? 0) || workbench.traceHash().slice(0, CHECK_DIGITS) !== check;
}

function knownVariant({ variant }: MomentLink | PayloadLink, scenario: Scenario, notices: string[]): string | null {
  const ids = scenario.variants.map(({ id }) => id);
  if (variant === null || ids.includes(variant)) return variant;
  notices.push(`${isNotA(variant, 'a variant of this scenario', ids)}.`);
  return null;
}

function knownParameters(
  { parameters }: MomentLink | PayloadLink,
  scenario: Scenario,
  notices: string[],
): { readonly [name: string]: number } {
  const known = Object.entries(parameters).filter(([name, value]) => {
    const parameter = scenario.parameters.get(name);
    if (parameter === undefined)
      notices.push(`${isNotA(name, 'a parameter of this scenario', scenario.parameters.keys())}.`);
    else if (value < parameter.min || value > parameter.max) {
      notices.push(`${parameter.label} goes from ${parameter.min} to ${parameter.max}; ${value} is left out.`);
    } else return true;
    return false;
  });
  return Object.fromEntries(known);
}

function knownStep({ step }: MomentLink | PayloadLink, { steps }: Scenario, notices: string[]): number {
  const last = Math.max(0, steps.length - 1);
  if (step === null || step <= last) return step ?? 0;
  notices.push(`This scenario has ${steps.length} steps; the link asks for step ${step + 1}.`);
  return last;
}

function broken(message: string): Opened {
  const title = 'The scenario in this link has a fault';
  return { kind: 'problem', title, message: `It can't be played: ${message}`, ways: [TO_GALLERY] };
}
