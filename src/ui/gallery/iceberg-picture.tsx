import { useMemo, type CSSProperties } from 'react';
import { classNames } from '../controls/class-names.ts';
import text from '../controls/text.module.css';
import styles from './gallery.module.css';
import { IcebergFacet } from './iceberg-facet.tsx';
import { icebergFor } from './iceberg.ts';
import type { ShownTopic } from './shown-topic.ts';

export interface IcebergPictureProps {
  readonly width: number;
  readonly height: number;
  readonly topics: readonly ShownTopic[];
}

/** Narrow facets wrap their titles into more lines, and larger type needs more room. */
function heightFor(width: number, pageHeight: number): number {
  return Math.max(pageHeight, width < 1280 ? 1040 : 860);
}

/** The topics as facets of one iceberg in its water. */
export function IcebergPicture({ width, height: pageHeight, topics }: IcebergPictureProps) {
  const height = heightFor(width, pageHeight);
  const iceberg = useMemo(() => icebergFor(width, height), [width, height]);
  const { waterLine, depths, facets, above } = iceberg;
  const lists = [
    { name: 'In the talk', from: 0, to: above },
    { name: 'Below the surface', from: above, to: facets.length },
  ] as const;
  return (
    <div className={styles.iceberg} style={{ height, '--water-line': `${waterLine}px` } as CSSProperties}>
      <svg className={styles.water} width={width} height={height} aria-hidden="true">
        <path d={`M0,${waterLine}H${width}V${height}H0Z`} style={{ fill: 'var(--water-1)' }} />
        <path d={`M0,${depths[0]}H${width}V${height}H0Z`} style={{ fill: 'var(--water-2)', opacity: 0.62 }} />
        <path d={`M0,${depths[1]}H${width}V${height}H0Z`} style={{ fill: 'var(--water-2)' }} />
        <path d={`M0,${waterLine}H${width}`} style={{ stroke: 'var(--ink-1)', strokeWidth: 2 }} />
        <g style={{ stroke: 'var(--water-ink)', strokeWidth: 1.5 }}>
          <path
            d={`M40,${waterLine + 10}h76M150,${waterLine + 10}h40M70,${waterLine + 22}h26M120,${waterLine + 22}h90M18,${waterLine + 34}h34`}
          />
        </g>
      </svg>
      {lists.map(({ name, from, to }) => (
        <section key={name} aria-labelledby={from === 0 ? 'in-the-talk' : 'below-the-surface'}>
          <div className={from === 0 ? styles.inTalk : styles.below}>
            <h2 id={from === 0 ? 'in-the-talk' : 'below-the-surface'} className={styles.partTitle}>
              {name}
            </h2>
            {from > 0 && <p>Topics the talk only has time to name, and what comes after them.</p>}
          </div>
          <ol>
            {facets.slice(from, to).map((facet, index) => {
              const shown = topics[from + index];
              if (shown === undefined) return null;
              const { topic, built, step, current, found, href } = shown;
              return (
                <IcebergFacet
                  key={topic.slug}
                  facet={facet}
                  topic={topic}
                  built={built}
                  step={step}
                  current={current}
                  faded={!found}
                  href={href}
                />
              );
            })}
          </ol>
        </section>
      ))}
      <p className={classNames(text.unseen)}>Topics without a link are not built yet.</p>
    </div>
  );
}
