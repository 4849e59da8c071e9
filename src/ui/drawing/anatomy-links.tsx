import type { ReactNode } from 'react';
import styles from './anatomy.module.css';
import { Entry, Section } from './anatomy-section.tsx';
import { CallOrder } from './call-order.tsx';
import { along, ride, straight } from './curve.ts';
import { FaultBadge } from './fault-badge.tsx';
import { GroupMark } from './group-mark.tsx';
import { Link } from './link.tsx';
import { Ribbon } from './ribbon.tsx';
import { Token } from './token.tsx';

const PATH = straight(2, 28, 153.4, 28);
const [MIDDLE] = along(PATH, 0.5);

const at = (
  kind: 'command' | 'event',
  f: number,
  extra: { dim?: number; lifted?: boolean } = { lifted: true },
): ReactNode => {
  const [x, y] = ride(PATH, f);
  return <Token kind={kind} x={x} y={y} {...extra} />;
};

const ENTRIES: readonly { readonly name: string; readonly text: string; readonly drawing: ReactNode }[] = [
  {
    name: 'Synchronous',
    text: 'two rails, filled head',
    drawing: (
      <>
        <Link path={PATH} mode="sync" />
        {at('command', 0.44)}
      </>
    ),
  },
  { name: 'Caller waiting', text: 'rails turn red at timeout', drawing: <Link path={PATH} mode="sync" waiting /> },
  {
    name: 'Asynchronous',
    text: 'one line, open head',
    drawing: (
      <>
        <Link path={PATH} />
        {at('event', 0.44)}
      </>
    ),
  },
  { name: 'Subscription', text: 'dotted: pulls when ready', drawing: <Link path={PATH} mode="sub" /> },
  {
    name: 'Slow',
    text: 'the line wobbles',
    drawing: (
      <>
        <Link path={PATH} state="slow" />
        {at('event', 0.25)}
      </>
    ),
  },
  {
    name: 'Lossy',
    text: 'the line has gaps',
    drawing: (
      <>
        <Link path={PATH} state="lossy" />
        {at('event', 0.5, { dim: 0.4 })}
        <FaultBadge fault="drop" x={MIDDLE + 15} y={14} size={20} />
      </>
    ),
  },
  { name: 'Partitioned', text: 'the line is cut', drawing: <Link path={PATH} state="cut" /> },
  {
    name: 'Crowded',
    text: 'the band counts them',
    drawing: (
      <>
        <Link path={PATH} />
        <Ribbon path={PATH} kind="event" count={64} rate={90} offset={8} />
      </>
    ),
  },
  {
    name: 'Very crowded',
    text: 'a rate in place of a count',
    drawing: (
      <>
        <Link path={PATH} mode="sync" />
        <Ribbon path={PATH} kind="command" count={900} rate={1240} offset={8} />
      </>
    ),
  },
  {
    name: 'Call order',
    text: 'the numbers say it',
    drawing: (
      <>
        <Link path={PATH} mode="sync" />
        <CallOrder x={MIDDLE} y={28} n={2} />
      </>
    ),
  },
  {
    name: 'Consumer group',
    text: 'its letter is on its pins',
    drawing: (
      <>
        <Link path={PATH} mode="sub" head={false} />
        <GroupMark x={153.4} y={28} who="K" />
      </>
    ),
  },
];

/** The section on links. */
export function Links() {
  return (
    <Section title="Links" claim="Two rails: someone is waiting. One line: nobody is">
      <div className={styles.row}>
        {ENTRIES.map(({ name, text, drawing }) => (
          <Entry key={name} name={name} text={text} w={187.4} h={48}>
            {drawing}
          </Entry>
        ))}
      </div>
    </Section>
  );
}
