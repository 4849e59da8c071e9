import * as Radix from '@radix-ui/react-dialog';
import { Icon } from '../drawing/icon.tsx';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';
import type { DialogProps } from './dialog.tsx';
import text from './text.module.css';

/** The panel of a dialog; use `Dialog`, which fetches it. */
export function DialogPanel({ title, open, onOpenChange, children, shape = 'box', titleUnseen = false }: DialogProps) {
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
