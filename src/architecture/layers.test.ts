import { describe, expect, test } from 'vitest';
import { checkLayers, LAYERS, layerOf, type Violation } from './layers.ts';
import { isCode, readSources } from './source.ts';

const show = ({ path, line, message }: Violation): string => `${path}:${line} ${message}`;
const check = (path: string, text: string): string[] => checkLayers([{ path, text }]).map(show);

describe('the project', () => {
  const files = readSources(['src'], /./);
  const code = files.filter((file) => isCode(file.path));

  test('keeps to its layers', () => {
    expect(checkLayers(files).map(show)).toEqual([]);
  });

  test('has no folder below src that is not a layer', () => {
    const folders = new Set(files.map((file) => layerOf(file.path)).filter((name) => name !== null));
    expect([...folders].filter((name) => !(name in LAYERS))).toEqual([]);
    expect(folders.size).toBeGreaterThan(1);
  });

  const held = [...new Set(code.map((file) => layerOf(file.path)).filter((name) => name !== null))];
  test.each(held)('has files of %s that the check reads', (layer) => {
    const planted = code
      .filter((file) => layerOf(file.path) === layer)
      .map((file) => ({ ...file, text: `${file.text}\nimport '../../../../../outside.ts';\n` }));
    expect(planted.length).toBeGreaterThan(0);
    const caught = new Set(checkLayers(planted).map((violation) => violation.path));
    expect([...caught].sort()).toEqual(planted.map((file) => file.path).sort());
  });
});

describe('a planted import', () => {
  test.each([
    ['import', `import { log } from '../run/simulate.ts';`],
    ['import for its effects', `import '../run/simulate.ts';`],
    ['import type', `import type { Log } from '../run/simulate.ts';`],
    ['inline type import', `import { type Log } from '../run/simulate.ts';`],
    ['type query', `export type Log = import('../run/simulate.ts').Log;`],
    ['dynamic import', `export const later = () => import('../run/simulate.ts');`],
    ['dynamic import of a template', 'export const later = () => import(`../run/simulate.ts`);'],
    ['re-export', `export { log } from '../run/simulate.ts';`],
    ['re-export of a type', `export type { Log } from '../run/simulate.ts';`],
    ['re-export of everything', `export * from '../run/simulate.ts';`],
    ['named re-export of everything', `export * as run from '../run/simulate.ts';`],
    ['require', `const run = require('../run/simulate.ts');`],
    ['import equals', `import run = require('../run/simulate.ts');`],
    ['worker', `new Worker(new URL('../run/simulate.ts', import.meta.url));`],
    ['glob', `export const all = import.meta.glob('../run/*.ts');`],
    ['list of globs', `export const all = import.meta.glob(['./*.ts', '../run/*.ts']);`],
    ['import spread over lines', `import {\n  log,\n} from\n  '../run/simulate.ts';`],
    ['import after misleading text', `const a = '/*'; // '\nconst b = /["'\`]/;\nimport x from '../run/simulate.ts';`],
  ])('to the right is caught: %s', (_, text) => {
    const [violation, ...more] = check('src/scenario/load.ts', text);
    expect(violation).toMatch(/^src\/scenario\/load\.ts:\d+ scenario must not import run \(/);
    expect(more).toEqual([]);
  });

  test('that only stands in a comment or a string is not one', () => {
    const text = `// import '../run/a.ts';\n/* import '../run/a.ts'; */\nexport const s = "import '../run/a.ts'";`;
    expect(check('src/scenario/load.ts', text)).toEqual([]);
  });

  test('names the line', () => {
    expect(check('src/kernel/clock.ts', `export {};\n\nimport type { E } from '../trace/entry.ts';`)).toEqual([
      'src/kernel/clock.ts:3 kernel must not import trace (../trace/entry.ts)',
    ]);
  });

  test.each([
    ['src/kernel/clock.ts', '../trace/entry.ts'],
    ['src/components/log/log.ts', '../../run/simulate.ts'],
    ['src/projections/stage.ts', '../components/port.ts'],
    ['src/projections/stage.ts', '../components/log/log.ts'],
    ['src/projections/stage.ts', '../run/simulate.ts'],
    ['src/run/simulate.ts', '../projections/stage.ts'],
    ['src/share/link.ts', '../session/playback.ts'],
    ['src/session/playback.ts', '../ui/main.tsx'],
    ['src/cli/run.ts', '../session/playback.ts'],
    ['src/cli/run.ts', '../ui/main.tsx'],
    ['src/bench/bench.ts', '../ui/main.tsx'],
    ['src/ui/main.tsx', '../cli/run.ts'],
    ['src/run/simulate.ts', '../scenarios/sync-vs-async.yaml'],
    ['src/scenarios/sync-vs-async.test.ts', '../session/playback.ts'],
    ['src/run/simulate.test.ts', '../projections/stage.ts'],
    ['src/kernel/clock.ts', '../architecture/layers.ts'],
    ['src/kernel/clock.ts', '../../e2e/fixtures.ts'],
    ['src/kernel/clock.ts', '../../vite.config.ts'],
    ['src/components/log/log.ts', '../service/service.ts'],
    ['src/components/log/log.test.ts', '../service/service.ts'],
    ['src/elsewhere/thing.ts', './other.ts'],
    ['src/loose.ts', './kernel/clock.ts'],
  ])('from %s to %s is caught', (path, specifier) => {
    expect(check(path, `import type { A } from '${specifier}';`)).toHaveLength(1);
  });

  test.each([
    ['src/trace/log.ts', '../kernel/clock.ts'],
    ['src/trace/log.ts', './entry.ts'],
    ['src/components/log/log.ts', '../port.ts'],
    ['src/components/log/log.ts', './partition.ts'],
    ['src/components/catalog.ts', './log/log.ts'],
    ['src/projections/stage.ts', '../scenario/document.ts'],
    ['src/projections/stage.test.ts', '../run/simulate.ts'],
    ['src/run/simulate.test.ts', '../scenarios/sync-vs-async.yaml?raw'],
    ['src/scenarios/sync-vs-async.test.ts', '../projections/stage.ts'],
    ['src/session/catalog.ts', '../scenarios/sync-vs-async.yaml'],
    ['src/ui/workbench/stage.tsx', '../../projections/stage.ts'],
    ['src/cli/run.ts', '../share/link.ts'],
    ['src/bench/bench.ts', '../session/playback.ts'],
  ])('from %s to %s is allowed', (path, specifier) => {
    expect(check(path, `import type { A } from '${specifier}';`)).toEqual([]);
  });

  test('to another component through a shared file is caught', () => {
    const files = [
      { path: 'src/components/log/log.ts', text: `import { a } from '../shared.ts';` },
      { path: 'src/components/shared.ts', text: `export * from './more.ts';` },
      { path: 'src/components/more.ts', text: `export { a } from './service/service.ts';` },
    ];
    expect(checkLayers(files).map(show)).toEqual([
      'src/components/log/log.ts:1 component log reaches component service through src/components/shared.ts',
    ]);
  });

  test.each(['react', 'react/jsx-runtime', 'react-dom/client', 'zustand', '@xstate/react', '@radix-ui/react-dialog'])(
    'of %s below session is caught, in tests too',
    (name) => {
      expect(check('src/run/simulate.ts', `import '${name}';`)).toHaveLength(1);
      expect(check('src/run/simulate.test.ts', `import '${name}';`)).toHaveLength(1);
      expect(check('src/ui/main.tsx', `import '${name}';`)).toEqual([]);
    },
  );

  test("of Node's own modules is caught in what must run in a browser", () => {
    const text = `import { readFileSync } from 'node:fs';`;
    expect(check('src/scenario/load.ts', text)).toHaveLength(1);
    expect(check('src/ui/main.tsx', text)).toHaveLength(1);
    expect(check('src/scenario/load.test.ts', text)).toEqual([]);
    expect(check('src/cli/run.ts', text)).toEqual([]);
  });

  test('that is computed is caught below session', () => {
    expect(check('src/run/simulate.ts', 'export const load = (x: string) => import(x);')).toHaveLength(1);
  });
});

describe('a planted global', () => {
  test.each([
    'Date.now()',
    'new Date()',
    'Date()',
    'new Date(2020, 1)',
    'performance.now()',
    'Math.random()',
    "Math['random']()",
    'setTimeout(() => 1, 5)',
    'setInterval(() => 1, 5)',
    'setImmediate(() => 1)',
    'requestAnimationFrame(() => 1)',
    'clearTimeout(1)',
    'window.name',
    'document.title',
    'navigator.language',
    "localStorage.getItem('a')",
    'globalThis.setTimeout(() => 1)',
    'self.performance',
    'crypto.randomUUID()',
    "fetch('x')",
    'process.env',
    '[1].map(setTimeout)',
    '{ setTimeout }',
    '`${Date.now()}`',
    '(Date as unknown)',
  ])('is caught below session: %s', (expression) => {
    const text = `export const x = (${expression});`;
    expect(check('src/share/link.ts', text)).toHaveLength(1);
    expect(check('src/kernel/clock.ts', text)).toHaveLength(1);
    expect(check('src/session/playback.ts', text)).toEqual([]);
    expect(check('src/share/link.test.ts', text)).toEqual([]);
  });

  test.each([
    'const { random } = Math; export { random };',
    'const m = Math; export { m };',
    'declare const performance: { now(): number }; export const t = performance.now();',
    'export function f(wait = setTimeout) { return wait; }',
    'export class A { at = Date.now(); }',
    'function f(document: string) { return document; }\nexport const t = document;',
    'export default Date;',
  ])('in disguise is caught: %s', (text) => {
    expect(check('src/projections/stage.ts', text)).toHaveLength(1);
  });

  test.each([
    'Math.log(2)',
    'Math.exp(2)',
    'Math.pow(2, 3)',
    'Math.sin(1)',
    'Math.hypot(3, 4)',
    'Math.cbrt(8)',
    'Math.atan2(1, 2)',
    '10 ** 3',
    '2 ** n',
    '2 ** 0.5',
    '(-8) ** 2',
    "'a'.localeCompare('b')",
    '(5).toLocaleString()',
    'new Intl.Collator()',
  ])('of inexact arithmetic is caught up to run: %s', (expression) => {
    const text = `export const x = (${expression});`;
    expect(check('src/run/simulate.ts', text)).toHaveLength(1);
    expect(check('src/kernel/exact.ts', text)).toHaveLength(1);
    expect(check('src/projections/stage.ts', text)).toEqual([]);
    expect(check('src/kernel/exact.test.ts', text)).toEqual([]);
  });

  test('in an assignment is caught: **=', () => {
    expect(check('src/kernel/exact.ts', 'let x = 2; x **= 2; export { x };')).toHaveLength(1);
  });

  test.each([
    'export class VirtualClock { setTimeout(f: () => void, ms: number) { return [f, ms]; } clearTimeout() {} }',
    'export const clock = { setTimeout: (f: () => void) => f };',
    'export const arm = (clock: { setTimeout(f: () => void): number }) => clock.setTimeout(() => {});',
    'export interface Clock { setTimeout(f: () => void, ms: number): number; readonly performance: Date }',
    'export const load = (document: { title: string }) => document.title;',
    'export const load = ({ window, history: location }: Record<string, number>) => [window, location];',
    'for (const history of [1, 2]) { use(history); }',
    'export const x = Math.sqrt(2) + Math.imul(3, 4) + Math.floor(2.5) + Math.max(1, 2);',
    'const history: number[] = []; export { history };',
    'export const x = 2 ** 32 + 2 ** -53;',
    "import { document } from './document.ts'; export const title = document;",
    '/* Date.now() */ export const s = "Math.random()"; // setTimeout()',
    'export type Handle = ReturnType<typeof setTimeout>;',
  ])('is not seen where there is none: %s', (text) => {
    expect(check('src/kernel/clock.ts', text)).toEqual([]);
  });
});

test('a file that cannot be read does not pass', () => {
  expect(check('src/kernel/clock.ts', 'export const = ;')[0]).toContain('cannot be read');
});
