import { interventionKind, isFurtherKind } from '../scenario/intervention-kind.ts';
import type { FurtherIntervention } from '../scenario/further-intervention.ts';
import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { MOST_INTERVENTIONS } from './intervention-text.ts';
import { parseDistribution } from './parse-distribution.ts';
import { parseName } from './parse-name.ts';
import { parseInstant, parseNumber } from './parse-number.ts';

type Kind = Exclude<Intervention['kind'], FurtherIntervention['kind']>;
type Reader = (kind: Kind, parts: readonly string[]) => Intervention | null;

/**
 * The interventions that `interventionsText` wrote. What cannot be read is left out and comes back as `unread`, each as
 * written, so that a kind which only a later version knows costs no more than itself.
 */
export function parseInterventions(text: string): {
  readonly interventions: readonly TimedIntervention[];
  readonly unread: readonly string[];
} {
  const interventions: TimedIntervention[] = [];
  const unread: string[] = [];
  for (const item of text.split(',')) {
    const intervention = interventions.length < MOST_INTERVENTIONS ? parseTimed(item) : null;
    if (intervention === null) unread.push(item);
    else interventions.push(intervention);
  }
  return { interventions, unread };
}

function parseTimed(item: string): TimedIntervention | null {
  const [at = '', kind = '', ...parts] = item.split(':');
  const atUs = parseInstant(at);
  const what = Object.hasOwn(READERS, kind) ? READERS[kind as Kind](kind as Kind, parts) : further(kind, parts);
  return atUs === null || what === null ? null : { atUs, what };
}

const READERS: { readonly [K in Kind]: Reader } = {
  crash: onComponent,
  restart: onComponent,
  poison: (_, parts) => {
    const [component, message, label] = parts.map(parseName);
    if (parts.length > 3 || !component || message === null || label === null) return null;
    return {
      kind: 'poison',
      component,
      ...(message !== undefined && { message }),
      ...(label !== undefined && { label }),
    };
  },
  slow: (_, parts) => {
    const component = parseName(parts[0] ?? '');
    const factor = parseNumber(parts[1] ?? '');
    if (parts.length !== 2 || component === null || factor === null || factor <= 0) return null;
    return { kind: 'slow', component, factor };
  },
  latency: (_, parts) => {
    const link = parseLinkEnds(parts[0]);
    const latency = parseDistribution(parts[1] ?? '');
    return parts.length !== 2 || link === null || latency === null ? null : { kind: 'latency', link, latency };
  },
  loss: withProbability,
  duplication: withProbability,
  reordering: withProbability,
  partition: onLink,
  heal: onLink,
  rename: (_, parts) => {
    const [component, message, field, to] = parts.map(parseName);
    if (parts.length !== 4 || !component || !message || !field || !to) return null;
    return { kind: 'rename', component, message, field, to };
  },
};

/** Of a kind that is fetched; whoever reads a link that has one fetches it before. */
function further(kind: string, parts: readonly string[]): Intervention | null {
  const texts = parts.map(parseName);
  return isFurtherKind(kind) && !texts.includes(null) ? interventionKind(kind).ofTexts(texts as string[]) : null;
}

function onComponent(kind: Kind, parts: readonly string[]): Intervention | null {
  const component = parseName(parts[0] ?? '');
  return parts.length !== 1 || component === null ? null : { kind: kind as 'crash', component };
}

function onLink(kind: Kind, parts: readonly string[]): Intervention | null {
  const link = parseLinkEnds(parts[0]);
  return parts.length !== 1 || link === null ? null : { kind: kind as 'heal', link };
}

function withProbability(kind: Kind, parts: readonly string[]): Intervention | null {
  const link = parseLinkEnds(parts[0]);
  const probability = parseNumber(parts[1] ?? '');
  if (parts.length !== 2 || link === null || probability === null || probability < 0 || probability > 1) return null;
  return { kind: kind as 'loss', link, probability };
}

function parseLinkEnds(text: string | undefined): readonly [string, string] | null {
  const [a, b, ...more] = (text ?? '').split('~').map(parseName);
  return a && b && more.length === 0 ? [a, b] : null;
}
