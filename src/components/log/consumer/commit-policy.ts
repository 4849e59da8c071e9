/** When a consumer tells the broker how far it is. */
export type CommitPolicy =
  /** After so many processed records: at least once. */
  | { readonly when: 'after-processing'; readonly every: number; readonly mistake?: CommitMistake | undefined }
  /** As soon as a poll has returned its records: at most once. */
  | { readonly when: 'before-processing' }
  /** `enable.auto.commit`: at a poll, once the interval is over, what the polls before it returned. */
  | { readonly when: 'interval'; readonly everyUs: number }
  /** Only when the program asks for it. */
  | { readonly when: 'manual' };

/** Commits the offset of the last processed record, where the next one to read was due. */
export type CommitMistake = 'last-processed';

/** Where a group without a committed offset, or with one that is deleted by now, begins to read. */
export type OffsetReset = 'earliest' | 'latest' | 'none';
