import styles from './unfetched.module.css';

/** Stands in for a panel that could not be fetched. */
export function Unfetched() {
  return (
    <p role="alert" className={styles.words}>
      This panel could not be fetched. Open it again when you are online.
    </p>
  );
}
