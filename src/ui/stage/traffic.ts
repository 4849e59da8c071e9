import type { Flight } from '../../projections/view.ts';
import { headingAt, lengthOf, ride } from '../drawing/curve.ts';
import { densityOf } from '../drawing/density.ts';
import type { Point } from '../drawing/shape.ts';
import type { TokenKind } from '../drawing/token-kind.ts';
import type { FlightPath, FlightPaths } from './flight-path.ts';
import { shareOf } from './share-of.ts';
import { tokenKindOf } from './token-kind-of.ts';

export interface StageToken {
  readonly flight: Flight;
  readonly kind: TokenKind;
  readonly at: Point;
  readonly size: number;
  /** Beside it: the number, or what it is and its number where there is room. */
  readonly number: string | undefined;
  readonly numberAt: 'above' | 'below' | 'right';
  readonly glyph: string | undefined;
  readonly rotate: number;
  readonly followed: boolean;
}

export interface StageRibbon {
  readonly key: string;
  readonly way: FlightPath;
  readonly kind: TokenKind;
  readonly count: number;
  /** Messages a second. */
  readonly rate: number;
  /** How far its ticks have come, in px. */
  readonly offset: number;
}

export interface Traffic {
  readonly tokens: readonly StageToken[];
  readonly ribbons: readonly StageRibbon[];
}

export interface TrafficOptions {
  readonly tUs: number;
  /** The correlation id of the followed message. */
  readonly followed: number | null;
  /** Most tokens on the stage; crowded links become ribbons first. */
  readonly most?: number;
  /** Reduced motion: a token stands at its sender, in the middle or at its receiver. */
  readonly jumps?: boolean;
}

interface Lane {
  readonly way: FlightPath;
  readonly flights: Flight[];
  small: boolean;
  ribbon: boolean;
}

/** What is drawn for the messages under way: tokens where they can be told apart, ribbons where they are many. */
export function trafficOf(flights: readonly Flight[], paths: FlightPaths, options: TrafficOptions): Traffic {
  const special: [Flight, FlightPath][] = [];
  const lanes = new Map<string, Lane>();
  for (const flight of flights) {
    const way = paths.of(flight);
    if (way === null) continue;
    if (isSpecial(flight, options.followed)) special.push([flight, way]);
    else {
      const lane = lanes.get(way.key);
      if (lane === undefined) lanes.set(way.key, { way, flights: [flight], small: false, ribbon: false });
      else lane.flights.push(flight);
    }
  }
  const all = [...lanes.values()];
  thinOut(all, (options.most ?? 60) - special.length);
  const tokens = all
    .filter(({ ribbon }) => !ribbon)
    .flatMap(({ way, flights: on, small }) => on.map((flight) => tokenOf(flight, way, small, options)));
  return {
    tokens: [...tokens, ...special.map(([flight, way]) => tokenOf(flight, way, false, options))],
    ribbons: all.filter(({ ribbon }) => ribbon).map((lane) => ribbonOf(lane, options.tUs)),
  };
}

/** Failures, poison and the followed message stay tokens at any density. */
function isSpecial({ message }: Flight, followed: number | null): boolean {
  return message.kind === 'error' || message.poison || message.correlationId === followed;
}

function thinOut(lanes: readonly Lane[], most: number): void {
  for (const lane of lanes) {
    const density = densityOf(lane.flights.length);
    lane.small = density === 'small-tokens';
    lane.ribbon = density === 'ribbon' || density === 'rate';
  }
  const drawn = lanes.filter(({ ribbon }) => !ribbon).sort((a, b) => b.flights.length - a.flights.length);
  let count = drawn.reduce((sum, { flights }) => sum + flights.length, 0);
  for (const lane of drawn) {
    if (count <= most || lane.flights.length < 2) break;
    lane.ribbon = true;
    count -= lane.flights.length;
  }
}

/** Where a flight's token is at `tUs`: the point on its way, in proportion to the time. */
export function tokenAt(flight: Flight, way: FlightPath, tUs: number, jumps = false): Point {
  const share = shareOf(tUs, flight.sentUs, flight.dueUs);
  const [x, y] = ride(way.path, jumps ? Math.round(share * 2) / 2 : share, way.clearance);
  return way.vertical ? [x - way.aside, y] : [x, y + way.aside];
}

function tokenOf(
  flight: Flight,
  way: FlightPath,
  small: boolean,
  { tUs, followed, jumps = false }: TrafficOptions,
): StageToken {
  const { message, duplicate } = flight;
  const kind = tokenKindOf(flight);
  const named = way.vertical && (kind === 'command' || kind === 'query' || kind === 'reply' || kind === 'error');
  return {
    flight,
    kind,
    at: tokenAt(flight, way, tUs, jumps),
    size: small ? 16 : 25,
    number: small || kind === 'ack' ? undefined : named ? `${message.name} ${message.label}` : message.label,
    numberAt: way.vertical ? 'right' : way.aside > 0 ? 'below' : 'above',
    glyph: duplicate && kind !== 'duplicate' && kind !== 'ack' ? '×2' : undefined,
    rotate: kind === 'command' ? quarterTurns(headingAt(way.path, shareOf(tUs, flight.sentUs, flight.dueUs))) : 0,
    followed: message.correlationId === followed,
  };
}

/** A tag points at its receiver: to the right unless it goes back, down or up. */
function quarterTurns(heading: number): number {
  if (Math.abs(heading) <= 62) return 0;
  if (Math.abs(heading) >= 118) return 180;
  return heading > 0 ? 90 : -90;
}

function ribbonOf({ way, flights }: Lane, tUs: number): StageRibbon {
  let wholeUs = 0;
  const kinds = new Map<TokenKind, number>();
  for (const flight of flights) {
    wholeUs += flight.dueUs - flight.sentUs;
    const one = tokenKindOf(flight);
    kinds.set(one, (kinds.get(one) ?? 0) + 1);
  }
  const meanUs = wholeUs / flights.length;
  const [kind] = [...kinds].reduce((most, entry) => (entry[1] > most[1] ? entry : most));
  const length = lengthOf(way.path);
  return {
    key: way.key,
    way,
    kind,
    count: flights.length,
    rate: meanUs === 0 ? 0 : (flights.length * 1_000_000) / meanUs,
    offset: meanUs === 0 ? 0 : (tUs / meanUs) * length,
  };
}
