/** A key as it was pressed, free of the browser. */
export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, Alt or Meta: the browser's own shortcuts. */
  readonly withModifier: boolean;
  /** Where the focus is, as far as it claims keys for itself. */
  readonly focus: 'nowhere' | 'text' | 'button' | 'radio' | 'dialog';
}

/** What a key asks for. */
export type KeyCommand =
  | {
      readonly kind:
        | 'toggle'
        | 'next-event'
        | 'previous-event'
        | 'to-start'
        | 'to-furthest'
        | 'next-step'
        | 'previous-step';
    }
  | { readonly kind: 'select-next' | 'select-previous' | 'clear' | 'follow' | 'help' }
  | { readonly kind: 'nudge'; readonly byUs: number }
  | { readonly kind: 'speed'; readonly speed: number }
  | { readonly kind: 'answer'; readonly option: number }
  | { readonly kind: 'fault'; readonly key: string };

const NUDGE_US = 100_000;
const SPEEDS: Readonly<Record<string, number>> = { '1': 0.25, '2': 0.5, '3': 1, '4': 2 };
const FAULT_KEYS = new Set(['X', 'R', 'S', 'V', 'P', 'L']);

/** What a key asks for; null: it is not ours. `options` counts the answers of the open question, 0 without one. */
export function commandFor(press: KeyPress, options: number): KeyCommand | null {
  if (press.withModifier || press.focus === 'text' || press.focus === 'dialog') return null;
  if (press.focus === 'radio' && (press.key.startsWith('Arrow') || press.key === ' ')) return null;
  if (press.focus === 'button' && (press.key === ' ' || press.key === 'Enter')) return null;
  return answerFor(press, options) ?? (press.shift ? shifted(press.key) : plain(press.key));
}

function answerFor({ key, shift }: KeyPress, options: number): KeyCommand | null {
  if (shift || key.length !== 1) return null;
  const option = key.toUpperCase().charCodeAt(0) - 'A'.charCodeAt(0);
  return option >= 0 && option < options ? { kind: 'answer', option } : null;
}

function shifted(key: string): KeyCommand | null {
  switch (key) {
    case 'ArrowRight':
      return { kind: 'nudge', byUs: NUDGE_US };
    case 'ArrowLeft':
      return { kind: 'nudge', byUs: -NUDGE_US };
    case 'N':
    case 'n':
      return { kind: 'previous-step' };
    case '?':
      return { kind: 'help' };
    default:
      return null;
  }
}

function plain(key: string): KeyCommand | null {
  switch (key) {
    case ' ':
      return { kind: 'toggle' };
    case 'ArrowRight':
      return { kind: 'next-event' };
    case 'ArrowLeft':
      return { kind: 'previous-event' };
    case 'ArrowDown':
      return { kind: 'select-next' };
    case 'ArrowUp':
      return { kind: 'select-previous' };
    case 'Home':
      return { kind: 'to-start' };
    case 'End':
      return { kind: 'to-furthest' };
    case 'PageDown':
      return { kind: 'next-step' };
    case 'PageUp':
      return { kind: 'previous-step' };
    case 'Escape':
      return { kind: 'clear' };
    case '?':
      return { kind: 'help' };
    default:
      return letter(key.toUpperCase());
  }
}

function letter(key: string): KeyCommand | null {
  const speed = SPEEDS[key];
  if (speed !== undefined) return { kind: 'speed', speed };
  if (key === 'N') return { kind: 'next-step' };
  if (key === 'F') return { kind: 'follow' };
  return FAULT_KEYS.has(key) ? { kind: 'fault', key } : null;
}
