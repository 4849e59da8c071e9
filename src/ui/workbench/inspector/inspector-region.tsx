import { Button } from '../../controls/button.tsx';
import { usePanel } from '../../controls/use-panel.ts';
import { loadInspector } from '../parts.ts';
import styles from './inspector-region.module.css';
import type { InspectorProps } from './inspector.tsx';

/** The inspector's place, which it fills as soon as it is fetched. */
export function InspectorRegion(props: InspectorProps) {
  const { Panel: Inspector, failed, retry } = usePanel(loadInspector, true);
  if (Inspector !== null) return <Inspector {...props} />;
  return (
    <section className={styles.region} aria-label="Inspector" aria-busy={!failed}>
      {failed && (
        <>
          <p role="alert">The inspector could not be fetched. Try again when you are online.</p>
          <Button onClick={retry}>Try again</Button>
          {props.onClose !== undefined && <Button onClick={props.onClose}>Close</Button>}
        </>
      )}
    </section>
  );
}
