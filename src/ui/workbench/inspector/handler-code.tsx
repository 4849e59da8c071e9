import type { Program } from '../../../scenario/program.ts';
import { classNames } from '../../controls/class-names.ts';
import styles from './handler-code.module.css';

export interface HandlerCodeProps {
  readonly program: Program;
  /** The line that executes now, or at which it was cut off; null: none. */
  readonly line: number | null;
  /** It was cut off at that line. */
  readonly stopped: boolean;
}

/** A handler as pseudo-code with the line that executes. */
export function HandlerCode({ program, line, stopped }: HandlerCodeProps) {
  return (
    <ol className={styles.code} aria-label={`Handler of ${program.message}`}>
      {program.lines.map(({ number, indent, parts }) => (
        <li
          key={number}
          className={classNames(styles.line, number === line && (stopped ? styles.stopped : styles.now))}
          aria-current={number === line ? 'step' : undefined}
        >
          <span className={styles.number} aria-hidden="true">
            {number}
          </span>
          <code className={styles.text} style={{ paddingLeft: `${indent * 2}ch` }}>
            {parts.map((part, at) => (part.strong ? <b key={at}>{part.text}</b> : part.text))}
          </code>
        </li>
      ))}
    </ol>
  );
}
