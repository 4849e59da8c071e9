import type { Way } from '../session/open-link.ts';
import { Button, buttonClass } from './controls/button.tsx';
import { CodeWords } from './controls/code-words.tsx';
import { classNames } from './controls/class-names.ts';
import text from './controls/text.module.css';
import { Mark } from './drawing/mark.tsx';
import styles from './problem-page.module.css';

export interface ProblemPageProps {
  readonly title: string;
  readonly message: string;
  /** Word for word what failed. */
  readonly detail?: string;
  /** Where to go from here, the best way first. */
  readonly ways: readonly Way[];
  readonly reload?: boolean;
}

/** What is wrong with a link or a document, and the ways on. */
export function ProblemPage({ title, message, detail, ways, reload = false }: ProblemPageProps) {
  return (
    <main className={styles.page}>
      <p className={classNames(styles.brand, text.display)}>
        <Mark size={25} paper="paper-stage" />
        Eventually
      </p>
      <h1 tabIndex={-1} className={classNames(styles.title, text.display)}>
        {title}
      </h1>
      <p className={styles.message}>
        <CodeWords>{message}</CodeWords>
      </p>
      {detail !== undefined && <pre className={styles.detail}>{detail}</pre>}
      <p className={styles.ways}>
        {reload && (
          <Button look="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        )}
        {ways.map(({ label, href }, index) => (
          <a key={href} href={href} className={buttonClass(index === 0 && !reload ? 'primary' : 'plain')}>
            {label}
          </a>
        ))}
      </p>
    </main>
  );
}
