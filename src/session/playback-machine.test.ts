import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { playbackMachine } from './playback-machine.ts';

function playing(speed: number): { frame(elapsedMs: number): number; speed(speed: number): number } {
  const actor = createActor(playbackMachine, { input: { tUs: 0, speed } }).start();
  actor.send({ type: 'PLAY' });
  return {
    frame(elapsedMs) {
      actor.send({ type: 'FRAME', elapsedMs });
      const { dueUs } = actor.getSnapshot().context;
      actor.send({ type: 'ARRIVED', tUs: dueUs });
      return dueUs;
    },
    speed(wanted) {
      actor.send({ type: 'SPEED', speed: wanted });
      return actor.getSnapshot().context.speed;
    },
  };
}

describe('playback', () => {
  test('[SESSION-1] loses no time between frames, however short they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.001, max: 40, noNaN: true }), { minLength: 1, maxLength: 200 }),
        (frames) => {
          const player = playing(0.013);
          const tUs = frames.map((ms) => player.frame(ms)).at(-1) ?? 0;
          const exactUs = frames.reduce((sum, ms) => sum + ms, 0) * 13;
          expect(Number.isInteger(tUs)).toBe(true);
          expect(Math.abs(tUs - exactUs)).toBeLessThanOrEqual(1.001);
        },
      ),
    );
  });

  test('[SESSION-2] counts a frame for 250 ms at most', () => {
    expect(playing(1).frame(60_000)).toBe(250_000);
    expect(playing(2).frame(250)).toBe(500_000);
    expect(playing(1).frame(-5)).toBe(0);
    expect(playing(1).frame(Number.NaN)).toBe(0);
  });

  test('[SESSION-2] keeps speed within bounds', () => {
    const player = playing(1);
    expect(player.speed(1_000)).toBe(10);
    expect(player.speed(0)).toBe(0.01);
    expect(player.speed(Number.NaN)).toBe(0.01);
    expect(player.speed(0.25)).toBe(0.25);
  });

  test('stands still while paused', () => {
    const actor = createActor(playbackMachine, { input: { tUs: 5, speed: 1 } }).start();
    actor.send({ type: 'FRAME', elapsedMs: 100 });
    expect(actor.getSnapshot().context.dueUs).toBe(5);
    actor.send({ type: 'TOGGLE' });
    expect(actor.getSnapshot().matches('running')).toBe(true);
    actor.send({ type: 'NOTHING_LEFT' });
    expect(actor.getSnapshot().matches({ running: 'at-end' })).toBe(true);
    actor.send({ type: 'TOGGLE' });
    expect(actor.getSnapshot().matches('paused')).toBe(true);
  });
});
