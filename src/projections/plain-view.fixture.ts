import type { View } from './view.ts';

/** Everything that a view shows, as plain data: what only later instants have is cut off. */
export function plain(view: View): unknown {
  const components = [...view.components].map(([id, component]) => {
    if (component.kind === 'service') {
      return [id, { ...component, tables: component.tables.map((table) => ({ ...table, rows: [...table.rows()] })) }];
    }
    if (component.kind === 'client') return [id, component];
    const partitions = component.partitions.map((row) => ({ ...row, records: row.records.slice(0, row.end) }));
    return [id, { ...component, partitions }];
  });
  return { ...view, components, links: [...view.links] };
}
