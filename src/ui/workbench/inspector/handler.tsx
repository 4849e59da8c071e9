import { useState } from 'react';
import type { ServiceView, TaskView } from '../../../projections/view.ts';
import type { ServiceSpec } from '../../../scenario/scenario.ts';
import { Segmented } from '../../controls/segmented.tsx';
import { HandlerCode } from './handler-code.tsx';
import styles from './handler.module.css';

export interface HandlerProps {
  readonly spec: Pick<ServiceSpec, 'handlers'> & Partial<Pick<ServiceSpec, 'consumes'>>;
  readonly seen: Pick<ServiceView, 'tasks' | 'lastTask' | 'life'>;
}

/** The code of a service, or of what lives as one: the handler that runs, or the one that was chosen. */
export function Handler({ spec, seen }: HandlerProps) {
  const [chosen, choose] = useState<string | null>(null);
  const [chosenTask, chooseTask] = useState<number | null>(null);
  const task = taskToShow(seen, chosen, chosenTask);
  const message = chosen ?? task?.message.name ?? seen.lastTask?.message.name ?? [...spec.handlers.keys()][0];
  const program = message === undefined ? undefined : spec.handlers.get(message);
  if (program === undefined) return null;
  const { lastTask } = seen;
  const cutOff =
    task === null &&
    seen.life.state === 'crashed' &&
    lastTask?.outcome === 'crashed' &&
    lastTask.message.name === program.message
      ? lastTask
      : null;
  const others = seen.tasks.filter((one) => one.message.name === program.message);
  return (
    <>
      {spec.handlers.size > 1 && (
        <div className={styles.choice}>
          <Segmented
            label="Handler"
            face="mono"
            options={[...spec.handlers.keys()].map((name) => ({ value: name, text: name }))}
            value={program.message}
            onChange={choose}
          />
        </div>
      )}
      <HandlerCode
        key={program.message}
        program={program}
        line={task?.line ?? cutOff?.line ?? null}
        stopped={cutOff !== null}
      />
      {others.length > 1 && (
        <div className={styles.choice}>
          <Segmented
            label="Execution"
            face="mono"
            options={others.map((one) => ({ value: one.task, text: one.message.label }))}
            value={task?.task ?? null}
            onChange={chooseTask}
          />
        </div>
      )}
      {cutOff !== null && (
        <p className={styles.stopped}>
          Stopped inside line {cutOff.line}, so {cutOff.message.name} {cutOff.message.label} was never{' '}
          {(spec.consumes?.length ?? 0) > 0 ? 'committed' : 'answered'}.
        </p>
      )}
    </>
  );
}

function taskToShow(seen: HandlerProps['seen'], message: string | null, task: number | null): TaskView | null {
  const candidates = message === null ? seen.tasks : seen.tasks.filter((one) => one.message.name === message);
  return candidates.find((one) => one.task === task) ?? candidates[0] ?? null;
}
