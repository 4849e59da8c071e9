import { QuorumGroup } from '../components/database/quorum-group.ts';
import type { QuorumSizes } from '../components/database/quorum-group.ts';
import type { QuorumMessage } from '../components/database/quorum-operation.ts';

/**
 * How often a read misses a version that is on exactly W of N replicas and spreads no further: every set of W replicas
 * that acknowledge it, against every set of R replicas that answer first, through the replicas themselves.
 */
export function missedShare(sizes: QuorumSizes): number {
  const writers = subsets(sizes.replicas, sizes.write);
  const readers = subsets(sizes.replicas, sizes.read);
  let missed = 0;
  for (const writer of writers) for (const reader of readers) if (misses(sizes, writer, reader)) missed++;
  return missed / (writers.length * readers.length);
}

function misses(sizes: QuorumSizes, writer: readonly number[], reader: readonly number[]): boolean {
  const mail: QuorumMessage<null>[] = [];
  const group = new QuorumGroup<null>(sizes, {
    delayUs: () => 0,
    send: (message) => void mail.push(message),
    committed: () => {},
    answered: () => {},
  });
  /** Hands over what is on its way to and from these replicas; the others' messages stay where they are. */
  const reach = (replicas: readonly number[]): void => {
    for (let message = mail.shift(); message !== undefined; message = mail.shift())
      if (replicas.includes(message.replica)) group.deliver(message, 0);
  };
  group.write('row', { number: 1, value: null }, 0, 0);
  reach(writer);
  const read = group.read('row', 0, 0);
  reach(reader);
  return read.result === null;
}

/** Every way to choose `size` of the numbers below `from`. */
function subsets(from: number, size: number): readonly (readonly number[])[] {
  if (size === 0) return [[]];
  if (from < size) return [];
  return [...subsets(from - 1, size), ...subsets(from - 1, size - 1).map((rest) => [...rest, from - 1])];
}
