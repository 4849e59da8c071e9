import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { KeyHint } from './key-hint.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is solid ink, `plain` an outline, `ghost` only its words. */
  readonly look?: 'primary' | 'plain' | 'ghost';
  /** Square, for an icon alone; give it an `aria-label`. */
  readonly square?: boolean;
  /** The key that does the same, shown at its end. */
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** The classes of a button, for links that look like one. */
export function buttonClass(look: NonNullable<ButtonProps['look']>, square = false): string {
  return classNames(styles.button, styles[look], square && styles.square);
}

/** A button with words that say what happens. */
export function Button({ look = 'plain', square = false, hint, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classNames(buttonClass(look, square), className)}
      {...(hint !== undefined && { 'aria-keyshortcuts': hint })}
    >
      {children}
      {hint !== undefined && <KeyHint className={styles.hint}>{hint}</KeyHint>}
    </button>
  );
}
