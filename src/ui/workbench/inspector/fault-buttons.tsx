import { useMemo } from 'react';
import type { View } from '../../../projections/view.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { Button } from '../../controls/button.tsx';
import { Popover } from '../../controls/popover.tsx';
import { FaultGlyph } from '../../drawing/fault-badge.tsx';
import { useWorkbench } from '../context.ts';
import { faultsOf, type FaultAction } from '../faults.ts';
import styles from './fault-buttons.module.css';
import { RenameForm } from './rename-form.tsx';

export interface FaultButtonsProps {
  readonly scenario: Scenario;
  readonly view: View;
  readonly selected: string;
  /** The form that changes an interface is open. */
  readonly changing: boolean;
  readonly onChanging: (open: boolean) => void;
}

/** What can be done to what is selected, and by which key. */
export function FaultButtons({ scenario, view, selected, changing, onChanging }: FaultButtonsProps) {
  const workbench = useWorkbench();
  const actions = useMemo(() => faultsOf(scenario, view, selected), [scenario, view, selected]);
  const spec = scenario.components.get(selected);
  return (
    <div className={styles.faults} role="group" aria-label="Faults">
      {actions.map((action) => {
        const { does } = action;
        if (does !== null)
          return <FaultButton key={action.glyph} action={action} onClick={() => workbench.intervene(does)} />;
        if (spec === undefined) return null;
        return (
          <Popover
            key={action.glyph}
            title="Change an interface"
            side="top"
            open={changing}
            onOpenChange={onChanging}
            trigger={<FaultButton action={action} />}
          >
            <RenameForm scenario={scenario} spec={spec} onDone={() => onChanging(false)} />
          </Popover>
        );
      })}
    </div>
  );
}

function FaultButton({
  action,
  ...rest
}: { readonly action: FaultAction } & Omit<React.ComponentProps<'button'>, 'children'>) {
  return (
    <Button
      {...rest}
      look={action.primary ? 'primary' : 'plain'}
      hint={action.key ?? undefined}
      className={styles.fault}
    >
      <svg width={20} height={20} viewBox="-10 -10 20 20" aria-hidden="true">
        <FaultGlyph
          fault={action.glyph}
          x={0}
          y={0}
          colour={action.primary ? 'currentColor' : 'fault-line'}
          width={2.2}
        />
      </svg>
      {action.words}
    </Button>
  );
}
