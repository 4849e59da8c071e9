import type { Data } from '../trace/message.ts';
import { compileStory } from './compile-story.ts';
import { usOf } from './distributions.ts';
import { isNotA } from './did-you-mean.ts';
import type { ScenarioDocument } from './document.ts';
import type { DocumentSource, Unreadable } from './document-source.ts';
import { isRecord } from './kind-words.ts';
import { type Finding, Findings, pathText, type Problem } from './problem.ts';
import type { Scenario, VariantInfo } from './scenario.ts';
import { compileWorld, type ScenarioWorld } from './scenario-world.ts';
import { documentOfVariant, placeInVariant } from './variants.ts';

export interface LoadOptions {
  /** An id of `variants`; null or the document's own variant id: the document itself. */
  readonly variant?: string | null | undefined;
  /** Values instead of the parameters' defaults. */
  readonly parameters?: { readonly [name: string]: number } | undefined;
}

export type Loaded =
  | { readonly ok: true; readonly scenario: Scenario; readonly document: Data; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Says whether data has a document's shape; what doesn't fit goes to the findings, and null comes back. */
export type ShapeCheck = (data: Data, findings: Findings) => ScenarioDocument | null;

/** Looks for what runs, but hardly as its author thinks. */
export type WarningSearch = (document: ScenarioDocument, world: ScenarioWorld, warnings: Findings) => void;

/**
 * Compiles what was read to a scenario. Never throws where the shape was checked: problems come back as sentences with
 * line and column (from 1; null for data), those of all variants too, so that a switch never meets a broken one.
 */
export function loadDocument(
  read: DocumentSource | { readonly unreadable: Unreadable },
  options: LoadOptions,
  checkShape: ShapeCheck,
  searchWarnings: WarningSearch = () => {},
): Loaded {
  if ('unreadable' in read) return { ok: false, problems: [read.unreadable] };
  if (!isRecord(read.data))
    return failed(read, [{ path: [], message: 'a scenario is written as fields with values', on: 'value', offset: 0 }]);
  return new Loading(read, options, checkShape, searchWarnings).load();
}

/** A document of one variant on its way to a scenario. */
interface Draft {
  /** Null: the document itself. */
  readonly variant: string | null;
  readonly findings: Findings;
  readonly document: ScenarioDocument | null;
  readonly world: ScenarioWorld | null;
}

class Loading {
  readonly #source: DocumentSource;
  readonly #options: LoadOptions;
  readonly #checkShape: ShapeCheck;
  readonly #searchWarnings: WarningSearch;

  constructor(source: DocumentSource, options: LoadOptions, checkShape: ShapeCheck, searchWarnings: WarningSearch) {
    this.#source = source;
    this.#options = options;
    this.#checkShape = checkShape;
    this.#searchWarnings = searchWarnings;
  }

  load(): Loaded {
    const base = this.#draft(null, this.#source.data);
    if (base.document === null) return failed(this.#source, base.findings.all);
    const { document } = base;
    const own = ownVariant(document);
    const drafts = [
      base,
      ...Object.keys(document.variants ?? {}).map((id) => this.#draft(id, documentOfVariant(this.#source.data, id))),
    ];
    const byId = new Map(drafts.map((draft) => [draft.variant ?? own.id, draft]));
    this.#checkOwnId(document, base.findings);
    const worldOf = (id: string): ScenarioWorld | null | undefined =>
      byId.has(id) ? (byId.get(id)?.world ?? null) : undefined;
    const stories = new Map(
      drafts.map((draft) => [
        draft,
        draft.document === null || draft.world === null
          ? null
          : compileStory(draft.document, draft.world, worldOf, [...byId.keys()], draft.findings),
      ]),
    );
    const wanted = this.#options.variant ?? own.id;
    const chosen = byId.get(wanted);
    if (chosen === undefined) base.findings.add(['variants'], isNotA(wanted, 'a variant', byId.keys()), { on: 'key' });
    const findings = allFindings(drafts, this.#source.data);
    const story = chosen === undefined ? null : stories.get(chosen);
    if (findings.length > 0 || !chosen?.document || !chosen.world || !story) return failed(this.#source, findings);

    const warnings = new Findings();
    this.#searchWarnings(chosen.document, chosen.world, warnings);
    return {
      ok: true,
      scenario: {
        ...head(chosen.document),
        ...chosen.world,
        ...story,
        variants: variantsOf(document),
        variant: chosen.variant,
      },
      document: this.#source.data,
      warnings: warnings.all.map((warning) =>
        problemOf(this.#source, placed(warning, chosen.variant, this.#source.data)),
      ),
    };
  }

  #draft(variant: string | null, data: Data): Draft {
    const findings = new Findings();
    const document = this.#checkShape(data, findings);
    if (document === null) return { variant, findings, document, world: null };
    const before = findings.all.length;
    const world = compileWorld(document, this.#options.parameters ?? {}, findings);
    return { variant, findings, document, world: findings.all.length === before ? world : null };
  }

  #checkOwnId({ variant, variants = {} }: ScenarioDocument, findings: Findings): void {
    if (variant !== undefined && Object.hasOwn(variants, variant.id)) {
      findings.add(['variant', 'id'], `\`${variant.id}\` is the name of another variant already`);
    }
  }
}

function head(
  document: ScenarioDocument,
): Pick<
  Scenario,
  'id' | 'title' | 'subtitle' | 'summary' | 'takeaway' | 'chapter' | 'seed' | 'speed' | 'windowUs' | 'glossary'
> {
  return {
    id: document.id,
    title: document.title,
    subtitle: document.subtitle ?? '',
    summary: document.summary ?? '',
    takeaway: document.takeaway ?? '',
    chapter: document.chapter ?? null,
    seed: document.seed ?? 1,
    speed: document.speed ?? 0.5,
    windowUs: usOf(document.window ?? '4s'),
    glossary: document.glossary ?? [],
  };
}

function ownVariant({ id, title, variant }: ScenarioDocument): VariantInfo {
  return variant === undefined
    ? { id, title, about: '' }
    : { id: variant.id, title: variant.title, about: variant.about ?? '' };
}

function variantsOf(document: ScenarioDocument): readonly VariantInfo[] {
  const others = Object.entries(document.variants ?? {}).map(([id, { title, about = '' }]) => ({ id, title, about }));
  return [ownVariant(document), ...others];
}

/** Of all variants, each said once: what is wrong with the document itself is wrong with most variants too. */
function allFindings(drafts: readonly Draft[], data: Data): Finding[] {
  const seen = new Set<string>();
  return drafts.flatMap(({ variant, findings }) =>
    findings.all.flatMap((finding) => {
      const key = JSON.stringify([finding.path, finding.offset, finding.message]);
      if (seen.has(key)) return [];
      seen.add(key);
      const { path, ...rest } = placed(finding, variant, data);
      return [
        {
          path,
          ...rest,
          message: variant === null ? finding.message : `in variant \`${variant}\`: ${finding.message}`,
        },
      ];
    }),
  );
}

function placed(finding: Finding, variant: string | null, data: Data): Finding {
  return variant === null ? finding : { ...finding, path: placeInVariant(data, variant, finding.path) };
}

function failed(source: DocumentSource, findings: readonly Finding[]): Loaded {
  const problems = findings.map((finding) => problemOf(source, finding));
  // In the order of the text, as people mend them.
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { ok: false, problems };
}

function problemOf(source: DocumentSource, { path, message, on, offset }: Finding): Problem {
  return { ...source.locate(path, on, offset), path: pathText(path), message };
}
