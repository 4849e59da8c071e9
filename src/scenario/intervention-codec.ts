import { z } from 'zod';
import { compileIntervention, type InterventionWorld } from './compile-intervention.ts';
import { distributionDocument } from './distributions.ts';
import { durationText, parseDuration } from './durations.ts';
import { interventionKind } from './intervention-kind.ts';
import type { Intervention, TimedIntervention } from './intervention.ts';
import {
  type InterventionDocument,
  type TimedInterventionDocument,
  timedInterventionSchema,
} from './intervention-schema.ts';
import { Findings, pathText, type Problem } from './problem.ts';
import { readData } from './read-data.ts';
import { readText } from './read-text.ts';
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
      return {
        poison: intervention.component,
        ...(intervention.message !== undefined && { message: intervention.message }),
        ...(intervention.label !== undefined && { label: intervention.label }),
      };
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
    default:
      return interventionKind(intervention.kind).document(intervention);
  }
}

/** A timed intervention as `--do` and links write it. */
export function timedInterventionDocument({ atUs: at, what }: TimedIntervention): TimedInterventionDocument {
  return { at: durationText(at), ...interventionDocument(what) };
}

function atUs({ at }: TimedInterventionDocument): number {
  const parsed = parseDuration(at);
  return 'us' in parsed ? parsed.us : 0;
}
