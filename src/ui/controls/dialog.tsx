import { lazy, Suspense, type ReactNode } from 'react';
import { loadDialogPanel } from './panels.ts';
import { useOnceOpen } from './use-once-open.ts';

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

const DialogPanel = lazy(async () => ({ default: (await loadDialogPanel()).DialogPanel }));

/** A panel over the page, which waits until it is closed. */
export function Dialog(props: DialogProps) {
  if (!useOnceOpen(props.open)) return null;
  return (
    <Suspense>
      <DialogPanel {...props} />
    </Suspense>
  );
}
