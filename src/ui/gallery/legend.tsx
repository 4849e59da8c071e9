import { MODELLED_LINK } from '../../share/link-text.ts';
import { paint, type Colour } from '../drawing/paint.ts';
import styles from './gallery.module.css';

const SIGNS: readonly { readonly words: string; readonly hue: Colour; readonly head: string }[] = [
  { words: 'command', hue: 'command-line', head: 'M36,7L26,2V12Z' },
  { words: 'query', hue: 'query-line', head: 'M31,2.4a4.6,4.6 0 1 0 .01,0' },
  { words: 'event', hue: 'event-line', head: 'M26,2.4H35.2V8.1L31.7,11.6H26Z' },
  { words: 'policy', hue: 'policy-line', head: 'M31,0L38,7L31,14L24,7Z' },
  { words: 'fault', hue: 'fault-line', head: 'M29,2H33L36,5V9L33,12H29L26,9V5Z' },
];

/** What the arrows of the fingerprints mean. */
export function Legend() {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {SIGNS.map(({ words, hue, head }) => (
        <li key={words}>
          <svg width={38} height={14} aria-hidden="true">
            <path d="M0,7H28" stroke={paint(hue)} strokeWidth={2.6} />
            <path d={head} fill={paint(hue)} />
          </svg>
          {words}
        </li>
      ))}
      <li>
        <a className={styles.modelled} href={MODELLED_LINK}>
          What is modelled
        </a>
      </li>
    </ul>
  );
}
