import { PartitionStory } from './kafka-partition-story.ts';
import type { StoryOf } from './kafka-partition-story.ts';
import type { Report } from './report.ts';

export interface DataLossCase extends StoryOf {
  readonly id: string;
  readonly producerSaw: string;
  /** In words: what has become of the record, in phrases between semicolons. */
  readonly expected: string;
}

/** Plays what the case's event says on a partition, and reports whether each phrase of the expectation came true. */
export function retell(told: DataLossCase, report: Report): void {
  const story = new PartitionStory(told);
  if (story.notUnderstood.length > 0) {
    report.case(told.id, [], story.notUnderstood);
    return;
  }
  report.case(`${told.id}: the producer saw`, told.producerSaw, story.producerSaw());
  const phrases = told.expected.replace(/\(.*?\)/g, '').split(';');
  for (const phrase of phrases.map((text) => text.trim())) {
    const judge = JUDGES.find(([pattern]) => pattern.test(phrase));
    const holds = judge === undefined ? 'not understood' : judge[1](story, judge[0].exec(phrase) ?? []);
    report.case(`${told.id}: ${phrase}`, true, holds);
  }
}

const JUDGES: readonly (readonly [RegExp, (story: PartitionStory, words: readonly string[]) => boolean])[] = [
  [/^record NOT APPENDED$/i, (story) => story.refusal !== null && !story.isStored()],
  [/^record (?:LOST|is lost)$/i, (story) => story.acknowledged && story.isToldLost() && !story.isStored()],
  [/^record (?:KEPT|SURVIVES|NOT LOST)$/i, (story) => story.isStored()],
  [/^record may be absent$/i, (story) => !story.acknowledged && !story.isStored()],
  [/^retry appends it once if idempotent$/i, (story) => story.retriedOnce() && story.withCopy().retriedOnce()],
  [/^partition OFFLINE until (\d+) returns$/i, (story, [, id]) => story.isOffline() && story.comesBackWith(Number(id))],
  [/^partition OFFLINE$/i, (story) => story.isOffline()],
  [/^no (?:data )?loss$/i, (story) => story.lostCount() === 0],
  [/^(\d+) leads$/i, (story, [, id]) => story.leader === Number(id)],
  [/^(\w+) committed records? LOST$/i, (story, [, count]) => story.lostCount() === story.amount(count ?? '')],
  [/^offsets (?:are )?reused$/i, (story) => story.reusesOffsets()],
  [/^when (\d+) returns it truncates to the new leader$/i, (story, [, id]) => story.truncatesOnReturn(Number(id))],
];
