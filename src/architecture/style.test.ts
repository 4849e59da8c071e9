import { describe, expect, test } from 'vitest';
import type { Violation } from './layers.ts';
import { uncitedRules } from './rules.ts';
import { readSources, type SourceFile } from './source.ts';
import { defaultExports, MOST_LINES, tooLong, unfinishedWork, vagueNames } from './style.ts';

/** Files that are longer than the limit and still one thing, each with the reason. */
const LONG_FILES = new Map([['src/trace/entry.ts', 'the one union of everything that can happen in a run']]);

const show = ({ path, line, message }: Violation): string => `${path}:${line} ${message}`;
const file = (path: string, text = ''): SourceFile => ({ path, text });

describe('the project', () => {
  const code = readSources(['src', 'e2e', '.ci']);

  test('is read', () => {
    expect(code.map(({ path }) => path)).toContain('src/architecture/style.ts');
    expect(code.map(({ path }) => path)).toContain('.ci/test.mjs');
  });

  test('exports nothing by default', () => {
    expect(defaultExports(code).map(show)).toEqual([]);
  });

  test('names every file after what is in it', () => {
    expect(vagueNames(code).map(show)).toEqual([]);
  });

  test('leaves no note of unfinished work', () => {
    expect(unfinishedWork(readSources(['src', 'e2e', '.ci', 'public'], /\.(?!svg)\w+$/)).map(show)).toEqual([]);
  });

  test(`keeps its files under ${MOST_LINES} lines, or says why not`, () => {
    const written = readSources(['src', 'e2e', '.ci'], /\.(?:[cm]?[jt]sx?|css)$/);
    expect(tooLong(written, LONG_FILES).map(show)).toEqual([]);
  });

  test('cites every rule of its specs in a test, and no rule beside them', () => {
    expect(uncitedRules(readSources(['src', 'e2e'], /\/spec\.md$|\.test\.tsx?$|\.spec\.ts$/)).map(show)).toEqual([]);
  });
});

describe('planted', () => {
  test.each(['export default 1;', 'export default function f() {}', 'const a = 1; export { a as default };'])(
    'default export: %s',
    (text) => {
      expect(defaultExports([file('src/run/a.ts', text)])).toHaveLength(1);
      expect(defaultExports([file('e2e/playwright.config.ts', text), file('src/yaml.d.ts', text)])).toEqual([]);
    },
  );

  test('default export that is only text is none', () => {
    expect(defaultExports([file('src/run/a.ts', 'export const a = `export default 1`; // export default')])).toEqual(
      [],
    );
  });

  test.each(['src/run/utils.ts', 'src/run/index.ts', 'src/ui/util.tsx', 'src/ui/index.tsx', 'e2e/helpers.ts'])(
    'vague name: %s',
    (path) => {
      expect(vagueNames([file(path), file('src/scenario/table-index.ts')])).toHaveLength(1);
    },
  );

  test.each([
    ['TO', 'DO'],
    ['FIX', 'ME'],
  ])('unfinished work: %s%s', (...halves) => {
    const word = halves.join('');
    expect(unfinishedWork([file('src/run/a.ts', `const a = 1;\n// ${word}: later`)]).map(show)).toEqual([
      `src/run/a.ts:2 is unfinished: // ${word}: later`,
    ]);
  });

  test('long file, explained file and stale reason', () => {
    const long = 'x;\n'.repeat(MOST_LINES + 1);
    const files = [
      file('src/a.ts', long),
      file('src/b.ts', long),
      file('src/c.ts', 'x;\n'),
      file('src/d.test.ts', long),
    ];
    const reasons = new Map([
      ['src/b.ts', 'one table'],
      ['src/c.ts', 'was long once'],
      ['src/gone.ts', 'was there once'],
    ]);
    expect(tooLong(files, reasons).map(({ path }) => path)).toEqual(['src/a.ts', 'src/c.ts', 'src/gone.ts']);
  });

  test.each([
    "test('[LOG-1] keeps order', () => {});",
    "test.each([1])('[LOG-1] keeps order', () => {});",
    "test.prop([a])('[LOG-1] keeps order', () => {});",
    'it(`[LOG-1] keeps order`, () => {});',
    "describe('[LOG-1] [LOG-2] keeps order', () => {});",
  ])('citation: %s', (text) => {
    const spec = file('src/components/log/spec.md', '- [LOG-1] keeps order');
    const unknown = text.includes('LOG-2') ? ['[LOG-2] is stated by no spec.md'] : [];
    const found = uncitedRules([spec, file('src/components/log/log.test.ts', text)]);
    expect(found.map(({ message }) => message)).toEqual(unknown);
  });

  test.each([
    '// [LOG-1] keeps order',
    "test.skip('[LOG-1] keeps order', () => {});",
    "test.todo('[LOG-1] keeps order');",
    "const name = '[LOG-1] keeps order';",
  ])('citation that does not run: %s', (text) => {
    const spec = file('src/components/log/spec.md', 'Log\n\n- [LOG-1] keeps order');
    expect(uncitedRules([spec, file('src/components/log/log.test.ts', text)]).map(show)).toEqual([
      "src/components/log/spec.md:3 [LOG-1] is cited by no test's name",
    ]);
  });
});
