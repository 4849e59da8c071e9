import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInterventions } from './intervention-codec.ts';
import { loadScenario } from './load.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';

/** What loading may come back with, whatever it is given: a scenario or problems, each a sentence with a place. */
function isAnAnswer(source: unknown, options = {}): boolean {
  const loaded = loadScenario(source, options);
  if (loaded.ok) return loaded.scenario.id !== '';
  const isText = typeof source === 'string';
  return (
    loaded.problems.length > 0 &&
    loaded.problems.every(
      ({ line, column, message }) =>
        message.length > 5 && (isText ? Number(line) >= 1 && Number(column) >= 1 : line === null && column === null),
    )
  );
}

describe('[DOC-1] loading never throws', () => {
  test('on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => isAnAnswer(text)));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'{}[]:-,?&*!|>\'"%@`# \n\ta1=.~')), (characters) =>
        isAnAnswer(characters.join('')),
      ),
    );
  });

  test('on any data', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (data) => isAnAnswer(data),
      ),
    );
    fc.assert(fc.property(fc.json(), (text) => isAnAnswer(text, { format: 'json' })));
  });

  test('on the sample with any piece of it replaced by any other text', () => {
    const piece = fc.tuple(fc.nat({ max: SAMPLE_DOCUMENT.length }), fc.nat({ max: 20 }), fc.string({ maxLength: 12 }));
    fc.assert(
      fc.property(piece, ([start, length, text]) =>
        isAnAnswer(SAMPLE_DOCUMENT.slice(0, start) + text + SAMPLE_DOCUMENT.slice(start + length)),
      ),
      { numRuns: 100 },
    );
  }, 20_000);

  test('on the sample with any value replaced by any other', () => {
    const loaded = loadScenario(SAMPLE_DOCUMENT);
    const document = loaded.ok ? loaded.document : null;
    const paths = pathsIn(document);
    expect(paths.length).toBeGreaterThan(80);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 3 }), (path, value) =>
        isAnAnswer(replaced(document, path, value)),
      ),
      { numRuns: 200 },
    );
  }, 20_000);

  test('on what only looks like data', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const trap = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('trap');
        },
      },
    );
    const thrower = {
      get title(): string {
        throw new Error('getter');
      },
    };
    const hostile = JSON.parse('{"eventually":1,"__proto__":{"polluted":true}}') as unknown;
    for (const value of [circle, trap, thrower, hostile, () => 1, Symbol('x'), undefined, null, 5n, [circle]]) {
      expect(isAnAnswer(value)).toBe(true);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test.each([
    '[',
    '{',
    '- ',
    '? ',
    'a: ',
    '&a ',
    '!a ',
    '*a ',
    ']',
    '}',
    ',',
    '"',
    "'",
    '--- \n',
    '\n',
    '[a,',
    ': ',
    '|\n',
    '%',
    '=',
    '&a [',
    '- \n  ',
  ])('nor takes for ever, on 256 kB of %j', (piece) => {
    expect(isAnAnswer(piece.repeat(Math.floor(262_144 / piece.length)))).toBe(true);
  });

  test('on any interventions', () => {
    const sample = loadScenario(SAMPLE_DOCUMENT);
    if (!sample.ok) throw new Error('the sample does not load');
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.string(), fc.json()),
        (source) => typeof parseInterventions(source, sample.scenario).ok === 'boolean',
      ),
    );
  });
});

function pathsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

function replaced(value: unknown, [first, ...rest]: readonly string[], by: unknown): unknown {
  if (first === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string, unknown>;
  copy[first] = replaced(copy[first], rest, by);
  return copy;
}
