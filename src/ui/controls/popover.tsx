import { cloneElement, useId, useRef, useState, type ReactElement, type ReactNode } from 'react';
import type { ButtonProps } from './button.tsx';
import { classNames } from './class-names.ts';
import { loadPopoverPanel } from './panels.ts';
import styles from './popover.module.css';
import { Unfetched } from './unfetched.tsx';
import { usePanel } from './use-panel.ts';

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Omit<ButtonProps, 'children'>>;
  /** Its heading, which is its name for screen readers too. */
  readonly title: string;
  /** It opens when this is here; what is false or null is still being fetched. */
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
  open: asked,
  onOpenChange,
  side = 'bottom',
  align = 'end',
  className,
}: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [own, setOwn] = useState(false);
  const open = asked ?? own;
  const change = (next: boolean): void => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const { Panel, failed } = usePanel(loadPopoverPanel, open);
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        onClick: () => change(!open),
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        ...(open && { 'aria-controls': id }),
      })}
      {failed && <Unfetched />}
      {Panel !== null && children !== null && children !== false && (
        <Panel
          id={id}
          label={title}
          button={button}
          open={open}
          onOpenChange={change}
          side={side}
          align={align}
          className={classNames(styles.panel, className)}
        >
          <h2 className={styles.title}>{title}</h2>
          {children}
        </Panel>
      )}
    </>
  );
}
