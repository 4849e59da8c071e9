import { useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './segmented.module.css';

export interface SegmentedProps<T extends string | number> {
  /** What is chosen, for screen readers. */
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly text: string; readonly about?: string | undefined }[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly face?: 'text' | 'mono';
  /** Below each other, where there is no room side by side. */
  readonly stacked?: boolean;
  readonly className?: string | undefined;
}

/** One choice of a few: a group of radio buttons. */
export function Segmented<T extends string | number>({
  label,
  options,
  value,
  onChange,
  face = 'text',
  stacked = false,
  className,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames(styles.group, styles[face], stacked && styles.stacked, className)}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.segment} title={option.about}>
          <input
            type="radio"
            className={styles.input}
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.text}</span>
        </label>
      ))}
    </div>
  );
}
