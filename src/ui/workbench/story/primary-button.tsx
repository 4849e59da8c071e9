import { useShallow } from 'zustand/react/shallow';
import { announce } from '../../announcer.tsx';
import { Button, buttonClass } from '../../controls/button.tsx';
import { classNames } from '../../controls/class-names.ts';
import { Icon } from '../../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState } from '../context.ts';
import { primaryAction } from './primary-action.ts';

/** The guide's one primary action. */
export function PrimaryButton({
  className,
  onAsk,
}: {
  readonly className?: string | undefined;
  readonly onAsk?: () => void;
}) {
  const workbench = useWorkbench();
  const action = useWorkbenchState(useShallow(primaryAction));
  if (action.leaves) {
    return (
      <a href="#/" className={classNames(buttonClass('primary'), className)}>
        {action.words}
      </a>
    );
  }
  // Where the question is out of sight, the button leads to it.
  const asks = action.hindrance !== null && onAsk !== undefined;
  return (
    <Button
      look="primary"
      className={className}
      aria-disabled={action.hindrance !== null && !asks ? true : undefined}
      onClick={() => {
        if (asks) onAsk();
        else if (action.hindrance !== null) announce(action.hindrance);
        else workbench.nextStep();
      }}
    >
      {asks ? (
        <>
          Predict, then play
          <Icon name="next" size={20} />
        </>
      ) : (
        <>
          {action.icon !== null && <Icon name={action.icon} size={17} />}
          {action.words}
        </>
      )}
    </Button>
  );
}
