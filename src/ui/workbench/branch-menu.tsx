import { msText } from '../../projections/words.ts';
import { useId } from 'react';
import { Button } from '../controls/button.tsx';
import { Popover } from '../controls/popover.tsx';
import { Icon } from '../drawing/icon.tsx';
import styles from './branch-menu.module.css';
import { useWorkbench, useWorkbenchState } from './context.ts';

/** The futures of this run: every intervention behind the tip began one, and none is thrown away. */
export function BranchMenu() {
  const name = useId();
  const workbench = useWorkbench();
  const branches = useWorkbenchState((state) => state.branches);
  const active = useWorkbenchState((state) => state.branch);
  if (branches.length < 2) return null;
  return (
    <Popover
      title={`${branches.length} futures`}
      side="top"
      align="start"
      trigger={
        <Button look="ghost">
          <Icon name="branch" size={18} />
          {branches.length} futures
        </Button>
      }
    >
      <div role="radiogroup" aria-label="Futures" className={styles.list}>
        {branches.map((branch) => (
          <label key={branch.id} className={styles.branch}>
            <input
              type="radio"
              name={name}
              className={styles.input}
              checked={branch.id === active}
              onChange={() => workbench.switchBranch(branch.id)}
            />
            <span className={styles.name}>{branch.name}</span>
            <span className={styles.times}>
              {branch.parent === null ? 'from the start' : `from ${msText(branch.forkUs)}`}, played to{' '}
              {msText(branch.playedUs)}
            </span>
          </label>
        ))}
      </div>
    </Popover>
  );
}
