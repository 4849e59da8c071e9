import type { ReactNode } from 'react';
import styles from './anatomy.module.css';
import { BREAKER_WIDTH, Breaker } from './breaker.tsx';
import { FaultBadge, type Fault } from './fault-badge.tsx';
import { FitnessMark } from './fitness-mark.tsx';

const FAULT_NAMES: readonly (readonly [Fault, string])[] = [
  ['crash', 'Crash'],
  ['restart', 'Restart'],
  ['slow', 'Slow'],
  ['drop', 'Drop'],
  ['duplicate', 'Duplicate'],
  ['reorder', 'Reorder'],
  ['partition', 'Partition'],
  ['schema', 'New schema'],
  ['poison', 'Poison'],
  ['timeout', 'Timeout'],
];

/** Faults, fitness functions and the circuit breaker, side by side. */
export function Faults() {
  return (
    <section className={styles.section}>
      <div className={styles.columns}>
        <div>
          <Heading>Faults</Heading>
          <div className={styles.faults}>
            {FAULT_NAMES.map(([fault, name]) => (
              <Beside
                key={fault}
                w={34}
                h={34}
                name={name}
                drawing={
                  <FaultBadge fault={fault} x={17} y={17} size={34} tone={fault === 'restart' ? 'ink' : 'fault'} />
                }
              />
            ))}
          </div>
        </div>
        <div>
          <Heading>Fitness functions</Heading>
          <div className={styles.stack}>
            <Beside
              w={30}
              h={30}
              name="Holds"
              text={<code>lost = 0</code>}
              drawing={<FitnessMark x={1} y={1} state="holds" />}
            />
            <Beside
              w={30}
              h={30}
              name="Broken at 1,310 ms"
              fault
              text={<code>{'p99 920 > 500 ms'}</code>}
              drawing={<FitnessMark x={1} y={1} state="broken" />}
            />
            <Beside
              w={30}
              h={30}
              name="Not measured yet"
              text={<code>{'lag < 10'}</code>}
              drawing={<FitnessMark x={1} y={1} state="unmeasured" />}
            />
          </div>
        </div>
        <div>
          <Heading>Circuit breaker</Heading>
          <div className={styles.stack}>
            <Beside
              w={BREAKER_WIDTH}
              h={36}
              name="Closed"
              text="calls flow"
              drawing={<Breaker x={0} y={20} state="closed" />}
            />
            <Beside
              w={BREAKER_WIDTH}
              h={36}
              name="Half-open"
              text="one trial call"
              drawing={<Breaker x={0} y={20} state="half-open" />}
            />
            <Beside
              w={BREAKER_WIDTH}
              h={36}
              name="Open"
              text="fails at once, 3 s left"
              drawing={<Breaker x={0} y={24} state="open" />}
            />
          </div>
        </div>
      </div>
    </section>
  );
}

function Heading({ children }: { children: string }) {
  return (
    <div className={styles.heading}>
      <h2>{children}</h2>
    </div>
  );
}

function Beside({
  w,
  h,
  name,
  text,
  drawing,
  fault = false,
}: {
  w: number;
  h: number;
  name: string;
  text?: ReactNode;
  drawing: ReactNode;
  fault?: boolean;
}) {
  return (
    <div className={`${styles.beside} ${text === undefined ? styles.center : ''} ${fault ? styles.fault : ''}`}>
      <svg width={w} height={h} viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
        {drawing}
      </svg>
      <div>
        <h3>{name}</h3>
        {text !== undefined && <p>{text}</p>}
      </div>
    </div>
  );
}
