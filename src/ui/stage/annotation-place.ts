import type { Point } from '../drawing/shape.ts';
import { fitLines, textWidth } from '../drawing/text-fit.ts';
import { linkId } from '../../trace/link-id.ts';
import { touch, withOverhang, type Box, type StageLayout } from './placed.ts';
import { hits } from './routes.ts';

export interface Annotation {
  /** The component, or the link `a~b`, that it is about. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
}

export interface PlacedAnnotation {
  readonly title: readonly string[];
  readonly text: readonly string[];
  readonly box: Box;
  readonly leader: readonly [Point, Point];
}

const TITLE = 18;
const TEXT = 15;
const [TITLE_LINE, TEXT_LINE] = [21, 19];
const WIDTHS = [300, 250, 200, 160] as const;
const GRID = 12;
const EDGE = 10;
/** The best length of a leader line. */
const LEADER = 30;

/** Lines and baselines of an annotation, for its drawing. */
export const ANNOTATION_TYPE = { title: TITLE, text: TEXT, titleLine: TITLE_LINE, textLine: TEXT_LINE } as const;

/** Puts an annotation in free space near what it is about, with a leader line; null: that is not on the stage. */
export function placeAnnotation({ at, title, text }: Annotation, layout: StageLayout): PlacedAnnotation | null {
  const target = targetOf(at, layout);
  if (target === null) return null;
  const obstacles = [...[...layout.nodes.values()].map(withOverhang), ...[...layout.tables.values()].map(tableBox)];
  let best: (PlacedAnnotation & { cost: number }) | null = null;
  for (const width of layout.portrait ? WIDTHS.slice(1) : WIDTHS) {
    const set = typeset(title, text, width);
    for (let y = EDGE; y + set.height <= layout.height - EDGE; y += GRID) {
      for (let x = EDGE; x + set.width <= layout.width - EDGE; x += GRID) {
        const box = { x, y, width: set.width, height: set.height };
        const { leader, cost: leaderCost } = leaderBetween(target, box);
        // Narrow columns of words read worse than wide ones.
        let cost = leaderCost + (300 - width) / 5;
        if (best !== null && cost >= best.cost) continue;
        cost += obstacles.filter((obstacle) => touch(box, obstacle, 4)).length * 1_000;
        if (best !== null && cost >= best.cost) continue;
        for (const { path } of layout.links.values()) cost += hits(path, [box], 6) * 40;
        cost +=
          [...layout.nodes.values()].filter((node) => node !== layout.nodes.get(at) && crosses(leader, node)).length *
          300;
        if (best === null || cost < best.cost) best = { title: set.title, text: set.text, box, leader, cost };
      }
    }
  }
  return best;
}

function targetOf(at: string, layout: StageLayout): Box | null {
  const node = layout.nodes.get(at);
  if (node !== undefined) {
    const tables = layout.tables.get(at);
    const box = withOverhang(node);
    // The selection ring stays clear of the leader, labels below a body belong to it.
    const bottom = Math.max(box.y + box.height, tables === undefined ? 0 : tables.y + tables.height + 4);
    return { x: node.x, y: box.y, width: node.width, height: bottom - box.y };
  }
  const link = [...layout.links.values()].find(({ edge }) => edge.id === at || linkId(edge.from, edge.to) === at);
  if (link === undefined) return null;
  const [x, y] = link.labelAt;
  return { x: x - 8, y: y - 8, width: 16, height: 16 };
}

const tableBox = ({ x, y, width, height, slots }: { readonly slots: number } & Box): Box =>
  slots === 0 ? { x, y, width, height } : { x, y: y - 26, width, height: height + 26 };

function typeset(
  title: string,
  text: string,
  width: number,
): { title: readonly string[]; text: readonly string[]; width: number; height: number } {
  const titleLines = fitLines(title, width, TITLE, 3, 'display').lines;
  const textLines = text === '' ? [] : fitLines(text, width, TEXT, 6).lines;
  const widths = [
    ...titleLines.map((line) => textWidth(line, TITLE, 'display')),
    ...textLines.map((line) => textWidth(line, TEXT)),
  ];
  return {
    title: titleLines,
    text: textLines,
    width: Math.min(width, Math.max(...widths)),
    height: titleLines.length * TITLE_LINE + textLines.length * TEXT_LINE + 4,
  };
}

/** The straight line between two boxes, upright or level where they face each other. */
function leaderBetween(target: Box, box: Box): { leader: readonly [Point, Point]; cost: number } {
  const x = shared(target.x, target.width, box.x, box.width);
  const y = shared(target.y, target.height, box.y, box.height);
  const [tx, ty] = [target.x + target.width / 2, target.y + target.height / 2];
  const [bx, by] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x !== null) {
    const [a, b] = by > ty ? [target.y + target.height + 2, box.y - 3] : [target.y - 2, box.y + box.height + 3];
    return {
      leader: [
        [x, a],
        [x, b],
      ],
      cost: strain((by > ty ? 1 : -1) * (b - a)) + Math.abs(bx - tx) / 6,
    };
  }
  if (y !== null) {
    const [a, b] = bx > tx ? [target.x + target.width + 10, box.x - 6] : [target.x - 12, box.x + box.width + 6];
    return {
      leader: [
        [a, y],
        [b, y],
      ],
      cost: strain((bx > tx ? 1 : -1) * (b - a)) + Math.abs(by - ty) / 6 + 30,
    };
  }
  const from: Point = [
    bx > tx ? target.x + target.width + 4 : target.x - 4,
    by > ty ? target.y + target.height : target.y,
  ];
  const to: Point = [bx > tx ? box.x - 4 : box.x + box.width + 4, by > ty ? box.y - 3 : box.y + box.height + 3];
  return { leader: [from, to], cost: 120 + Math.hypot(to[0] - from[0], to[1] - from[1]) };
}

/** A place both spans have, in the middle of it; null: none. */
function shared(a: number, aLength: number, b: number, bLength: number): number | null {
  const [from, to] = [Math.max(a, b) + 6, Math.min(a + aLength, b + bLength) - 6];
  return from > to ? null : (from + to) / 2;
}

/** What a leader of this length costs: too near is worse than too far. */
function strain(length: number): number {
  if (length < 12) return 500 + Math.abs(length);
  return Math.abs(length - LEADER);
}

function crosses([a, b]: readonly [Point, Point], box: Box): boolean {
  for (let i = 1; i < 12; i++) {
    const [x, y] = [a[0] + ((b[0] - a[0]) * i) / 12, a[1] + ((b[1] - a[1]) * i) / 12];
    if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height) return true;
  }
  return false;
}
