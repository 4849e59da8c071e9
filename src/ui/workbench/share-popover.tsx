import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Popover } from '../controls/popover.tsx';
import { Unfetched } from '../controls/unfetched.tsx';
import { usePanel } from '../controls/use-panel.ts';
import { Icon } from '../drawing/icon.tsx';
import { loadSharing } from './parts.ts';

/** Gives this moment to others. */
export function SharePopover({ iconOnly = false }: { readonly iconOnly?: boolean }) {
  const [open, setOpen] = useState(false);
  const { Panel: Sharing, failed } = usePanel(loadSharing, open);
  return (
    <>
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
        {Sharing !== null && <Sharing />}
      </Popover>
      {failed && <Unfetched />}
    </>
  );
}
