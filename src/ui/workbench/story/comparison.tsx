import type { Question } from '../../../scenario/scenario.ts';
import { classNames } from '../../controls/class-names.ts';
import text from '../../controls/text.module.css';
import styles from './comparison.module.css';

export interface ComparisonProps {
  readonly question: Question;
  /** Null: the question was passed over. */
  readonly chosen: number | null;
}

/** What was predicted beside what happened, and why. */
export function Comparison({ question, chosen }: ComparisonProps) {
  const right = chosen === question.answer;
  const unless = chosen === null ? '' : (question.unless[chosen] ?? '');
  return (
    <section className={styles.comparison} aria-label="Prediction and outcome">
      <h2 className={classNames(styles.question, text.display)}>{question.question}</h2>
      <dl className={styles.pair}>
        {chosen !== null && (
          <>
            <dt>You said</dt>
            <dd>{question.options[chosen]}</dd>
          </>
        )}
        <dt>What happened</dt>
        <dd className={styles.outcome}>
          {right && <span className={styles.same}>As you said: </span>}
          {question.options[question.answer]}
        </dd>
      </dl>
      {question.because !== '' && <p>{question.because}</p>}
      {!right && unless !== '' && <p>{unless}</p>}
    </section>
  );
}
