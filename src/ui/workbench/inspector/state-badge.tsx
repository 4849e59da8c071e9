import { FaultGlyph, type Fault } from '../../drawing/fault-badge.tsx';
import styles from './state-badge.module.css';

export interface StateBadgeProps {
  readonly words: string;
  readonly glyph: Fault | null;
  /** Red, filled: something is broken. */
  readonly fault: boolean;
}

/** The state of what is selected, as a word in a pill. */
export function StateBadge({ words, glyph, fault }: StateBadgeProps) {
  return (
    <span className={fault ? styles.fault : styles.badge}>
      {glyph !== null && (
        <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden="true">
          <FaultGlyph fault={glyph} x={0} y={0} size={20} colour="currentColor" width={2.6} />
        </svg>
      )}
      {words}
    </span>
  );
}
