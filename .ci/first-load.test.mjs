import { describe, expect, test } from 'vitest';
import { filesOf, firstLoads } from './first-load.mjs';

const GALLERY = 'src/ui/gallery/gallery-page.tsx';
const WORKBENCH = 'src/ui/workbench/open-page.tsx';
const manifest = {
  'index.html': {
    file: 'entry.js',
    imports: ['_react.js'],
    dynamicImports: [GALLERY, WORKBENCH, 'src/scenarios/a.yaml'],
  },
  '_react.js': { file: 'react.js' },
  '_engine.js': { file: 'engine.js', imports: ['_react.js', WORKBENCH] },
  [GALLERY]: { file: 'gallery.js', imports: ['_react.js'] },
  [WORKBENCH]: { file: 'workbench.js', imports: ['index.html', '_engine.js'], dynamicImports: ['_panels.js'] },
  '_panels.js': { file: 'panels.js' },
  'src/scenarios/a.yaml': { file: 'a.js' },
  'src/scenarios/b.yaml': { file: 'b.js', imports: ['_react.js'] },
};
const SIZES = { entry: 10, gallery: 5, react: 60, engine: 50, workbench: 40, panels: 1_000, a: 3, b: 4 };
const bytesOf = (file) => SIZES[file.replace('.js', '')];

describe('a first load', () => {
  test('is what is imported, each file once, however they import each other', () => {
    expect(filesOf(manifest, ['index.html']).sort()).toEqual(['entry.js', 'react.js']);
    expect(filesOf(manifest, [WORKBENCH]).sort()).toEqual(['engine.js', 'entry.js', 'react.js', 'workbench.js']);
  });

  test('leaves out what is fetched later, and has the largest document', () => {
    expect(firstLoads(manifest, bytesOf)).toEqual([
      { page: 'gallery', bytes: 75 },
      { page: 'catalogue link', bytes: 164 },
    ]);
  });

  test.each(['index.html', GALLERY, WORKBENCH, '_engine.js'])('can not be told without %s', (missing) => {
    const { [missing]: _, ...rest } = manifest;
    expect(() => firstLoads(rest, bytesOf)).toThrow(missing);
  });

  test('can not be told without documents', () => {
    const { 'src/scenarios/a.yaml': _, 'src/scenarios/b.yaml': __, ...rest } = manifest;
    expect(() => firstLoads(rest, bytesOf)).toThrow('no scenario');
  });
});
