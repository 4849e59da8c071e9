import { Dialog } from '../controls/dialog.tsx';
import { KeyHint } from '../controls/key-hint.tsx';
import styles from './keyboard-help.module.css';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Space'], 'Play or pause'],
  [['→', '←'], 'Next or previous event'],
  [['Shift →', 'Shift ←'], '100 ms on or back'],
  [['Home', 'End'], 'To the start, to the furthest played'],
  [['N', 'PgDn'], 'Next step'],
  [['Shift N', 'PgUp'], 'Previous step'],
  [['A', 'B', 'C', 'D'], 'Answer the open question'],
  [['↑', '↓'], 'Select the previous or next component'],
  [['Esc'], 'Clear the selection, close'],
  [['1', '2', '3', '4'], 'Speed 0.25, 0.5, 1, 2'],
  [['F'], 'Follow the focused message'],
  [['X'], 'Crash the selected component, cut the selected link'],
  [['R'], 'Restart it, heal the link'],
  [['S'], 'Slow it down'],
  [['V'], 'Next schema version'],
  [['P'], 'Poison the next message'],
  [['L'], 'Lossy link'],
  [['?'], 'This table'],
];

/** The table of keys. */
export function KeyboardHelp({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog title="Keys" open={open} onOpenChange={onOpenChange}>
      <table className={styles.table}>
        <thead className={styles.unseen}>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Does</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.map(([keys, does]) => (
            <tr key={does}>
              <th scope="row" className={styles.keys}>
                {keys.map((key) => (
                  <KeyHint key={key} framed>
                    {key}
                  </KeyHint>
                ))}
                <span className={styles.unseen}>{keys.join(' or ')}</span>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>While a question is open, its letters win. Clickers work: they send PgDn and PgUp.</p>
    </Dialog>
  );
}
