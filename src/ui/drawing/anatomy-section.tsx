import type { ReactNode } from 'react';
import styles from './anatomy.module.css';

/** One section of the visual dictionary: a claim at the right of its heading. */
export function Section({
  title,
  claim,
  children,
}: {
  readonly title: string;
  readonly claim: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        <p>{claim}</p>
      </div>
      {children}
    </section>
  );
}

export interface EntryProps {
  readonly name: string;
  readonly text: string;
  /** Width of its column, and of the drawing in it, in px. */
  readonly w: number;
  readonly h: number;
  readonly children: ReactNode;
  /** Words at the right of the drawing in place of below it. */
  readonly beside?: number;
}

/** A drawing with its name and what it means; the drawing's box is `w` by `h` px. */
export function Entry({ name, text, w, h, children, beside }: EntryProps) {
  const drawing = (
    <div className={styles.drawing}>
      <svg width={w} height={h} viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
        {children}
      </svg>
    </div>
  );
  const words = (
    <div>
      <h3>{name}</h3>
      <p>{text}</p>
    </div>
  );
  if (beside === undefined)
    return (
      <div className={styles.item} style={{ width: w }}>
        {drawing}
        {words}
      </div>
    );
  return (
    <div className={styles.beside} style={{ width: w + beside }}>
      {drawing}
      {words}
    </div>
  );
}
