import '../run/every-kind.ts';
import '../projections/every-kind.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { judgeOf } from './seed-work.ts';
import type { SeedTask, SeedWork } from './seed-work.ts';

const judge = judgeOf(workerData as SeedWork);
parentPort?.on('message', (task: SeedTask) => parentPort?.postMessage(judge(task), []));
