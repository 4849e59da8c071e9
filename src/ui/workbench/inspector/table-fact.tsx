import type { TableView } from '../../../projections/view.ts';
import type { Data } from '../../../trace/message.ts';
import { wholeText } from '../../number-text.ts';
import styles from './table-fact.module.css';

/** A table: the rows written last; closed, only their numbers. */
export function TableFact({ table }: { readonly table: TableView }) {
  const columns = [...new Set(table.recent.flatMap(({ row }) => Object.keys(row)))];
  const oldestFirst = table.recent.toReversed();
  return (
    <details className={styles.table} open>
      <summary className={styles.summary}>
        <span>
          <code className={styles.name}>{table.name}</code> {wholeText(table.size)} {table.size === 1 ? 'row' : 'rows'}
        </span>
        <span className={styles.labels}>
          {table.size > oldestFirst.length && '… '}
          {oldestFirst.map(({ label }) => label).join(', ')}
        </span>
      </summary>
      {columns.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.rows} aria-label={`${table.name}, the rows written last`}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.recent.map(({ key, row }) => (
                <tr key={key}>
                  {columns.map((column) => (
                    <td key={column}>{cellText(row[column])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

function cellText(data: Data | undefined): string {
  if (data === undefined || data === null) return '';
  return typeof data === 'object' ? JSON.stringify(data) : String(data);
}
