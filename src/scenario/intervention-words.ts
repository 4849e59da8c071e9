import { distributionWords } from './distributions.ts';
import { interventionKind } from './intervention-kind.ts';
import type { Intervention } from './intervention.ts';
import type { Scenario } from './scenario.ts';

/** An intervention for people: "Payment crashes", "The link between Orders and Payment is cut". */
export function interventionWords(intervention: Intervention, { components }: Pick<Scenario, 'components'>): string {
  const named = (id: string): string => components.get(id)?.name ?? id;
  switch (intervention.kind) {
    case 'crash':
      return `${named(intervention.component)} crashes`;
    case 'restart':
      return `${named(intervention.component)} restarts`;
    case 'poison':
      return `The next ${intervention.message ?? 'message'}${intervention.label === undefined ? '' : ` ${intervention.label}`} from ${named(intervention.component)} is poisoned`;
    case 'slow':
      return slowWords(named(intervention.component), intervention.factor);
    case 'rename':
      return `${named(intervention.component)} renames \`${intervention.field}\` of ${intervention.message} to \`${intervention.to}\``;
  }
  if (!('link' in intervention)) return interventionKind(intervention.kind).words(intervention, named);
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
