type Hue = 'event' | 'command' | 'query' | 'policy' | 'external' | 'aggregate' | 'fault';
type Role = 'fill' | 'line' | 'text' | 'wash';

/** A colour token of the design language; the theme gives it its value. */
export type Colour =
  | `${Hue}-${Role}`
  | `paper-${'stage' | 'panel' | 'raised' | 'sunk'}`
  | `ink-${'1' | '2' | '3' | 'inverse' | 'wash' | 'veil' | 'shadow'}`
  | 'rule'
  | 'rule-strong'
  | 'grid-dot'
  | 'on-hue'
  | 'on-fault';

/** The paint value of a colour token, for `fill` and `stroke`. */
export const paint = (colour: Colour): string => `var(--${colour})`;
