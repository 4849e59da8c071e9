import { classNames } from './class-names.ts';
import styles from './key-hint.module.css';

export interface KeyHintProps {
  readonly children: string;
  /** With a frame, as a key is drawn in running text. */
  readonly framed?: boolean;
  readonly className?: string | undefined;
}

/** A key on the keyboard. Screen readers hear it through `aria-keyshortcuts` instead. */
export function KeyHint({ children, framed = false, className }: KeyHintProps) {
  return (
    <kbd aria-hidden="true" className={classNames(styles.key, framed && styles.framed, className)}>
      {children}
    </kbd>
  );
}
