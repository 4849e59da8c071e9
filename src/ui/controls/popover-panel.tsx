import * as Radix from '@radix-ui/react-popover';
import { useRef, type RefObject } from 'react';
import { classNames } from './class-names.ts';
import type { PopoverProps } from './popover.tsx';
import styles from './popover.module.css';

export interface PopoverPanelProps extends Omit<PopoverProps, 'trigger' | 'open' | 'onOpenChange'> {
  readonly id: string;
  /** What it stands beside, and where the focus goes back to. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The panel of a popover; use `Popover`, which fetches it. */
export function PopoverPanel({
  id,
  button,
  title,
  children,
  open,
  onOpenChange,
  side = 'bottom',
  align = 'end',
  className,
}: PopoverPanelProps) {
  const leftByPointer = useRef(false);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          className={classNames(styles.panel, className)}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={title}
          onInteractOutside={(event) => {
            // The button closes it by itself; closed here already, it would open it again.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
            else leftByPointer.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Whoever went elsewhere stays there.
            if (!leftByPointer.current) button.current?.focus();
            leftByPointer.current = false;
          }}
        >
          <h2 className={styles.title}>{title}</h2>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
