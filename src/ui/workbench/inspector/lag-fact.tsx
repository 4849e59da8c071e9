import type { ReactNode } from 'react';
import type { GroupView, LifeView } from '../../../projections/view.ts';
import { nameOf } from '../selection.ts';
import { wholeText } from '../../number-text.ts';
import { useWorkbenchState } from '../context.ts';
import styles from './lag-fact.module.css';
import { lagPath } from './lag-path.ts';

const WIDTH = 90;
const HEIGHT = 26;

export interface LagFactProps {
  readonly log: string;
  readonly group: GroupView;
  /** In place of the log's name. */
  readonly caption?: ReactNode;
  /** The life of the group's component: a crash is marked on the curve. */
  readonly life: LifeView | null;
}

/** How many records wait for a group, and how that came about. */
export function LagFact({ log, group, life, caption }: LagFactProps) {
  const scenario = useWorkbenchState((state) => state.scenario);
  const projection = useWorkbenchState((state) => state.projection);
  const toUs = useWorkbenchState((state) => state.tUs);
  const windowUs = useWorkbenchState((state) => state.scenario.windowUs);
  const fromUs = Math.max(0, toUs - windowUs);
  const d = lagPath(projection.lagSteps(log, group.group, fromUs, toUs), {
    fromUs,
    toUs,
    width: WIDTH,
    height: HEIGHT,
  });
  const crashUs = life?.state === 'crashed' && life.sinceUs > fromUs ? life.sinceUs : null;
  const crashX = crashUs === null ? 0 : ((crashUs - fromUs) / Math.max(1, toUs - fromUs)) * WIDTH;
  return (
    <div className={styles.lag}>
      <dt>
        Waiting{' '}
        {caption ?? (
          <>
            in <b>{nameOf(scenario, log)}</b>
          </>
        )}
      </dt>
      <dd className={styles.value}>
        <svg width={WIDTH + 2} height={34} viewBox={`-1 -4 ${WIDTH + 2} 34`} aria-hidden="true">
          {crashUs !== null && <path className={styles.crash} d={`M${crashX},-4V30`} />}
          <path className={styles.curve} d={d} />
        </svg>
        <b className={styles.number}>{wholeText(group.lag)}</b>
      </dd>
    </div>
  );
}
