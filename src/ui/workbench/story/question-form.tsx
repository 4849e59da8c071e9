import { useId } from 'react';
import type { Question } from '../../../scenario/scenario.ts';
import { classNames } from '../../controls/class-names.ts';
import { KeyHint } from '../../controls/key-hint.tsx';
import text from '../../controls/text.module.css';
import styles from './question-form.module.css';

/** The letter of an option: A for the first. */
export function letterOf(option: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + option);
}

export interface QuestionFormProps {
  readonly question: Question;
  /** The option that was chosen; null: none yet. */
  readonly chosen: number | null;
  /** The answer can still be changed. */
  readonly open: boolean;
  readonly onAnswer: (option: number) => void;
}

/** The step's question, to be answered before anything is shown. */
export function QuestionForm({ question, chosen, open, onAnswer }: QuestionFormProps) {
  const name = useId();
  return (
    <fieldset className={styles.ask} disabled={!open} aria-labelledby={`${name}-question`} role="radiogroup">
      <p className={styles.kicker}>Predict</p>
      <h2 id={`${name}-question`} className={classNames(styles.question, text.display)}>
        {question.question}
      </h2>
      {question.options.map((option, index) => (
        <label key={option} className={styles.option}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={chosen === index}
            onChange={() => onAnswer(index)}
            aria-keyshortcuts={letterOf(index)}
          />
          <KeyHint framed className={styles.letter}>
            {letterOf(index)}
          </KeyHint>
          <span>{option}</span>
        </label>
      ))}
    </fieldset>
  );
}
