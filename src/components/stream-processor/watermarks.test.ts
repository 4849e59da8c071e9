import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedLateness, CombinedWatermark, PerfectWatermark } from './watermarks.ts';

test('[WATERMARK-2] a heuristic watermark follows the latest event time', () => {
  const watermark = new BoundedLateness(30);
  expect(watermark.watermarkUs).toBe(-Infinity);
  expect([100, 50, 110].map((tUs) => watermark.saw(tUs))).toEqual([70, 70, 80]);
});

test('[WATERMARK-3] a perfect watermark waits for what is under way', () => {
  const watermark = new PerfectWatermark();
  for (const tUs of [30, 10, 20, 10]) watermark.sent(tUs);
  expect(watermark.watermarkUs(40)).toBe(10);
  watermark.settled(10);
  expect(watermark.watermarkUs(40)).toBe(10);
  watermark.settled(10);
  watermark.settled(30);
  expect(watermark.watermarkUs(40)).toBe(20);
  watermark.settled(20);
  expect(watermark.watermarkUs(40)).toBe(40);
  expect(() => watermark.settled(20)).toThrow('nothing of 20 us is on its way');
});

test('[WATERMARK-3] no record breaks the promise of a perfect watermark', () => {
  const delays = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 80 })), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(delays, (some) => {
      const watermark = new PerfectWatermark();
      let sentUs = 0;
      const hops = some.map(([passUs, delayUs]) => ({ sentUs: (sentUs += passUs), arrivesUs: sentUs + delayUs }));
      let promisedUs = -Infinity;
      for (let nowUs = 0; nowUs <= sentUs + 80; nowUs++) {
        for (const hop of hops) if (hop.sentUs === nowUs) watermark.sent(hop.sentUs);
        for (const hop of hops.filter(({ arrivesUs }) => arrivesUs === nowUs)) {
          expect(hop.sentUs).toBeGreaterThanOrEqual(promisedUs);
          watermark.settled(hop.sentUs);
        }
        const next = watermark.watermarkUs(nowUs);
        expect(next).toBeGreaterThanOrEqual(promisedUs);
        promisedUs = next;
      }
    }),
  );
});

test('[WATERMARK-4] the slowest input decides, unless it is idle', () => {
  const watermark = new CombinedWatermark(['left', 'right']);
  expect(watermark.advance('left', 50)).toBe(-Infinity);
  expect(watermark.advance('right', 20)).toBe(20);
  expect(watermark.idle('right')).toBe(50);
  expect(watermark.advance('right', 30)).toBe(50);
  expect(watermark.advance('left', 70)).toBe(50);
  expect(watermark.advance('right', 60)).toBe(60);
  expect([watermark.idle('left'), watermark.idle('right'), watermark.watermarkUs]).toEqual([60, 60, 60]);
  expect(() => watermark.advance('middle', 1)).toThrow('middle is no input');
});
