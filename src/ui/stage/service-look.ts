import type { ServiceView } from '../../projections/view.ts';
import type { Message } from '../../trace/message.ts';
import type { Fault } from '../drawing/fault-badge.tsx';
import type { NodeState } from '../drawing/node-state.tsx';
import { msText } from '../../projections/words.ts';
import { wholeText } from '../number-text.ts';
import { shareOf } from './share-of.ts';

/** How a component looks at an instant. */
export interface NodeLook {
  readonly state: NodeState;
  readonly progress: number | undefined;
  /** Its running line. */
  readonly sub: string | undefined;
  readonly fault: Fault | undefined;
}

export interface ServiceLook extends NodeLook {
  /** Messages that wait for a worker, oldest first. */
  readonly inbox: readonly Message[];
}

/** How a service looks at `tUs`: its life before its work, its work before its past. */
export function serviceLook(service: ServiceView, tUs: number): ServiceLook {
  const { life, retrying, lastTask } = service;
  const fault =
    retrying !== null
      ? retrying.message.poison
        ? 'poison'
        : 'restart'
      : lastTask?.outcome === 'rejected'
        ? 'schema'
        : undefined;
  const base = { fault, inbox: service.queue } as const;
  switch (life.state) {
    case 'crashed':
      return { ...base, state: 'crashed', progress: undefined, sub: `down ${msText(tUs - life.sinceUs)}` };
    case 'restarting': {
      const left = life.untilUs === null ? undefined : Math.max(0, life.untilUs - tUs);
      const progress = life.untilUs === null ? undefined : shareOf(tUs, life.sinceUs, life.untilUs);
      return { ...base, state: 'restarting', progress, sub: left === undefined ? 'restarts' : `up in ${msText(left)}` };
    }
    case 'paused':
      return { ...base, state: 'slow', progress: undefined, sub: `paused ${msText(tUs - life.sinceUs)}` };
    case 'absent':
      return { ...base, state: 'restarting', progress: undefined, sub: 'not there yet' };
    case 'slow':
      return { ...base, state: 'slow', progress: workDone(service, tUs), sub: `×${life.factor} slower` };
    case 'up': {
      const progress = workDone(service, tUs);
      return { ...base, state: progress === undefined ? 'idle' : 'busy', progress, sub: runningLine(service) };
    }
  }
}

/** The share done of the line that will be done first; undefined while nobody works. */
function workDone({ tasks }: ServiceView, tUs: number): number | undefined {
  let first: { share: number; untilUs: number } | undefined;
  for (const { waitingFor, lineSinceUs, lineUntilUs } of tasks) {
    if (waitingFor !== null || lineUntilUs === null) continue;
    if (first === undefined || lineUntilUs < first.untilUs)
      first = { share: shareOf(tUs, lineSinceUs, lineUntilUs), untilUs: lineUntilUs };
  }
  return first?.share;
}

function runningLine({ tasks, retrying, counts }: ServiceView): string | undefined {
  const calls = tasks.filter(({ waitingFor }) => waitingFor !== null).length;
  const [only] = tasks;
  if (tasks.length > 1 && calls > 0) return `${wholeText(calls)} ${calls === 1 ? 'call' : 'calls'} open`;
  if (tasks.length > 1) return `${wholeText(tasks.length)} at work`;
  if (only !== undefined) return calls === 1 ? `waits ${only.message.label}` : `${only.op} ${only.message.label}`;
  if (retrying !== null) return `retries ${retrying.message.label}`;
  return counts.done > 0 ? `${wholeText(counts.done)} done` : undefined;
}
