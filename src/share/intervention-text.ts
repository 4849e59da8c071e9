import type { Intervention, TimedIntervention } from '../scenario/intervention.ts';
import { distributionText, parseDistribution } from './distribution-text.ts';
import { nameText, parseName } from './name-text.ts';
import { instantText, numberText, parseInstant, parseNumber } from './number-text.ts';

type Kind = Intervention['kind'];
type Reader = (kind: Kind, parts: readonly string[]) => Intervention | null;

/** At most so many interventions are read from a link. */
export const MOST_INTERVENTIONS = 1_000;

/** Interventions as they stand in a link: "5:crash:payment,7.2:slow:kitchen:4,8:loss:orders~payment:0.3". */
export function interventionsText(interventions: readonly TimedIntervention[]): string {
  return interventions
    .map(({ atUs, what }) => [instantText(atUs), what.kind, ...argumentsOf(what)].join(':'))
    .join(',');
}

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
  const read = Object.hasOwn(READERS, kind) ? READERS[kind as Kind] : null;
  const what = read?.(kind as Kind, parts) ?? null;
  return atUs === null || what === null ? null : { atUs, what };
}

function argumentsOf(what: Intervention): readonly string[] {
  switch (what.kind) {
    case 'crash':
    case 'restart':
    case 'poison':
      return [nameText(what.component)];
    case 'slow':
      return [nameText(what.component), numberText(what.factor)];
    case 'latency':
      return [linkText(what.link), distributionText(what.latency)];
    case 'loss':
    case 'duplication':
    case 'reordering':
      return [linkText(what.link), numberText(what.probability)];
    case 'partition':
    case 'heal':
      return [linkText(what.link)];
    case 'rename':
      return [what.component, what.message, what.field, what.to].map(nameText);
  }
}

const READERS: { readonly [K in Kind]: Reader } = {
  crash: onComponent,
  restart: onComponent,
  poison: onComponent,
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

function linkText(link: readonly [string, string]): string {
  return link.map(nameText).join('~');
}

function parseLinkEnds(text: string | undefined): readonly [string, string] | null {
  const [a, b, ...more] = (text ?? '').split('~').map(parseName);
  return a && b && more.length === 0 ? [a, b] : null;
}
