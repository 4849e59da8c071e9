import type { ReactNode } from 'react';
import { loadDialogPanel } from './panels.ts';
import { Unfetched } from './unfetched.tsx';
import { usePanel } from './use-panel.ts';

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
export function Dialog(props: DialogProps) {
  const { Panel, failed } = usePanel(loadDialogPanel, props.open);
  if (failed) return <Unfetched />;
  return Panel === null ? null : <Panel {...props} />;
}
