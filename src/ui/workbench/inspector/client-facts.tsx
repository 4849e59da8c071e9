import { msText } from '../../../projections/words.ts';
import type { ClientView } from '../../../projections/view.ts';
import { wholeText } from '../../number-text.ts';
import { Fact } from './fact.tsx';

const OUTCOMES = [
  ['ok', 'Good answers'],
  ['refused', 'Refused'],
  ['failed', 'Failed'],
  ['timeout', 'Gave up waiting'],
] as const;

const LAST = { ok: 'answered', refused: 'refused', failed: 'failed', timeout: 'gave up' } as const;

/** The live state of a client: what it sent and how that ended. */
export function ClientFacts({ seen, tUs }: { readonly seen: ClientView; readonly tUs: number }) {
  return (
    <dl>
      <Fact name="Sent">{wholeText(seen.sent)}</Fact>
      {OUTCOMES.map(([outcome, words]) => (
        <Fact key={outcome} name={words}>
          {wholeText(seen.outcomes[outcome])}
        </Fact>
      ))}
      {seen.last !== null && (
        <Fact name={`${seen.last.message.name} ${seen.last.message.label}`}>
          {LAST[seen.last.outcome]} after {msText(seen.last.latencyUs)}
        </Fact>
      )}
      {seen.open.map(({ message, sinceUs, timeoutAtUs }) => (
        <Fact key={message.id} name={`${message.name} ${message.label} waits`}>
          {msText(tUs - sinceUs)}
          {timeoutAtUs !== null && ` of ${msText(timeoutAtUs - sinceUs)}`}
        </Fact>
      ))}
    </dl>
  );
}
