import { useEffect } from 'react';
import { announce } from './announcer.tsx';
import { classNames } from './controls/class-names.ts';
import text from './controls/text.module.css';
import { Mark } from './drawing/mark.tsx';
import styles from './opening-page.module.css';
import type { Page } from './page.ts';

/** Nearly everything opens sooner than this, and then there is nothing to say. */
const WAIT_MS = 400;

export const OPENING: Page = { title: 'Eventually', content: <OpeningPage /> };

/** Stands in for a page whose parts are still on their way. */
function OpeningPage() {
  useEffect(() => {
    const timer = window.setTimeout(() => announce('Opening…'), WAIT_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <main className={styles.page} style={{ animationDelay: `${WAIT_MS}ms` }}>
      <p className={classNames(styles.brand, text.display)}>
        <Mark size={25} paper="paper-stage" />
        Eventually
      </p>
      <p className={styles.words}>Opening…</p>
    </main>
  );
}
