import * as Radix from '@radix-ui/react-popover';
import { useRef, type ReactNode, type RefObject } from 'react';

export interface PopoverPanelProps {
  readonly id: string;
  readonly label: string;
  /** What it stands beside, and where the focus goes back to. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly side: 'top' | 'bottom' | 'left';
  readonly align: 'start' | 'center' | 'end';
  readonly className: string;
  readonly children: ReactNode;
}

/** The panel of a popover; use `Popover`, which fetches it. */
export function PopoverPanel({
  id,
  label,
  button,
  open,
  onOpenChange,
  side,
  align,
  className,
  children,
}: PopoverPanelProps) {
  const wentElsewhere = useRef(false);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={button as RefObject<HTMLButtonElement>} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          className={className}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          onInteractOutside={(event) => {
            // The button closes it by itself; closed here already, it would open it again.
            if (button.current?.contains(event.target as Node)) event.preventDefault();
            else wentElsewhere.current = true;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!wentElsewhere.current) button.current?.focus();
            wentElsewhere.current = false;
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
