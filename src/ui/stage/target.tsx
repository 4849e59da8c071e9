import type { KeyboardEvent, ReactNode } from 'react';
import { paint, type Colour } from '../drawing/paint.ts';
import type { Box } from './placed.ts';
import styles from './stage.module.css';

export interface TargetProps {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onPress: () => void;
  /** The area that can be pressed, without paint of its own. */
  readonly children: ReactNode;
  /** What the focus ring goes around, or along. */
  readonly ring: Box | string;
  readonly id: string;
}

/** Something on the stage that can be focused and pressed; the drawing below it stays a picture. */
export function Target({ label, pressed, onPress, children, ring, id }: TargetProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    // Space on what is pressed already goes on to the page, where it plays: a click must not take that key away.
    if (event.key !== 'Enter' && (event.key !== ' ' || pressed === true)) return;
    event.preventDefault();
    event.stopPropagation();
    onPress();
  };
  return (
    <g
      className={styles['target']}
      role="button"
      tabIndex={0}
      aria-label={label}
      {...(pressed !== undefined && { 'aria-pressed': pressed })}
      onClick={onPress}
      onKeyDown={onKeyDown}
      data-target={id}
    >
      {children}
      <g className={styles['ring']} fill="none" strokeLinejoin="round">
        <Ring ring={ring} ink="ink-1" width={8} />
        <Ring ring={ring} ink="paper-raised" width={3.5} />
      </g>
    </g>
  );
}

function Ring({ ring, ink, width }: { ring: Box | string; ink: Colour; width: number }) {
  const stroke = { stroke: paint(ink), strokeWidth: width };
  return typeof ring === 'string' ? <path d={ring} {...stroke} /> : <rect {...ring} rx={6} {...stroke} />;
}
