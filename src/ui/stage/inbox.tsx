import type { Message } from '../../trace/message.ts';
import { Text } from '../drawing/text.tsx';
import { Token } from '../drawing/token.tsx';

const SHOWN = 5;
const SIZE = 14;
/** From token to token. */
const PITCH = 15.5;

/** Messages that wait for a worker, the next one first: five as tokens, the rest as a number. */
export function Inbox({
  x,
  y,
  messages,
}: {
  readonly x: number;
  readonly y: number;
  readonly messages: readonly Message[];
}) {
  const more = messages.length - SHOWN;
  return (
    <g data-inbox={messages.length}>
      {messages.slice(0, SHOWN).map((message, i) => (
        <Token
          key={message.id}
          kind={message.poison ? 'poison' : message.kind}
          x={x + SIZE / 2 + i * PITCH}
          y={y}
          size={SIZE}
          strokeWidth={1.3}
        />
      ))}
      {more > 0 && (
        <Text x={x + SHOWN * PITCH + 2} y={y + 4.5} size={13} weight={700} face="mono" halo="paper-stage">
          {`+${more}`}
        </Text>
      )}
    </g>
  );
}
