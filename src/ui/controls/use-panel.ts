import { useEffect, useState, type ComponentType } from 'react';

export interface PanelState<P> {
  /** Null until it is fetched; then it stays. */
  readonly Panel: ComponentType<P> | null;
  /** It could not be fetched. Opened again, it is tried again. */
  readonly failed: boolean;
}

/** A panel's component, fetched when it is opened for the first time. */
export function usePanel<P>(load: () => Promise<ComponentType<P>>, open: boolean): PanelState<P> {
  const [state, setState] = useState<PanelState<P>>({ Panel: null, failed: false });
  const wanted = open && state.Panel === null;
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const fetch = async (): Promise<void> => {
      const fetched = await load().then(
        (Panel) => ({ Panel, failed: false }),
        () => ({ Panel: null, failed: true }),
      );
      if (!gone) setState(fetched);
    };
    void fetch();
    return () => {
      gone = true;
    };
  }, [load, wanted]);
  return { Panel: state.Panel, failed: wanted && state.failed };
}
