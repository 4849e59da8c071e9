import type { LogConsumption } from '../../scenario/scenario.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { CommitData } from '../log-port.ts';
import type { World } from '../world.ts';

/** Tells the log that everything of the partition below the offset is done; it belongs to the story of `about`. */
export function sendCommit(
  { messages, network }: World,
  owner: string,
  { from, group }: LogConsumption,
  { partition, offset, generation }: Omit<CommitData, 'group'>,
  about: Message,
  cause: number,
): void {
  const data: CommitData = { group, partition, offset, generation };
  network.ship({
    message: messages.following(about, owner, 'CommitOffset', 'command', data as unknown as Data, null, 1),
    from: owner,
    to: from,
    passage: 'commit',
    attempt: 1,
    final: false,
    expectsAnswer: false,
    timeoutAtUs: null,
    record: null,
    cause,
  });
}
