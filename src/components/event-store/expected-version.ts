/** Where a writer believes a stream to be: the number of its last event, or one of three looser beliefs. */
export type ExpectedVersion = number | 'any' | 'noStream' | 'streamExists';

/** The version of a stream without events. */
export const NO_EVENTS = -1;

const NAMES = new Map<unknown, ExpectedVersion>(
  (
    [
      ['any', 'any', -2],
      ['noStream', 'nostream', -1],
      ['streamExists', 'streamexists', -4],
    ] as const
  ).flatMap(([version, name, number]) => [
    [name, version],
    [number, version],
  ]),
);

/** Reads a name in any spelling, an event number, or one of KurrentDB's special numbers; null for anything else. */
export function readExpectedVersion(value: unknown): ExpectedVersion | null {
  const plain = typeof value === 'string' ? value.toLowerCase().replace(/[\s_-]/g, '') : value;
  const named = NAMES.get(plain);
  if (named !== undefined) return named;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
