import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from '@noble/ciphers/utils.js';

/** One version of the key of one person. */
export interface DataKey {
  readonly subject: string;
  readonly version: number;
  readonly bytes: Uint8Array;
}

export const KEY_BYTES = 32;
export const NONCE_BYTES = 24;

const SEALED = /^v([1-9]\d{0,5}):((?:[0-9a-f]{2})+)$/;

/** Encrypts a text with XChaCha20-Poly1305: "v1:" and then nonce, ciphertext and tag in hexadecimal. A nonce is used once. */
export function sealText(key: DataKey, plain: string, nonce: Uint8Array): string {
  const cipher = xchacha20poly1305(key.bytes, nonce, boundTo(key));
  return `v${key.version}:${bytesToHex(nonce)}${bytesToHex(cipher.encrypt(utf8ToBytes(plain)))}`;
}

/** The text again; null where it was sealed with another key or was changed since. */
export function openText(key: DataKey, sealed: string): string | null {
  const found = SEALED.exec(sealed);
  if (found === null || Number(found[1]) !== key.version) return null;
  const bytes = hexToBytes(found[2] as string);
  if (bytes.length < NONCE_BYTES) return null;
  try {
    const cipher = xchacha20poly1305(key.bytes, bytes.subarray(0, NONCE_BYTES), boundTo(key));
    return bytesToUtf8(cipher.decrypt(bytes.subarray(NONCE_BYTES)));
  } catch {
    // The library throws where the tag does not fit.
    return null;
  }
}

/** The version of the key that sealed a text; null: it is no sealed text. */
export function sealedVersion(sealed: string): number | null {
  const found = SEALED.exec(sealed);
  return found === null ? null : Number(found[1]);
}

/** A ciphertext fits the person and the version that it was made for, and nothing else. */
function boundTo({ subject, version }: DataKey): Uint8Array {
  return utf8ToBytes(`${subject} v${version}`);
}
