import { classNames } from '../../controls/class-names.ts';
import { Button } from '../../controls/button.tsx';
import text from '../../controls/text.module.css';
import { Icon } from '../../drawing/icon.tsx';
import { useWorkbench, useWorkbenchState, viewOf } from '../context.ts';
import { linksOf } from '../sent-messages.ts';
import { inFlowOrder, selectionOf } from '../selection.ts';
import { ComponentLog } from './component-log.tsx';
import { FaultButtons } from './fault-buttons.tsx';
import { InspectorHead } from './inspector-head.tsx';
import { LinkChoice } from './link-choice.tsx';
import { LinkFacts } from './link-facts.tsx';
import { LiveState } from './live-state.tsx';
import styles from './inspector.module.css';
import { Handler } from './handler.tsx';

export interface InspectorProps {
  /** The form that changes an interface is open. */
  readonly changing: boolean;
  readonly onChanging: (open: boolean) => void;
  /** Shown as a sheet over the stage: it can be closed. */
  readonly onClose?: () => void;
}

/** Everything about what is selected: its code, its state, what happened there, what can be done to it. */
export function Inspector({ changing, onChanging, onClose }: InspectorProps) {
  const scenario = useWorkbenchState((state) => state.scenario);
  const selected = useWorkbenchState((state) => state.selected);
  const view = useWorkbenchState(viewOf);
  const selection = selectionOf(scenario, selected);
  if (selection === null || selected === null) return <NothingSelected onClose={onClose} />;
  const seen = selection.kind === 'component' ? view.components.get(selected) : undefined;
  const links = selection.kind === 'component' ? linksOf(scenario, selected) : [];
  return (
    <section className={styles.inspector} aria-label="Inspector">
      <InspectorHead selection={selection} view={view} onClose={onClose} />
      <div className={styles.scroll}>
        {selection.kind === 'component' && 'handlers' in selection.spec && seen !== undefined && 'tasks' in seen && (
          <Handler key={selected} spec={selection.spec} seen={seen} />
        )}
        <div className={styles.block}>
          {selection.kind === 'component' && seen !== undefined && (
            <LiveState spec={selection.spec} seen={seen} view={view} />
          )}
          {selection.kind === 'link' && <LinkFacts link={selection} view={view} />}
          {links.length > 0 && <LinkChoice scenario={scenario} component={selected} links={links} />}
          <h3 className={styles.heading}>What happened here</h3>
          <ComponentLog at={selected} />
        </div>
      </div>
      <FaultButtons scenario={scenario} view={view} selected={selected} changing={changing} onChanging={onChanging} />
    </section>
  );
}

function NothingSelected({ onClose }: { readonly onClose: (() => void) | undefined }) {
  const workbench = useWorkbench();
  const scenario = useWorkbenchState((state) => state.scenario);
  return (
    <section className={styles.inspector} aria-label="Inspector">
      <div className={styles.choose}>
        <h2 className={classNames(styles.name, text.display)}>Choose a component</h2>
        {onClose !== undefined && (
          <Button look="ghost" square aria-label="Close the inspector" onClick={onClose}>
            <Icon name="close" size={18} />
          </Button>
        )}
      </div>
      <p className={styles.hint}>Then you see its code, its state and what happened there, and you can break it.</p>
      <ul className={styles.components}>
        {inFlowOrder(scenario).map(({ id, name }) => (
          <li key={id}>
            <Button look="ghost" onClick={() => workbench.select(id)}>
              {name}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
