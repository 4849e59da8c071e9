import { classNames } from '../controls/class-names.ts';
import { FacetWords, type FacetWordsProps } from './facet-words.tsx';
import styles from './facet.module.css';
import type { Facet } from './iceberg.ts';

/** Lines of a title that its fingerprint must leave room for. */
const TITLE_HEIGHT = 26;

export interface IcebergFacetProps extends Omit<FacetWordsProps, 'width' | 'height'> {
  readonly facet: Facet;
  readonly href: string;
  readonly above: boolean;
  /** Somebody looks for something else. */
  readonly faded: boolean;
}

/** A topic on the iceberg; it is a link all over its outline. */
export function IcebergFacet({ facet, href, above, faded, ...words }: IcebergFacetProps) {
  const { room, outline, turn } = facet;
  const points = outline.map(([x, y]) => `${x}px ${y}px`).join(',');
  const content = (
    <span className={styles.room} style={{ left: room.x, top: room.y, width: room.width }}>
      <FacetWords {...words} width={room.width} height={room.height - TITLE_HEIGHT} />
    </span>
  );
  return (
    <li className={classNames(styles.facet, words.current && styles.current)}>
      <svg className={styles.outline} width="100%" height="100%" aria-hidden="true">
        <path d={`M${outline.map((point) => point.join(',')).join('L')}Z`} style={{ fill: shade(above, turn) }} />
      </svg>
      {words.built ? (
        <a href={href} className={classNames(styles.link, faded && styles.faded)} style={{ clipPath: `polygon(${points})` }}>
          {content}
        </a>
      ) : (
        <span className={faded ? styles.faded : undefined}>{content}</span>
      )}
    </li>
  );
}

/** Light comes from the left; below the water line there is less of it. */
function shade(above: boolean, turn: number): string {
  const light = above ? 100 - turn * 88 : 66 - turn * 44;
  return `color-mix(in srgb, var(--paper-raised) ${Math.round(light)}%, var(${above ? '--paper-panel' : '--water-2'}))`;
}
