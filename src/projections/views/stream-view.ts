import type { ServiceView } from '../view.ts';

/** A stream processor: what a service shows, and what its windows and patterns did. */
export interface StreamView extends Omit<ServiceView, 'kind' | 'counts'> {
  readonly kind: 'stream';
  readonly counts: { readonly [outcome: string]: number };
  /** Event time before which nothing is expected; null: nothing is known yet. */
  readonly watermarkUs: number | null;
  /** Event time and processing time of the records taken last, newest first: the skew between them. */
  readonly skew: readonly { readonly label: string; readonly eventTimeUs: number; readonly tUs: number }[];
}
