import { shortened } from '../../scenario/did-you-mean.ts';

const V4 = /^\d+\.\d+\.\d+\.\d+$/;
const V6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
const V6_GROUPS = 8;
const MAPPED_V4 = /^0{20}f{4}/;

/** The bytes of an IP address as hexadecimal digits, 8 for version 4 and 32 for version 6; null if it is none. */
export function ipDigits(text: string): string | null {
  if (V4.test(text)) return v4Digits(text);
  return V6.test(text) ? v6Digits(text) : null;
}

function v4Digits(text: string): string | null {
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes.map((byte) => hex(byte, 2)).join('') : null;
}

function v6Digits(text: string): string | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = V6_GROUPS - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => group.length >= 1 && group.length <= 4)) return null;
  const digits = groups.map((group) => group.toLowerCase().padStart(4, '0')).join('');
  // An address of version 4 written as one of version 6 is the same address.
  return MAPPED_V4.test(digits) ? digits.slice(24) : digits;
}

/** All addresses that share their leading bits. */
export interface AddressBlock {
  /** Hexadecimal digits as of `ipDigits`. */
  readonly lowest: string;
  readonly highest: string;
}

/** The block that a CIDR such as `10.0.0.0/24` names, or a sentence that says what is wrong with it. */
export function readBlock(cidr: string): AddressBlock | string {
  const [address = '', mask, ...rest] = cidr.split('/');
  if (mask === undefined || rest.length > 0) return `\`${shortened(cidr)}\` needs one /, as in 10.0.0.0/24`;
  const digits = ipDigits(address);
  if (digits === null) return `\`${shortened(address)}\` is not an IP address`;
  const longest = digits.length * 4 - 1;
  if (!/^\+?\d+$/.test(mask) || Number(mask) > longest)
    return `\`${shortened(mask)}\` must be a whole number from 0 to ${longest}`;
  const freeBits = digits.length * 4 - Number(mask);
  return { lowest: fill(digits, freeBits, 0), highest: fill(digits, freeBits, 0xf) };
}

/** Sets the last so many bits of the digits to those of `digit`, repeated. */
function fill(digits: string, freeBits: number, digit: number): string {
  let filled = '';
  for (let i = 0; i < digits.length; i++) {
    const free = Math.min(4, Math.max(0, freeBits - (digits.length - 1 - i) * 4));
    const mask = 0xf >> (4 - free);
    filled += hex((Number.parseInt(digits.charAt(i), 16) & ~mask) | (digit & mask), 1);
  }
  return filled;
}

export function isInBlock(digits: string, { lowest, highest }: AddressBlock): boolean {
  return digits.length === lowest.length && lowest <= digits && digits <= highest;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
