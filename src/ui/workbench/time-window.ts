/** The part of virtual time that the diagram shows. */
export interface TimeWindow {
  readonly fromUs: number;
  readonly toUs: number;
}

/** The playhead stays left of this share of the window, so that some of what is to come is veiled in sight. */
const FURTHEST = 0.75;
/** At the left edge, looking back moves the window by so much. */
const BACK = 0.3;

/** The window that shows an instant: the one before as long as it does, else moved as little as is needed. */
export function windowAt(before: TimeWindow | null, nowUs: number, widthUs: number): TimeWindow {
  const fromUs = beginning(
    before !== null && before.toUs - before.fromUs === widthUs ? before.fromUs : 0,
    nowUs,
    widthUs,
  );
  return before?.fromUs === fromUs && before.toUs === fromUs + widthUs ? before : { fromUs, toUs: fromUs + widthUs };
}

function beginning(fromUs: number, nowUs: number, widthUs: number): number {
  const share = (nowUs - fromUs) / widthUs;
  if (share > FURTHEST) return Math.round(nowUs - widthUs * FURTHEST);
  // A slider reaches no further back than its left end: there, the window must make room.
  if (share <= 0) return Math.max(0, Math.round(nowUs - widthUs * BACK));
  return fromUs;
}
