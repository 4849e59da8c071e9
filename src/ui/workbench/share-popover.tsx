import { lazy, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Popover } from '../controls/popover.tsx';
import { Icon } from '../drawing/icon.tsx';
import { loadSharePanel } from './parts.ts';

const SharePanel = lazy(async () => ({ default: (await loadSharePanel()).SharePanel }));

/** Gives this moment to others: its link, and the seed that makes the run what it is. */
export function SharePopover({ iconOnly = false }: { readonly iconOnly?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      title="Share this moment"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button look="ghost" square={iconOnly} aria-label={iconOnly ? 'Share' : undefined}>
          <Icon name="share" size={19} />
          {!iconOnly && 'Share'}
        </Button>
      }
    >
      <SharePanel />
    </Popover>
  );
}
