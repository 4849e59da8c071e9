import type { RandomStream } from '../kernel/random.ts';

const BYTE = 256;

/** The next bytes of a stream: repeatable, as all of a run is, and so never for real secrets. */
export function randomBytes(draws: RandomStream, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => draws.int(BYTE));
}
