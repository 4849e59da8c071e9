/** One line of the grid, a column or a row: what stands on it is centred on it. */
export interface Track {
  /** Its place on the grid. */
  readonly at: number;
  /** What the largest thing on it reaches to either side of its centre, in px. */
  readonly before: number;
  readonly after: number;
}

/** The centres of two tracks, by index, are at least `distance` px apart. */
export interface Apart {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

export interface TrackSpace {
  readonly from: number;
  readonly to: number;
  /** Most px between the centres of two tracks whose places differ by one. */
  readonly largestStep: number;
  /** `gaps` shares out the room between the bodies, `centres` the distance between the centres. */
  readonly even: 'gaps' | 'centres';
  /** Shares of the room between neighbours, for `gaps`. */
  readonly weights?: readonly number[];
}

export interface PlacedTracks {
  readonly centres: readonly number[];
  /** How many px are missing; 0 where everything fits. */
  readonly lack: number;
}

/**
 * Places the tracks, sorted by `at`, in a space: evenly, then pushed apart where two would come too close. Where the
 * space is too small they overflow its end by `lack`.
 */
export function placeTracks(tracks: readonly Track[], aparts: readonly Apart[], space: TrackSpace): PlacedTracks {
  const targets = space.even === 'gaps' ? evenGaps(tracks, space) : evenCentres(tracks, space);
  const bySecond = grouped(aparts, 'second');
  const byFirst = grouped(aparts, 'first');
  const earliest: number[] = [];
  const pushed: number[] = [];
  tracks.forEach((track, i) => {
    const after = (centres: readonly number[]): number =>
      (bySecond.get(i) ?? []).reduce(
        (most, { first, distance }) => Math.max(most, (centres[first] as number) + distance),
        space.from + track.before,
      );
    earliest.push(after(earliest));
    pushed.push(Math.max(targets[i] as number, after(pushed)));
  });
  const lack = Math.max(0, ...latestBy(tracks, byFirst, space.to).map((latest, i) => (earliest[i] as number) - latest));
  const centres = [...pushed];
  for (let i = tracks.length - 1; i >= 0; i--) {
    const limit = (byFirst.get(i) ?? []).reduce(
      (least, { second, distance }) => Math.min(least, (centres[second] as number) - distance),
      space.to + lack - (tracks[i] as Track).after,
    );
    centres[i] = Math.min(centres[i] as number, limit);
  }
  return { centres, lack: Math.ceil(lack) };
}

/** The furthest that each track's centre may stand, seen from the end of the space. */
function latestBy(tracks: readonly Track[], byFirst: ReadonlyMap<number, readonly Apart[]>, to: number): number[] {
  const latest: number[] = [];
  for (let i = tracks.length - 1; i >= 0; i--) {
    latest[i] = (byFirst.get(i) ?? []).reduce(
      (least, { second, distance }) => Math.min(least, (latest[second] as number) - distance),
      to - (tracks[i] as Track).after,
    );
  }
  return latest;
}

function grouped(aparts: readonly Apart[], by: 'first' | 'second'): Map<number, Apart[]> {
  const groups = new Map<number, Apart[]>();
  for (const apart of aparts) {
    const group = groups.get(apart[by]);
    if (group === undefined) groups.set(apart[by], [apart]);
    else group.push(apart);
  }
  return groups;
}

function evenCentres(tracks: readonly Track[], { from, to, largestStep }: TrackSpace): number[] {
  const [first, last] = [tracks[0], tracks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = last.at - first.at;
  const room = to - from - first.before - last.after;
  const step = span === 0 ? 0 : Math.min(largestStep, room / span);
  const start = from + first.before + (room - step * span) / 2;
  return tracks.map(({ at }) => start + (at - first.at) * step);
}

function evenGaps(tracks: readonly Track[], space: TrackSpace): number[] {
  const weights = tracks.slice(1).map((track, i) => (track.at - (tracks[i] as Track).at) * (space.weights?.[i] ?? 1));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const bodies = tracks.reduce((sum, { before, after }) => sum + before + after, 0);
  const room = space.to - space.from - bodies;
  if (whole === 0) return evenCentres(tracks, space);
  const unit = Math.min(room / whole, space.largestStep);
  let edge = space.from + (room - unit * whole) / 2;
  return tracks.map(({ before, after }, i) => {
    const centre = edge + before;
    edge = centre + after + unit * (weights[i] ?? 0);
    return centre;
  });
}
