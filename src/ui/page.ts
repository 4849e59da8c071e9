import type { ReactNode } from 'react';

/** What an address leads to. */
export interface Page {
  /** The title of the document. */
  readonly title: string;
  readonly content: ReactNode;
  /** Ends what runs on it. */
  dispose?(): void;
}
