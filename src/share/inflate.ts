import { Inflate } from 'fflate';

const SLICE = 512;

export interface Inflated {
  readonly end: 'whole' | 'truncated' | 'damaged' | 'too-large';
  /** All bytes, or those before the damage. */
  readonly bytes: Uint8Array;
}

/** Inflates raw deflate data, at most `mostBytes` of it; slice by slice, so that a bomb never unfolds. */
export function inflate(data: Uint8Array, dictionary: Uint8Array, mostBytes: number): Inflated {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let done = false;
  const stream = new Inflate({ dictionary });
  stream.ondata = (chunk, final) => {
    chunks.push(chunk);
    size += chunk.length;
    done ||= final;
  };
  const result = (end: Inflated['end']): Inflated => ({ end, bytes: concat(chunks, Math.min(size, mostBytes)) });
  try {
    for (let at = 0; at < data.length; at += SLICE) {
      stream.push(data.slice(at, at + SLICE));
      if (size > mostBytes) return result('too-large');
    }
  } catch {
    return result('damaged');
  }
  try {
    if (!done) stream.push(new Uint8Array(0), true);
  } catch {
    return result('truncated');
  }
  return result(done ? 'whole' : 'truncated');
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, size - at);
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
