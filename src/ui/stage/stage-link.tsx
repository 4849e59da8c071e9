import { memo } from 'react';
import { CallOrder } from '../drawing/call-order.tsx';
import { curvePath, pointAt } from '../drawing/curve.ts';
import { FaultBadge } from '../drawing/fault-badge.tsx';
import { GroupMark } from '../drawing/group-mark.tsx';
import { Link } from '../drawing/link.tsx';
import { paint } from '../drawing/paint.ts';
import type { LinkLook } from './link-look.ts';
import type { PlacedLink } from './placed.ts';

export interface StageLinkProps {
  readonly link: PlacedLink;
  readonly look: LinkLook;
  readonly selected: boolean;
}

/** A link as it is: its kind, its faults, and whether somebody waits on it in vain. */
export const StageLink = memo(
  function StageLink({ link, look, selected }: StageLinkProps) {
    const { mode, state, waiting, idle, badge } = look;
    const [x, y] = pointAt(link.path, 0.42);
    return (
      <>
        {selected && (
          <g fill="none" data-selected="">
            <path d={curvePath(link.path)} stroke={paint('ink-1')} strokeWidth={17} />
            <path d={curvePath(link.path)} stroke={paint('paper-stage')} strokeWidth={12} />
          </g>
        )}
        <Link
          path={link.path}
          mode={mode}
          state={state}
          waiting={waiting}
          {...(idle && { colour: 'fault-line' as const, opacity: 0.75 })}
        />
        {badge !== undefined && <FaultBadge fault={badge} x={x} y={y} size={18} />}
        {link.edge.order !== null && (
          <CallOrder x={link.labelAt[0]} y={link.labelAt[1]} n={link.edge.order} failed={waiting || state === 'cut'} />
        )}
      </>
    );
  },
  (a, b) =>
    a.link === b.link &&
    a.selected === b.selected &&
    (Object.keys(a.look) as (keyof LinkLook)[]).every((key) => a.look[key] === b.look[key]),
);

/** The letter of a consumer group where its subscription meets the service. */
export function SubscriptionMark({ link, bad }: { readonly link: PlacedLink; readonly bad: boolean }) {
  const { mark } = link.edge;
  if (mark === null) return null;
  const [x, y] = link.path[3];
  return <GroupMark x={x} y={y} who={mark} bad={bad} />;
}
