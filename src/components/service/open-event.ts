import type { Hop } from '../network-port.ts';
import type { World } from '../world.ts';

/** An event with its personal data decrypted, where its reader may read it; what nobody can read any more is said. */
export function openEvent(
  world: World,
  owner: string,
  store: string,
  hop: Hop,
  cause: number,
): { readonly hop: Hop; readonly cause: number } {
  const { message } = hop;
  const { data, unreadable } = world.port('eventStore', store).open(message.name, message.data);
  if (data === message.data) return { hop, cause };
  const opened = { ...message, data, ...(unreadable.length > 0 && { sealed: unreadable }) };
  if (unreadable.length === 0) return { hop: { ...hop, message: opened }, cause };
  const { trace, clock } = world;
  const seq = trace.append({
    seq: trace.next,
    tUs: clock.nowUs,
    at: owner,
    cause,
    kind: 'personal.unreadable',
    message: opened,
    fields: unreadable,
  });
  return { hop: { ...hop, message: opened }, cause: seq };
}
