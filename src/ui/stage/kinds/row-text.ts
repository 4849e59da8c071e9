import type { Row } from '../../../scenario/scenario.ts';
import type { Data } from '../../../trace/message.ts';
import type { TableRow } from '../../drawing/table-rows.tsx';

/** A row in two cells: its key, and the rest of it. */
export function rowText(key: string, row: Row): TableRow {
  const rest = Object.entries(row).filter(([, value]) => dataText(value) !== key);
  return [key, rest.map(([, value]) => dataText(value)).join(' ')];
}

function dataText(data: Data): string {
  if (data === null) return '';
  return typeof data === 'object' ? JSON.stringify(data) : String(data);
}
