import { classNames } from '../controls/class-names.ts';
import { textWidth } from '../drawing/text-fit.ts';
import { FacetWords, type FacetWordsProps } from './facet-words.tsx';
import styles from './facet.module.css';
import type { Facet } from './iceberg.ts';

/** What a title takes of the room that its fingerprint has, and what each further line of it takes. */
const [TITLE_HEIGHT, LINE_HEIGHT] = [26, 19] as const;
const TITLE_SIZE = 16.2;

export interface IcebergFacetProps extends Omit<FacetWordsProps, 'width' | 'height'> {
  readonly facet: Facet;
  readonly href: string;
  /** Somebody looks for something else. */
  readonly faded: boolean;
}

/** A topic on the iceberg; it is a link all over its outline. */
export function IcebergFacet({ facet, href, faded, ...words }: IcebergFacetProps) {
  const { room, outline } = facet;
  // The link is no larger than its facet, so that pointers, magnifiers and switches find it where it is seen.
  const left = words.built ? Math.min(...outline.map(([x]) => x)) : 0;
  const top = words.built ? Math.min(...outline.map(([, y]) => y)) : 0;
  const box = {
    left,
    top,
    width: Math.max(...outline.map(([x]) => x)) - left,
    height: Math.max(...outline.map(([, y]) => y)) - top,
  };
  const points = outline.map(([x, y]) => `${x - left}px ${y - top}px`).join(',');
  const title = `${String(words.topic.number).padStart(2, '0')} ${words.topic.title}`;
  const lines = Math.ceil(textWidth(title, TITLE_SIZE) / room.width);
  const titleHeight = TITLE_HEIGHT + (lines - 1) * LINE_HEIGHT;
  const content = (
    <span className={styles.room} style={{ left: room.x - left, top: room.y - top, width: room.width }}>
      <FacetWords {...words} width={room.width} height={room.height - titleHeight} />
    </span>
  );
  return (
    <li className={classNames(styles.facet, words.current && styles.current)}>
      <svg className={styles.outline} width="100%" height="100%" aria-hidden="true">
        <path d={`M${outline.map((point) => point.join(',')).join('L')}Z`} style={{ fill: shade(facet) }} />
      </svg>
      {words.built ? (
        <a
          href={href}
          className={classNames(styles.link, faded && styles.faded)}
          style={{ ...box, clipPath: `polygon(${points})` }}
        >
          {content}
        </a>
      ) : (
        <span className={faded ? styles.faded : undefined}>{content}</span>
      )}
    </li>
  );
}

/** Percent of light on the first and the last facet of a row, by its depth. */
const LIGHT: readonly (readonly [first: number, last: number])[] = [
  [100, 12],
  [66, 32],
  [38, 14],
  [16, 2],
];

/** Light comes from the left; below the water line there is less of it. */
function shade({ turn, depth }: Facet): string {
  const [from, to] = LIGHT[depth] ?? [16, 2];
  return `color-mix(in srgb, var(--paper-raised) ${Math.round(from + (to - from) * turn)}%, var(${depth === 0 ? '--paper-panel' : '--water-2'}))`;
}
