import type { View } from './view.ts';

/** Everything that a view shows, as plain data: what only later instants have is cut off, what is made when asked is made. */
export function plain(view: View): unknown {
  return data(
    [...view.components.values()].map((component) => {
      if (component.kind !== 'log') return component;
      const partitions = component.partitions.map((row) => ({
        ...row,
        records: row.records.filter(({ offset }) => offset < row.end),
      }));
      return { ...component, partitions };
    }),
    { ...view, components: null },
  );
}

function data(...values: readonly unknown[]): readonly unknown[] {
  return values.map((value): unknown => {
    if (typeof value === 'function') return data((value as () => unknown)())[0];
    if (value instanceof Map) return data(...[...value].flat());
    if (Array.isArray(value)) return data(...(value as readonly unknown[]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, data(part)[0]]));
  });
}
