import { paint } from './paint.ts';

export type Pattern = 'hatch-fault' | 'hatch-ink' | 'hatch-veil' | 'dots';

/** The fill that paints `pattern`; `prefix` must match the `<Defs>` of the same SVG. */
export const patternFill = (pattern: Pattern, prefix = ''): string => `url(#${prefix}${pattern})`;

/**
 * The patterns for large areas: place once in each SVG that uses `patternFill`. Two SVGs of one page may
 * share a prefix while they have the same theme, because the definitions are then identical.
 */
export function Defs({ prefix = '' }: { readonly prefix?: string }) {
  return (
    <defs>
      <Hatch id={`${prefix}hatch-fault`} gap={7} stroke={paint('fault-line')} width={1.6} opacity={0.42} />
      <Hatch id={`${prefix}hatch-ink`} gap={6} stroke={paint('ink-1')} width={1.3} opacity={0.55} />
      <Hatch id={`${prefix}hatch-veil`} gap={9} stroke={paint('ink-1')} width={1} opacity={0.13} />
      <pattern id={`${prefix}dots`} width={24} height={24} patternUnits="userSpaceOnUse">
        <circle cx={12} cy={12} r={1.3} fill={paint('grid-dot')} />
      </pattern>
    </defs>
  );
}

function Hatch({
  id,
  gap,
  stroke,
  width,
  opacity,
}: {
  id: string;
  gap: number;
  stroke: string;
  width: number;
  opacity: number;
}) {
  return (
    <pattern id={id} width={gap} height={gap} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1={0} y1={0} x2={0} y2={gap} stroke={stroke} strokeWidth={width} opacity={opacity} />
    </pattern>
  );
}
