import { lazy } from 'react';
import { Dialog } from '../controls/dialog.tsx';
import { loadKeyTable } from './parts.ts';

const KeyTable = lazy(async () => ({ default: (await loadKeyTable()).KeyTable }));

/** The table of keys. */
export function KeyboardHelp({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog title="Keys" open={open} onOpenChange={onOpenChange}>
      <KeyTable />
    </Dialog>
  );
}
