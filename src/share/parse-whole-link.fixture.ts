import { parseLink, type Link } from './parse-link.ts';
import { parsePayloadLink } from './payload-link.ts';
import type { PackedLink, PayloadLink } from './run-link.ts';

/** Reads a link of any kind, payloads unpacked. */
export function parseWholeLink(hash: string): Exclude<Link, PackedLink> | PayloadLink {
  const link = parseLink(hash);
  return link.kind === 'packed' ? parsePayloadLink(link.payload) : link;
}
