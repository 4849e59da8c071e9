import type { Data } from '../trace/message.ts';
import type { Finding, Path } from './problem.ts';

/** A document as plain data that remembers where in its text everything stands. */
export interface DocumentSource {
  /** Null when it could not be read; then there are findings or problems. */
  readonly data: Data;
  locate(
    path: Path,
    on: Finding['on'],
    offset: number,
  ): { readonly line: number | null; readonly column: number | null };
}

/** The first thing that kept a source from being read. */
export interface Unreadable {
  readonly line: number | null;
  readonly column: number | null;
  readonly path: string;
  readonly message: string;
}

/** Names that would reach into JavaScript's own objects. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
