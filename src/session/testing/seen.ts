import type { View } from '../../projections/view.ts';
import type { Workbench } from '../workbench.ts';

/** A view as plain data to compare: without what views share and what lies after their instant. */
export function plainView(view: View): unknown {
  const { components, links, ...rest } = view;
  const text = JSON.stringify({ ...rest, components: [...components], links: [...links] }, (_, value: unknown) =>
    isPartition(value) ? { ...value, records: value.records.slice(0, value.end) } : value,
  );
  return JSON.parse(text);
}

/** What a workbench shows. */
export function seen(workbench: Workbench): unknown {
  const { projection, tUs } = workbench.store.getState();
  return plainView(projection.at(tUs));
}

function isPartition(value: unknown): value is { readonly end: number; readonly records: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'records' in value && 'end' in value;
}
