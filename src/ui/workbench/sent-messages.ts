import { topologyOf } from '../../projections/topology.ts';
import type { ComponentSpec, Scenario } from '../../scenario/scenario.ts';
import { sendingsOf } from '../../scenario/sendings.ts';
import { linkId } from '../../trace/link-id.ts';

/** A message that a component sends to another of its own accord, so that somebody depends on its form. */
export interface SentMessage {
  readonly message: string;
  readonly to: string;
}

/** The messages that a component sends, in the order of its document; each pair of message and receiver once. */
export function sentMessages(spec: ComponentSpec): readonly SentMessage[] {
  const sent = sendingsOf(spec);
  return sent.filter(
    (one, index) => sent.findIndex((other) => other.message === one.message && other.to === one.to) === index,
  );
}

/** The ids of the links that a component uses. */
export function linksOf(scenario: Scenario, component: string): readonly string[] {
  const edges = topologyOf(scenario).filter(({ from, to }) => from === component || to === component);
  return [...new Set(edges.map(({ from, to }) => linkId(from, to)))];
}
