import type { ComponentSpec } from '../../scenario/scenario.ts';
import { clientSize } from '../drawing/client-node.tsx';
import { logSize } from '../drawing/log-node.tsx';
import { nodeBox } from '../drawing/node-box.ts';
import { serviceSize } from '../drawing/service-node.tsx';
import { textWidth } from '../drawing/text-fit.ts';
import { kindSize } from './kind.tsx';
import type { LogFit, NodeSize } from './placed.ts';

export interface SizeOptions {
  /** Services share this width where their names allow it; undefined: the regular width. */
  readonly snug: number | undefined;
  readonly log: Omit<LogFit, 'partitions'>;
  /** The width that a service has at most. */
  readonly widest?: number;
  /** Lines for tables below a service. */
  readonly tableLines: number;
  /** Room for tokens that wait above a service. */
  readonly inbox: boolean;
}

/** Height of one line that shows a table. */
export const TABLE_LINE = 22;
/** Air between a service and its tables: the selection ring fits. */
export const TABLE_AIR = 12;

const INBOX = 20;
/** Room for a client's name alone: a narrow stage leaves its numbers out. */
const CLIENT_NAME = 23;
/** Room for the counts of a client's outcomes, and for the words on its last one. */
const [CLIENT_OUTCOMES, CLIENT_LAST] = [18, 32];

/** How large a component is drawn on a stage. */
export function nodeSize(spec: ComponentSpec, options: SizeOptions): NodeSize {
  switch (spec.kind) {
    case 'client': {
      const narrow = options.widest !== undefined;
      const { w, h, overhang } = clientSize({ name: spec.name, bust: narrow ? 42 : 46 });
      const bottom = narrow ? CLIENT_NAME : overhang.bottom + CLIENT_OUTCOMES;
      const top = narrow ? overhang.top : CLIENT_LAST;
      return { w, h, overhang: { ...overhang, top, bottom }, kind: spec.kind, size: 16, taper: 0, log: null };
    }
    case 'service':
      return serviceBox(spec.name, options);
    case 'log': {
      const fit: LogFit = { partitions: spec.partitions, ...options.log };
      const { w, h, overhang } = logSize({ ...fit, pins: true });
      return {
        w,
        h,
        overhang: options.widest === undefined ? overhang : { ...overhang, top: 6, bottom: 4 },
        kind: spec.kind,
        size: 16,
        taper: 0,
        log: fit,
      };
    }
    default:
      return kindSize(spec, options) ?? { ...serviceBox(spec.name, options), kind: spec.kind, taper: 0 };
  }
}

/** The least width of a service whose running line ("down 1,060 ms") is not cut. */
const LEAST_WIDTH = 124;

/** The width that a service's name needs. */
export const snugWidth = (name: string): number =>
  Math.max(LEAST_WIDTH, Math.min(136, Math.ceil(textWidth(name, 16)) + 36));

function serviceBox(name: string, { snug, widest, tableLines, inbox }: SizeOptions): NodeSize {
  const regular = serviceSize({ name });
  const narrow = widest !== undefined && widest < 112;
  const size = narrow ? 15 : 16;
  const taper = narrow ? 11 : snug === undefined ? 16 : 14;
  const w = Math.min(
    widest ?? Infinity,
    snug === undefined ? regular.w : Math.min(regular.w, Math.max(snug, snugWidth(name))),
  );
  const lines = regular.h > 62 ? regular.h - 62 : 0;
  const h = (narrow ? 46 : snug === undefined ? 62 : 54) + lines;
  const box = nodeBox(w, h, 2, {
    top: inbox ? INBOX : 12,
    bottom: tableLines > 0 ? TABLE_AIR + tableLines * TABLE_LINE : narrow ? 5 : 9,
    right: narrow ? 3 : 12,
    left: narrow ? 3 : 10,
  });
  return { ...box, kind: 'service', size, taper, log: null };
}
