import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ellipsis, fitLine, fitLines, stepDown, textWidth } from './text-fit.ts';

describe('text width', () => {
  it('agrees with the face it estimates', () => {
    // Measured in a browser: "Notification" at 100 px, weight 700.
    expect(textWidth('Notification', 100)).toBeCloseTo(552, -1.3);
    expect(textWidth('12345', 10, 'mono')).toBe(30);
  });

  it('gives other scripts a width', () => {
    expect(textWidth('支付', 10)).toBe(20);
    expect(textWidth('Überzahlung', 16)).toBeGreaterThan(70);
  });
});

describe('fitting', () => {
  it('keeps what fits', () => {
    expect(fitLine('Payment', 112, 16)).toEqual({ lines: ['Payment'], size: 16, cut: false });
  });

  it('wraps before it shrinks, and shrinks before it cuts', () => {
    expect(fitLines('Order service', 80, 16, 2)).toEqual({ lines: ['Order', 'service'], size: 16, cut: false });
    expect(fitLines('Notification', 80, 16, 2)).toEqual({ lines: ['Notification'], size: 14, cut: false });
    expect(fitLines('Notifications to all', 40, 16, 2).cut).toBe(true);
  });

  it('never goes under the floor of 13 px', () => {
    expect(stepDown(14)).toBe(13);
    expect(stepDown(13)).toBe(13);
    expect(stepDown(40)).toBe(34);
  });

  it('keeps the end of a number, which tells it from its neighbours', () => {
    expect(ellipsis('12345', 32, 13, 'mono', 'tail')).toBe('…345');
  });

  it('never overflows by more than one character', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 60 }),
        fc.integer({ min: 30, max: 300 }),
        fc.integer({ min: 1, max: 3 }),
        (text, width, maxLines) => {
          const fitted = fitLines(text, width, 16, maxLines);
          expect(fitted.lines.length).toBeLessThanOrEqual(maxLines);
          for (const line of fitted.lines) expect(textWidth(line, fitted.size)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
