import * as Radix from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';
import { Icon } from '../drawing/icon.tsx';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import text from './text.module.css';

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
  /** `sheet` comes from the bottom edge and is as wide as the page. */
  readonly shape?: 'box' | 'sheet';
  /** Its content brings its own heading: the title is for screen readers alone. */
  readonly titleUnseen?: boolean;
}

/** A panel over the page, which waits until it is closed. */
export function Dialog({ title, open, onOpenChange, children, shape = 'box', titleUnseen = false }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.veil} />
        <Radix.Content className={classNames(styles.panel, styles[shape])} aria-describedby={undefined}>
          <div className={classNames(styles.head, titleUnseen && styles.headAfloat)}>
            <Radix.Title className={titleUnseen ? text.unseen : styles.title}>{title}</Radix.Title>
            <Radix.Close asChild>
              <Button look="ghost" square aria-label="Close">
                <Icon name="close" size={18} />
              </Button>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
