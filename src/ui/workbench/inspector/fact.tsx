import type { ReactNode } from 'react';
import styles from './fact.module.css';

/** A fact of the live state: what it is and what it is now. */
export function Fact({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
