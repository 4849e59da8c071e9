import { Worker } from 'node:worker_threads';
import type { SeedsJudged } from '../run/search/seed-search.ts';
import { judgeOf } from './seed-work.ts';
import type { SeedTask, SeedWork } from './seed-work.ts';

/** A part is large enough that handing it over costs nothing, and small enough that progress is seen and no thread is late. */
const MOST_PER_TASK = 16;
const LEAST_PER_TASK = 4;

/** What came of all seeds up to the smallest that fails: the same whatever the number of threads. */
export interface SeedsFound {
  readonly restless: number;
  readonly limited: number;
  readonly failing: SeedsJudged['failing'];
}

/**
 * Plays the seeds of a range in so many threads. Parts are given out in ascending order; once a seed has failed only
 * parts below it count, so that the smallest failing seed is found. `progress` hears how many were played.
 */
export async function searchSeeds(
  work: SeedWork,
  { from, to }: SeedTask,
  threads: number,
  progress: (played: number) => void,
): Promise<SeedsFound> {
  const size = Math.max(LEAST_PER_TASK, Math.min(MOST_PER_TASK, Math.ceil((to - from + 1) / (threads * 4))));
  let next = from;
  let played = 0;
  let restless = 0;
  let limited = 0;
  let failing: SeedsJudged['failing'] = null;
  const take = (): SeedTask | null => {
    if (next > to || (failing !== null && next > failing.seed)) return null;
    const task = { from: next, to: Math.min(to, next + size - 1) };
    next = task.to + 1;
    return task;
  };
  const note = (judged: SeedsJudged): void => {
    played += judged.played;
    restless += judged.restless;
    limited += judged.limited;
    if (judged.failing !== null && (failing === null || judged.failing.seed < failing.seed)) failing = judged.failing;
    progress(played);
  };
  const serve = (): Promise<void> =>
    new Promise((done, failed) => {
      const worker = new Worker(new URL('./seed-worker.mjs', import.meta.url), { workerData: work });
      const goOn = (): void => {
        const task = take();
        if (task !== null) worker.postMessage(task, []);
        else void worker.terminate();
      };
      worker.on('error', failed);
      worker.on('exit', () => done());
      worker.on('message', (judged: SeedsJudged) => {
        note(judged);
        goOn();
      });
      goOn();
    });
  const wanted = Math.min(threads, Math.ceil((to - from + 1) / size));
  if (wanted > 1) await Promise.all(Array.from({ length: wanted }, serve));
  else {
    // A thread needs a second to begin, which a short search has not.
    const judge = judgeOf(work);
    for (let task = take(); task !== null; task = take()) note(judge(task));
  }
  return { restless, limited, failing };
}
