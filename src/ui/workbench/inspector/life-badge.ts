import { msText } from '../../../projections/words.ts';
import type { LifeView } from '../../../projections/view.ts';
import type { StateBadgeProps } from './state-badge.tsx';

/** A component's life as a badge. */
export function lifeBadge(life: LifeView, tUs: number): StateBadgeProps {
  switch (life.state) {
    case 'up':
      return { words: 'Up', glyph: null, fault: false };
    case 'crashed':
      return { words: 'Crashed', glyph: 'crash', fault: true };
    case 'restarting':
      return {
        words: life.untilUs === null ? 'Restarting' : `Up in ${msText(life.untilUs - tUs)}`,
        glyph: 'restart',
        fault: false,
      };
    case 'paused':
      return { words: 'Paused', glyph: 'slow', fault: true };
    case 'absent':
      return { words: 'Not there yet', glyph: null, fault: false };
    case 'slow':
      return { words: `${life.factor}× slower`, glyph: 'slow', fault: false };
  }
}
