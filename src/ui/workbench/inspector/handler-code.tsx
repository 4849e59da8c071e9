import { useEffect, useRef } from 'react';
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
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const row = line === null ? null : list.current?.children[line - 1];
    if (row instanceof HTMLElement && list.current !== null) keepInSight(list.current, row);
  }, [line]);
  return (
    // A long handler scrolls, so it must be reachable for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ol ref={list} className={styles.code} aria-label={`Handler of ${program.message}`} tabIndex={0}>
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

/** Scrolls the code, and nothing around it, as little as is needed. */
function keepInSight(list: HTMLElement, row: HTMLElement): void {
  const top = row.offsetTop - list.offsetTop;
  const bottom = top + row.offsetHeight;
  if (top < list.scrollTop) list.scrollTop = top - row.offsetHeight;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight + row.offsetHeight;
}
