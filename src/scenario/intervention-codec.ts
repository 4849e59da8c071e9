import { z } from 'zod';
import { compileIntervention, type InterventionWorld } from './compile-intervention.ts';
import { distributionDocument, distributionWords } from './distributions.ts';
import { durationText, parseDuration } from './durations.ts';
import type { Intervention, TimedIntervention } from './intervention.ts';
import {
  type InterventionDocument,
  type TimedInterventionDocument,
  timedInterventionSchema,
} from './intervention-schema.ts';
import { Findings, pathText, type Problem } from './problem.ts';
import { readData } from './read-data.ts';
import { readText } from './read-text.ts';
import type { Scenario } from './scenario.ts';
import { checkShape } from './schema-findings.ts';

const timedInterventions = z.array(timedInterventionSchema).max(1_000);

export type ParsedInterventions =
  | { readonly ok: true; readonly interventions: readonly TimedIntervention[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Interventions from JSON or YAML text (`--do '[{"at":"5s","crash":"payment"}]'`) or from parsed data, in the order of
 * their instants. Never throws: what doesn't fit the scenario comes back as sentences with their place.
 */
export function parseInterventions(source: unknown, world: InterventionWorld): ParsedInterventions {
  const read = typeof source === 'string' ? readText(source) : readData(source);
  if ('unreadable' in read) return { ok: false, problems: [read.unreadable] };
  const findings = new Findings();
  const documents = checkShape(timedInterventions, read.data, findings);
  const interventions = (documents ?? []).map((document, i) => ({
    atUs: atUs(document),
    what: compileIntervention(document, [i], world, findings),
  }));
  if (findings.all.length > 0) {
    const problems = findings.all.map(({ path, message, on, offset }) => ({
      ...read.locate(path, on, offset),
      path: pathText(path),
      message,
    }));
    return { ok: false, problems };
  }
  return { ok: true, interventions: interventions.sort((a, b) => a.atUs - b.atUs) };
}

/** An intervention as documents write it; reading it gives the same intervention. */
export function interventionDocument(intervention: Intervention): InterventionDocument {
  switch (intervention.kind) {
    case 'crash':
      return { crash: intervention.component };
    case 'restart':
      return { restart: intervention.component };
    case 'poison':
      return { poison: intervention.component };
    case 'slow':
      return { slow: intervention.component, by: intervention.factor };
    case 'latency':
      return { latency: intervention.link, to: distributionDocument(intervention.latency) };
    case 'loss':
      return { loss: intervention.link, probability: intervention.probability };
    case 'duplication':
      return { duplication: intervention.link, probability: intervention.probability };
    case 'reordering':
      return { reordering: intervention.link, probability: intervention.probability };
    case 'partition':
      return { partition: intervention.link };
    case 'heal':
      return { heal: intervention.link };
    case 'rename':
      return {
        rename: intervention.message,
        of: intervention.component,
        field: intervention.field,
        to: intervention.to,
      };
  }
}

/** A timed intervention as `--do` and links write it. */
export function timedInterventionDocument({ atUs: at, what }: TimedIntervention): TimedInterventionDocument {
  return { at: durationText(at), ...interventionDocument(what) };
}

/** An intervention for people: "Payment crashes", "The link between Orders and Payment is cut". */
export function interventionWords(intervention: Intervention, { components }: Pick<Scenario, 'components'>): string {
  const named = (id: string): string => components.get(id)?.name ?? id;
  switch (intervention.kind) {
    case 'crash':
      return `${named(intervention.component)} crashes`;
    case 'restart':
      return `${named(intervention.component)} restarts`;
    case 'poison':
      return `The next message from ${named(intervention.component)} is poisoned`;
    case 'slow':
      return slowWords(named(intervention.component), intervention.factor);
    case 'rename':
      return `${named(intervention.component)} renames \`${intervention.field}\` of ${intervention.message} to \`${intervention.to}\``;
  }
  const [a, b] = intervention.link;
  const link = `The link between ${named(a)} and ${named(b)}`;
  switch (intervention.kind) {
    case 'latency':
      return `${link} takes ${distributionWords(intervention.latency)}`;
    case 'loss':
      return `${link} loses ${shareWords(intervention.probability)}`;
    case 'duplication':
      return `${link} duplicates ${shareWords(intervention.probability)}`;
    case 'reordering':
      return `${link} holds back ${shareWords(intervention.probability)}`;
    case 'partition':
      return `${link} is cut`;
    case 'heal':
      return `${link} heals`;
  }
}

function slowWords(name: string, factor: number): string {
  if (factor === 1) return `${name} works at full speed`;
  return factor > 1 ? `${name} works ${factor} times slower` : `${name} takes ${factor} times as long`;
}

function shareWords(probability: number): string {
  if (probability === 0) return 'no message';
  if (probability === 1) return 'every message';
  return `${Math.round(probability * 1_000) / 10} % of its messages`;
}

function atUs({ at }: TimedInterventionDocument): number {
  const parsed = parseDuration(at);
  return 'us' in parsed ? parsed.us : 0;
}
