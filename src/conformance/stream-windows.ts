import type { Report } from './report.ts';
import { checkBook } from './stream-book.ts';
import type { Book, Score } from './stream-book.ts';
import { checkExamples } from './stream-examples.ts';
import type { Example, StreamOperation } from './stream-examples.ts';
import { checkFlink } from './stream-flink.ts';
import type { FlinkCase } from './stream-flink.ts';

interface StreamVectors {
  readonly data?: readonly Score[];
  readonly testStream?: readonly StreamOperation[];
  readonly examples?: readonly Example[];
  readonly book?: Book;
  readonly flink?: { readonly cases?: readonly FlinkCase[] };
}

/** Drives the stream processor's windows with the published example, its book and another product's tests. */
export function check(document: unknown, report: Report): void {
  const { data = [], testStream = [], examples = [], book, flink } = document as StreamVectors;
  checkExamples(testStream, examples, report);
  if (book) checkBook(book, data, report);
  checkFlink(flink?.cases ?? [], report);
}
