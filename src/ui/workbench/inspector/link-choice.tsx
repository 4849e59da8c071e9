import type { Scenario } from '../../../scenario/scenario.ts';
import { useWorkbench } from '../context.ts';
import { nameOf } from '../selection.ts';
import styles from './inspector.module.css';

export interface LinkChoiceProps {
  readonly scenario: Scenario;
  readonly component: string;
  readonly links: readonly string[];
}

/** The links of a component, to inspect and break them. */
export function LinkChoice({ scenario, component, links }: LinkChoiceProps) {
  const workbench = useWorkbench();
  return (
    <p className={styles.links}>
      <span>Links to</span>{' '}
      {links.map((id) => {
        const other = id.split('~').find((end) => end !== component) ?? component;
        return (
          <button key={id} type="button" className={styles.link} onClick={() => workbench.select(id)}>
            {nameOf(scenario, other)}
          </button>
        );
      })}
    </p>
  );
}
