import { Button, buttonClass } from './controls/button.tsx';
import { classNames } from './controls/class-names.ts';
import text from './controls/text.module.css';
import { Mark } from './drawing/mark.tsx';
import styles from './problem-page.module.css';

export interface ProblemPageProps {
  readonly title: string;
  readonly message: string;
  /** Word for word what failed. */
  readonly detail?: string;
  /** What could be saved of the link, as a link that works. */
  readonly saved: { readonly words: string; readonly href: string } | null;
  readonly reload?: boolean;
}

/** What is wrong with a link or a document, and the ways on. */
export function ProblemPage({ title, message, detail, saved, reload = false }: ProblemPageProps) {
  return (
    <main className={styles.page}>
      <p className={classNames(styles.brand, text.display)}>
        <Mark size={25} paper="paper-stage" />
        Eventually
      </p>
      <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
        {title}
      </h1>
      <p className={styles.message}>{message}</p>
      {detail !== undefined && <pre className={styles.detail}>{detail}</pre>}
      <p className={styles.ways}>
        {reload && (
          <Button look="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        )}
        {saved !== null && (
          <a href={saved.href} className={buttonClass('primary')}>
            {saved.words}
          </a>
        )}
        <a href="#/" className={buttonClass(saved === null && !reload ? 'primary' : 'plain')}>
          See all topics
        </a>
      </p>
    </main>
  );
}
