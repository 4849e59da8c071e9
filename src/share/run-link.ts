import type { TimedIntervention } from '../scenario/intervention.ts';

/** The phases of a step that don't follow from its moment. */
export const LINK_PHASES = ['setting-up', 'finding-out', 'compared'] as const;
export type LinkPhase = (typeof LINK_PHASES)[number];

/** What both kinds of link say about a run and a moment in it; null: the link doesn't say. */
export interface RunLink {
  /** Index into the scenario's steps; links count from 1, as people do. */
  readonly step: number | null;
  readonly tUs: number | null;
  /** How far the step is; null: past its set-up. */
  readonly phase: LinkPhase | null;
  readonly seed: number | null;
  readonly variant: string | null;
  readonly parameters: { readonly [name: string]: number };
  readonly interventions: readonly TimedIntervention[];
  /** The beginning of the trace's hash at the moment that was shared. */
  readonly check: string | null;
  /** How the page shows it. */
  readonly view: string | null;
  /** What this version doesn't know, kept as it was. */
  readonly extras: readonly (readonly [key: string, value: string])[];
}

/** A moment of a scenario of the catalogue. */
export interface MomentLink extends RunLink {
  readonly kind: 'moment';
  readonly slug: string;
}

/** A moment of any run; the link carries the whole document. */
export interface PayloadLink extends RunLink {
  readonly kind: 'payload';
  /** As it came: unchecked. */
  readonly document: unknown;
}

/** A link that holds a whole run, still packed: `parsePayloadLink` unpacks it, once its code is fetched. */
export interface PackedLink {
  readonly kind: 'packed';
  readonly payload: string;
}

/** Writes a payload link; null where its document is too large for one. */
export type PayloadWriter = (link: PayloadLink) => string | null;

/** A link that can't be read, in words for people, and what could be read of it. */
export interface LinkProblem {
  readonly kind: 'problem';
  readonly title: string;
  readonly message: string;
  /** What could be saved: a link that leaves out what is broken. */
  readonly saved: MomentLink | PayloadLink | null;
  /** What the scenario in it calls itself, where that much could be read. */
  readonly heldTitle: string | null;
}

/** Links show no later instant: one hour of virtual time, so that opening one is always quick. */
export const LATEST_US = 3_600_000_000;
export const MOST_STEPS = 999;
/** Hexadecimal digits of a hash that a link carries: one accident in 16 million goes unseen. */
export const CHECK_DIGITS = 6;

export const EMPTY_RUN: RunLink = {
  step: null,
  tUs: null,
  phase: null,
  seed: null,
  variant: null,
  parameters: {},
  interventions: [],
  check: null,
  view: null,
  extras: [],
};

/** Whether a number can be a run's seed: a whole number from 0 on. */
export function isSeed(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}
