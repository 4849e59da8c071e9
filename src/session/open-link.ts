import { isNotA, nearest } from '../scenario/did-you-mean.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { CatalogueEntry } from '../scenarios/catalogue.ts';
import { momentLinkText } from '../share/moment-link.ts';
import { parseLink } from '../share/parse-link.ts';
import {
  CHECK_DIGITS,
  type LinkProblem,
  type MomentLink,
  type PackedLink,
  type PayloadLink,
  type PayloadWriter,
} from '../share/run-link.ts';
import { createWorkbench, type WorkbenchConfig } from './create-workbench.ts';
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

const GALLERY: Way = { label: 'All scenarios', href: '#/' };

/**
 * Opens what an address says, from `#` on, and never shows another moment without a word. Fails only where a part of
 * the program or of the catalogue that is not here yet can't be fetched.
 */
export async function openLink(hash: string, catalogue: Catalogue, storage: ProgressStorage | null): Promise<Opened> {
  const link = parseLink(hash);
  switch (link.kind) {
    case 'gallery':
      return link;
    case 'problem':
      return explain(link, catalogue);
    case 'moment': {
      const entry = catalogue.get(link.slug);
      if (entry === undefined) return unknownSlug(link, catalogue);
      return open(link, { document: await entry.load(), slug: link.slug, storage });
    }
    case 'packed':
      return openPacked(link, catalogue, storage);
  }
}

/**
 * Documents of the catalogue are known to be good: only what strangers sent needs unpacking and the schema, which are
 * large, and are fetched for it.
 */
async function openPacked(packed: PackedLink, catalogue: Catalogue, storage: ProgressStorage | null): Promise<Opened> {
  const [{ parsePayloadLink, payloadLinkText: payloadText }, { loadData }] = await Promise.all([
    import('../share/payload-link.ts'),
    import('../scenario/load-data.ts'),
  ]);
  const link = parsePayloadLink(packed.payload);
  if (link.kind === 'problem') return explain(link, catalogue, payloadText);
  const { document } = link;
  const loaded = loadData(document);
  return loaded.ok ? open(link, { document, slug: null, storage, payloadText }) : broken(problemsText(loaded.problems));
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
  return { kind: 'problem', title, message: `It can't be played: ${message}`, ways: [GALLERY] };
}

function unknownSlug(link: MomentLink, catalogue: Catalogue): Opened {
  const near = nearest(link.slug, catalogue.keys());
  const ways =
    near === null ? [GALLERY] : [{ label: `Open ${titleOf(near, catalogue)}`, href: `#/s/${near}` }, GALLERY];
  return {
    kind: 'problem',
    title: 'There is no such scenario',
    message: `${isNotA(link.slug, 'a scenario here', catalogue.keys())}.`,
    ways,
  };
}

function explain(problem: LinkProblem, catalogue: Catalogue, payloadText: PayloadWriter | null = null): Opened {
  const { title, message, saved, heldTitle } = problem;
  const held = heldTitle === null ? message : `${message} It holds “${heldTitle}”.`;
  return {
    kind: 'problem',
    title,
    message: held,
    ways: [...waysTo(saved, heldTitle, catalogue, payloadText), GALLERY],
  };
}

function waysTo(
  saved: LinkProblem['saved'],
  heldTitle: string | null,
  catalogue: Catalogue,
  payloadText: PayloadWriter | null,
): readonly Way[] {
  if (saved?.kind === 'moment' && catalogue.has(saved.slug)) {
    return [{ label: `Open ${titleOf(saved.slug, catalogue)} without it`, href: momentLinkText(saved) }];
  }
  const href = saved?.kind === 'payload' ? (payloadText?.(saved) ?? null) : null;
  if (href !== null) return [{ label: 'Open the rest', href }];
  const twin = [...catalogue.keys()].find(
    (slug) => heldTitle !== null && titleOf(slug, catalogue) === `“${heldTitle}”`,
  );
  return twin === undefined ? [] : [{ label: `Open “${heldTitle}” from the catalogue`, href: `#/s/${twin}` }];
}

function titleOf(slug: string, catalogue: Catalogue): string {
  const title = catalogue.get(slug)?.title;
  return title === undefined ? slug : `“${title}”`;
}
