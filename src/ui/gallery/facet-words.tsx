import { classNames } from '../controls/class-names.ts';
import text from '../controls/text.module.css';
import { FingerprintDrawing } from './fingerprint-drawing.tsx';
import styles from './facet.module.css';
import type { Fingerprint } from './fingerprint.ts';
import type { Topic } from './topics.ts';
import { usePreview } from './use-preview.ts';

export interface FacetWordsProps {
  readonly topic: Topic;
  /** It exists: it is a link. */
  readonly built: boolean;
  /** The step that was read last, from 0; null: never opened. */
  readonly step: number | null;
  /** It is the scenario that was open last. */
  readonly current: boolean;
  /** Room for the fingerprint, in px. */
  readonly width: number;
  readonly height: number;
}

/** Number, title and fingerprint of a topic. */
export function FacetWords({ topic, built, step, current, width, height }: FacetWordsProps) {
  return (
    <span className={classNames(styles.words, !built && styles.unbuilt)}>
      <span className={styles.title}>
        <span className={classNames(styles.number, step !== null && styles.visited)}>
          {String(topic.number).padStart(2, '0')}
        </span>{' '}
        {topic.title}
        {!built && <span className={text.unseen}>, not built yet</span>}
        {step !== null && <span className={text.unseen}>, visited</span>}
      </span>
      {built && <FacetPicture slug={topic.slug} step={current ? step : null} width={width} height={height} />}
    </span>
  );
}

/** "4 of 7" needs this much beside the fingerprint. */
const STEP_WIDTH = 66;

/** Below this the lanes run into one. */
const leastHeight = ({ lanes }: Fingerprint): number => Math.max(12, lanes * 4);

interface FacetPictureProps {
  readonly slug: string;
  readonly step: number | null;
  readonly width: number;
  readonly height: number;
}

function FacetPicture({ slug, step, width, height }: FacetPictureProps) {
  const preview = usePreview(slug);
  const drawn = { width: Math.min(170, step === null ? width : width - STEP_WIDTH), height: Math.min(40, height) };
  return (
    <span className={styles.picture} style={{ minHeight: drawn.height }}>
      {preview !== null && drawn.width >= 40 && drawn.height >= leastHeight(preview.fingerprint) && (
        <FingerprintDrawing fingerprint={preview.fingerprint} {...drawn} />
      )}
      {preview !== null && step !== null && (
        <span className={styles.step}>
          {Math.min(step + 1, preview.steps)} of {preview.steps}
        </span>
      )}
    </span>
  );
}
