import { useId } from 'react';
import { classNames } from '../controls/class-names.ts';
import text from '../controls/text.module.css';
import type { Progress } from '../progress.ts';
import { FingerprintDrawing } from './fingerprint-drawing.tsx';
import styles from './facet.module.css';
import type { Topic } from './topics.ts';
import { useFingerprint } from './use-fingerprint.ts';

export interface FacetWordsProps {
  readonly topic: Topic;
  /** It exists: it is a link. */
  readonly built: boolean;
  readonly progress: Progress | null;
  /** It is the scenario that was open last. */
  readonly current: boolean;
  /** Room for the fingerprint, in px. */
  readonly width: number;
  readonly height: number;
}

/** Number, title and fingerprint of a topic. */
export function FacetWords({ topic, built, progress, current, width, height }: FacetWordsProps) {
  const id = useId();
  return (
    <span className={classNames(styles.words, !built && styles.unbuilt)}>
      <span className={styles.title} id={id}>
        <span className={classNames(styles.number, progress !== null && styles.visited)}>{String(topic.number).padStart(2, '0')}</span> {topic.title}
        {!built && <span className={text.unseen}>, not built yet</span>}
        {progress !== null && <span className={text.unseen}>, visited</span>}
      </span>
      {built && (
        <span className={styles.picture}>
          {height >= 16 && <TopicFingerprint slug={topic.slug} width={Math.min(170, current ? width - 62 : width)} height={Math.min(40, height)} />}
          {current && progress !== null && (
            <span className={styles.step}>
              {progress.step + 1} of {progress.of}
            </span>
          )}
        </span>
      )}
    </span>
  );
}

function TopicFingerprint({ slug, width, height }: { readonly slug: string; readonly width: number; readonly height: number }) {
  const fingerprint = useFingerprint(slug);
  if (fingerprint === null || width < 40) return <svg width={1} height={height} aria-hidden="true" />;
  return <FingerprintDrawing fingerprint={fingerprint} width={width} height={height} />;
}
