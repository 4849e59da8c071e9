import * as Radix from '@radix-ui/react-popover';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './popover.module.css';

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  /** Its heading, which is its name for screen readers too. */
  readonly title: string;
  readonly children: ReactNode;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly side?: 'top' | 'bottom' | 'left';
  readonly align?: 'start' | 'center' | 'end';
  readonly className?: string | undefined;
}

/** A small panel beside the button that opens it. Esc closes it and gives the focus back. */
export function Popover({
  trigger,
  title,
  children,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'end',
  className,
}: PopoverProps) {
  return (
    <Radix.Root {...(open !== undefined && { open })} {...(onOpenChange !== undefined && { onOpenChange })}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={classNames(styles.panel, className)}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={title}
        >
          <h2 className={styles.title}>{title}</h2>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
