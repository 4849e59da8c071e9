import { describe, expect, it } from 'vitest';
import { commandFor, type KeyPress } from './keyboard.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shift: false,
  withModifier: false,
  focus: 'nowhere',
  ...more,
});

describe('keys', () => {
  it.each([
    [' ', 'toggle'],
    ['ArrowRight', 'next-event'],
    ['ArrowLeft', 'previous-event'],
    ['Home', 'to-start'],
    ['End', 'to-furthest'],
    ['n', 'next-step'],
    ['PageDown', 'next-step'],
    ['PageUp', 'previous-step'],
    ['ArrowDown', 'select-next'],
    ['ArrowUp', 'select-previous'],
    ['Escape', 'clear'],
    ['f', 'follow'],
    ['?', 'help'],
  ])('%j asks for %s', (key, kind) => {
    expect(commandFor(press(key), 0)).toMatchObject({ kind });
  });

  it('moves by 100 ms with Shift and an arrow', () => {
    expect(commandFor(press('ArrowRight', { shift: true }), 0)).toEqual({ kind: 'nudge', byUs: 100_000 });
    expect(commandFor(press('ArrowLeft', { shift: true }), 0)).toEqual({ kind: 'nudge', byUs: -100_000 });
  });

  it('goes a step back with Shift N', () => {
    expect(commandFor(press('N', { shift: true }), 0)).toEqual({ kind: 'previous-step' });
  });

  it.each([
    ['1', 0.25],
    ['2', 0.5],
    ['3', 1],
    ['4', 2],
  ])('%s sets the speed %d', (key, speed) => {
    expect(commandFor(press(key), 0)).toEqual({ kind: 'speed', speed });
  });

  it.each(['x', 'r', 's', 'v', 'p', 'l'])('%s is a fault', (key) => {
    expect(commandFor(press(key), 0)).toEqual({ kind: 'fault', key: key.toUpperCase() });
  });

  it('answers the open question with its letters, and with no others', () => {
    expect(commandFor(press('b'), 3)).toEqual({ kind: 'answer', option: 1 });
    expect(commandFor(press('d'), 3)).toBeNull();
    expect(commandFor(press('a'), 0)).toBeNull();
  });

  it('leaves keys to where the focus is', () => {
    expect(commandFor(press('x', { focus: 'text' }), 0)).toBeNull();
    expect(commandFor(press('PageDown', { focus: 'dialog' }), 0)).toBeNull();
    expect(commandFor(press(' ', { focus: 'button' }), 0)).toBeNull();
    expect(commandFor(press('ArrowDown', { focus: 'radio' }), 0)).toBeNull();
    expect(commandFor(press('PageDown', { focus: 'radio' }), 0)).toEqual({ kind: 'next-step' });
    expect(commandFor(press('ArrowRight', { focus: 'button' }), 0)).toEqual({ kind: 'next-event' });
  });

  it("leaves the browser's own shortcuts alone", () => {
    expect(commandFor(press('r', { withModifier: true }), 0)).toBeNull();
    expect(commandFor(press('p', { withModifier: true }), 3)).toBeNull();
  });
});
