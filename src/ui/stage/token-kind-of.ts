import type { Flight } from '../../projections/view.ts';
import type { TokenKind } from '../drawing/token-kind.ts';

/** How a message on its way is drawn: what is wrong with it comes before what it is. */
export function tokenKindOf({
  message,
  duplicate,
  passage,
}: Pick<Flight, 'message' | 'duplicate' | 'passage'>): TokenKind {
  if (passage === 'ack' || passage === 'commit') return 'ack';
  if (message.poison && message.kind !== 'reply' && message.kind !== 'error') return 'poison';
  return duplicate && message.kind === 'event' ? 'duplicate' : message.kind;
}
