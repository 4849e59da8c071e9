import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { US_PER_MS } from '../../kernel/time.ts';
import { wholeMs } from '../number-text.ts';
import { instantAt, xOf, type TimeAxis } from './time-axis.ts';
import styles from './space-time.module.css';

export type ScrubKey = 'Home' | 'End' | 'ArrowLeft' | 'ArrowRight';

export interface ScrubberProps {
  readonly axis: TimeAxis;
  /** Where the plot begins. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly nowUs: number;
  readonly playedUs: number;
  /** "2,350 ms, Payment is down, lag 5" */
  readonly valueText: string;
  readonly onScrub: (tUs: number) => void;
  /** Keys pressed on the slider itself; without it they go on to the page. */
  readonly onKey?: ((key: ScrubKey, shift: boolean) => void) | undefined;
  readonly children: ReactNode;
}

const KEYS: ReadonlySet<string> = new Set<ScrubKey>(['Home', 'End', 'ArrowLeft', 'ArrowRight']);
const isScrubKey = (key: string): key is ScrubKey => KEYS.has(key);

/** Makes the plot of time a slider: press or drag anywhere on it. The future cannot be reached, it was not played yet. */
export function Scrubber({
  axis,
  left,
  width,
  height,
  nowUs,
  playedUs,
  valueText,
  onScrub,
  onKey,
  children,
}: ScrubberProps) {
  const root = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const dragging = useRef(false);
  const scrub = (event: PointerEvent): void => {
    const box = root.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const x = ((event.clientX - box.left) * width) / box.width - left;
    onScrub(Math.min(playedUs, instantAt(axis, x)));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const box = root.current?.getBoundingClientRect();
    if (event.button !== 0 || box === undefined || ((event.clientX - box.left) * width) / box.width < left - 8) return;
    dragging.current = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    slider.current?.focus({ preventScroll: true });
    scrub(event);
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (dragging.current) scrub(event);
  };
  const onPointerEnd = (): void => {
    dragging.current = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (onKey === undefined || !isScrubKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    onKey(event.key, event.shiftKey);
  };
  return (
    <div
      ref={root}
      className={styles['diagram']}
      style={{ width, height }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
    >
      {children}
      <div
        ref={slider}
        className={styles['slider']}
        style={{ left: left + Math.min(axis.width, Math.max(0, xOf(axis, nowUs))), height }}
        role="slider"
        tabIndex={0}
        aria-label="Time"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.floor(playedUs / US_PER_MS)}
        aria-valuenow={Math.min(wholeMs(nowUs), Math.floor(playedUs / US_PER_MS))}
        aria-valuetext={valueText}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
