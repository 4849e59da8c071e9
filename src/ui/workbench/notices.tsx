import { useEffect, useState } from 'react';
import { announce } from '../announcer.tsx';
import { CodeWords } from '../controls/code-words.tsx';
import { Button } from '../controls/button.tsx';
import { Icon } from '../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';
import styles from './notices.module.css';

/** What the link that opened the page could not give, until it is dismissed. */
export function LinkNotices({ notices }: { readonly notices: readonly string[] }) {
  const [open, setOpen] = useState(notices.length > 0);
  useEffect(() => {
    if (notices.length > 0) announce(notices.join(' '));
  }, [notices]);
  if (!open) return null;
  return (
    <section className={styles.link} aria-label="About this link">
      <ul>
        {notices.map((notice) => (
          <li key={notice}>
            <CodeWords>{notice}</CodeWords>
          </li>
        ))}
      </ul>
      <Button look="ghost" square aria-label="Dismiss" onClick={() => setOpen(false)}>
        <Icon name="close" size={18} />
      </Button>
    </section>
  );
}

/** What the last action led to, in the corner of the stage and for screen readers. */
export function ActionNotice() {
  const notice = useWorkbenchState((state) => state.notice);
  useEffect(() => {
    if (notice !== null) announce(notice);
  }, [notice]);
  return notice === null ? null : (
    <p className={styles.action}>
      <CodeWords>{notice}</CodeWords>
    </p>
  );
}

/** Says to screen readers which step this is, whenever another one begins. */
export function StepAnnouncement() {
  const { store } = useWorkbench();
  useEffect(
    () =>
      store.subscribe(({ guide, scenario }, before) => {
        const step = scenario.steps[guide.step];
        if (guide.step === before.guide.step || step === undefined) return;
        announce(`Step ${guide.step + 1} of ${scenario.steps.length}: ${step.title}`);
      }),
    [store],
  );
  return null;
}
