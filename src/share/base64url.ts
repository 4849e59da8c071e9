const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(Array.from(ALPHABET, (c, value) => [c, value] as const));

/** Bytes as base64url without padding (RFC 4648, section 5). */
export function base64urlText(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const characters = Math.min(3, bytes.length - i) + 1;
    for (let c = 0; c < characters; c += 1) text += ALPHABET.charAt((group >>> (18 - 6 * c)) & 63);
  }
  return text;
}

/** The bytes of a base64url text, padded or not; null where a character is not of its alphabet or the length can't be. */
export function parseBase64url(padded: string): Uint8Array | null {
  const text = padded.replace(/={1,2}$/, '');
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let group = 0;
  let bits = 0;
  let at = 0;
  for (const c of text) {
    const value = VALUES.get(c);
    if (value === undefined) return null;
    group = ((group << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (group >>> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}
