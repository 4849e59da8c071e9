import { type Distribution, meanUs } from '../kernel/distribution.ts';
import { linkId } from '../trace/link-id.ts';
import type { ScenarioDocument } from './document.ts';
import { LIMITS } from './limits.ts';
import type { References } from './references.ts';
import { timing } from './retries.ts';
import type { LinkSpec } from './scenario.ts';

const DEFAULT_LATENCY: Distribution = { kind: 'constant', valueUs: 5_000 };
const HOLD_FACTOR = 4;

/** How pairs behave that no link names. */
export function compileNetwork(document: ScenarioDocument, { findings }: References): Omit<LinkSpec, 'between'> {
  const latency =
    document.network === undefined
      ? DEFAULT_LATENCY
      : timing(document.network.latency, ['network', 'latency'], findings);
  return { latency, loss: 0, duplication: 0, reordering: 0, holdBack: holdBackOf(latency) };
}

/** The links that the document names. */
export function compileLinks(
  document: ScenarioDocument,
  network: Omit<LinkSpec, 'between'>,
  references: References,
): readonly LinkSpec[] {
  const { findings } = references;
  const seen = new Set<string>();
  return (document.links ?? []).map((link, i) => {
    const path = ['links', i];
    const [a, b] = link.between;
    for (const [end, id] of [a, b].entries()) references.component(id, [...path, 'between', end]);
    if (a === b) findings.add([...path, 'between'], `a link has two different ends, and this one has \`${a}\` twice`);
    if (seen.has(linkId(a, b)))
      findings.add([...path, 'between'], `the link between \`${a}\` and \`${b}\` is described twice`);
    seen.add(linkId(a, b));
    const latency = link.latency === undefined ? network.latency : timing(link.latency, [...path, 'latency'], findings);
    return {
      between: [a, b],
      latency,
      loss: link.loss ?? 0,
      duplication: link.duplication ?? 0,
      reordering: link.reordering ?? 0,
      holdBack: link.hold === undefined ? holdBackOf(latency) : timing(link.hold, [...path, 'hold'], findings),
    };
  });
}

function holdBackOf(latency: Distribution): Distribution {
  return { kind: 'constant', valueUs: Math.min(Math.round(HOLD_FACTOR * meanUs(latency)), LIMITS.durationUs) };
}
