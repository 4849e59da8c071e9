import { useCallback, useEffect, useState, type ComponentType } from 'react';

type Load<P> = () => Promise<ComponentType<P>>;

export interface PanelState<P> {
  /** Null until it is fetched; then it stays. */
  readonly Panel: ComponentType<P> | null;
  /** It could not be fetched. Opened again, it is tried again. */
  readonly failed: boolean;
  /** Tries again what failed while it stays open. */
  readonly retry: () => void;
}

/** What is here, so that it shows at once wherever it is opened next. */
const here = new Map<unknown, unknown>();

/** Fetches a panel's component before it is opened. Rejects where it can't be fetched. */
export async function fetchPanel<P>(load: Load<P>): Promise<ComponentType<P>> {
  const Panel = await load();
  here.set(load, Panel);
  return Panel;
}

/** A panel's component, fetched when it is opened for the first time; at once where it is here already. */
export function usePanel<P>(load: Load<P>, open: boolean): PanelState<P> {
  const [fetched, setFetched] = useState<{ readonly Panel: ComponentType<P> } | null>(null);
  const [failed, setFailed] = useState(false);
  const Panel = fetched?.Panel ?? (here.get(load) as ComponentType<P> | undefined) ?? null;
  const wanted = open && Panel === null;
  if (failed && !open) setFailed(false);
  useEffect(() => {
    if (!wanted || failed) return;
    let gone = false;
    const fetch = async (): Promise<void> => {
      const found = await fetchPanel(load).catch(() => null);
      if (gone) return;
      if (found === null) setFailed(true);
      else setFetched({ Panel: found });
    };
    void fetch();
    return () => {
      gone = true;
    };
  }, [load, wanted, failed]);
  const retry = useCallback(() => setFailed(false), []);
  return { Panel, failed: wanted && failed, retry };
}
