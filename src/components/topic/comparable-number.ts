const FARTHEST = 5_000_000_000;
const MOST_DECIMALS = 6;

/** What a pattern's number must be, in words that follow "is". */
export const COMPARABLE_NUMBERS = 'between -5,000,000,000 and 5,000,000,000, with at most 6 decimals';

/** Whether event patterns compare this number at all: Event Ruler keeps numbers as fixed-point text of this range. */
export function isComparable(value: number): boolean {
  return value >= -FARTHEST && value <= FARTHEST && (Number.isInteger(value) || decimalsOf(value) <= MOST_DECIMALS);
}

/** Digits right of the decimal point in the shortest text of the number. */
function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e');
  const point = digits.indexOf('.');
  return (point < 0 ? 0 : digits.length - point - 1) - Number(exponent);
}
