import { posix } from 'node:path';
import { misusesOf, type Purity } from './globals.ts';
import { importsOf } from './imports.ts';
import { isCode, isTest, type SourceFile } from './source.ts';
import { lineAt, parseSource } from './syntax.ts';

/** Something a file does that its place forbids, with the line (from 1) to look at. */
export interface Violation {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

interface Layer {
  /** The layers that its files may import, beside their own. */
  readonly imports: readonly string[];
  /** What its tests may import on top of that. */
  readonly testsAlsoImport?: readonly string[];
  readonly purity: Purity;
  /** Packages beside the platform-neutral ones: Node's own modules, React, or neither. */
  readonly packages?: readonly ('node' | 'react')[];
}

const ENGINE = ['kernel', 'trace', 'scenario', 'components', 'run', 'projections', 'share'];

/** The first so many layers of the engine. */
const leftOf = (layer: string): readonly string[] => ENGINE.slice(0, ENGINE.indexOf(layer));

export const LAYERS: Readonly<Record<string, Layer>> = {
  kernel: { imports: [], purity: 'bit-identical' },
  trace: { imports: leftOf('trace'), purity: 'bit-identical' },
  scenario: { imports: leftOf('scenario'), purity: 'bit-identical' },
  components: { imports: leftOf('components'), purity: 'bit-identical' },
  run: { imports: leftOf('run'), purity: 'bit-identical' },
  // Whatever the screen shows is in the trace: a view never asks a component.
  projections: {
    imports: ['kernel', 'trace', 'scenario'],
    testsAlsoImport: leftOf('projections'),
    purity: 'no-ambience',
  },
  share: { imports: leftOf('share'), purity: 'no-ambience' },
  scenarios: { imports: ENGINE, purity: 'no-ambience' },
  session: { imports: [...ENGINE, 'scenarios'], purity: 'free', packages: ['react'] },
  ui: { imports: [...ENGINE, 'scenarios', 'session'], purity: 'free', packages: ['react'] },
  cli: { imports: [...ENGINE, 'scenarios'], purity: 'free', packages: ['node'] },
  bench: { imports: [...ENGINE, 'scenarios', 'session', 'cli'], purity: 'free', packages: ['node'] },
  conformance: { imports: [...ENGINE, 'scenarios'], purity: 'free', packages: ['node'] },
  architecture: { imports: [], purity: 'free', packages: ['node'] },
};

const REACT = /^(?:react|react-dom|@xstate\/react|zustand|@radix-ui\/[^/]+)(?:\/|$)/;

/** Checks every file below `src` against the layers; imports are judged by path, whether or not the target exists. */
export function checkLayers(files: readonly SourceFile[]): Violation[] {
  const code = files.filter((file) => isCode(file.path));
  const targets = new Map<string, readonly string[]>();
  const violations = code.flatMap((file) => checkFile(file, targets));
  return [...violations, ...detours(targets)];
}

/** The folder directly below `src` that holds a file; null for files outside and for those in `src` itself. */
export function layerOf(path: string): string | null {
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function checkFile(file: SourceFile, targets: Map<string, readonly string[]>): Violation[] {
  const complain = (line: number, message: string): Violation => ({ path: file.path, line, message });
  const name = layerOf(file.path);
  if (name === null) {
    return file.path.endsWith('.d.ts') ? [] : [complain(1, 'only declarations may lie outside the layers')];
  }
  const layer = LAYERS[name];
  if (layer === undefined) return [complain(1, `src/${name} is not a layer`)];
  const { program, errors } = parseSource(file);
  if (errors.length > 0) return errors.map((error) => complain(1, `cannot be read: ${error}`));

  const violations: Violation[] = [];
  const own: string[] = [];
  for (const { specifier, line } of importsOf(file, program)) {
    if (specifier?.startsWith('.')) own.push(resolve(file.path, specifier));
    const message = judgeImport(file.path, name, layer, specifier);
    if (message !== null) violations.push(complain(line, message));
  }
  targets.set(file.path, own);
  if (!isTest(file.path)) {
    for (const { node, message } of misusesOf(program, layer.purity)) {
      violations.push(complain(lineAt(file.text, node.start), message));
    }
  }
  return violations;
}

function judgeImport(path: string, name: string, layer: Layer, specifier: string | null): string | null {
  if (specifier === null) {
    return layer.purity === 'free' ? null : 'a computed import cannot be checked; name the module';
  }
  if (!specifier.startsWith('.')) return judgePackage(path, name, layer, specifier);
  const target = resolve(path, specifier);
  const targetLayer = layerOf(target);
  if (targetLayer === name) return judgeKinds(path, target);
  if (targetLayer === null) return `${specifier} leaves the layers`;
  const allowed = isTest(path) ? [...layer.imports, ...(layer.testsAlsoImport ?? [])] : layer.imports;
  if (allowed.includes(targetLayer)) return null;
  // A test may read a built-in scenario as the data that it is.
  if (isTest(path) && targetLayer === 'scenarios' && target.endsWith('.yaml')) return null;
  return `${name} must not import ${targetLayer} (${specifier})`;
}

function judgePackage(path: string, name: string, layer: Layer, specifier: string): string | null {
  const packages = layer.packages ?? [];
  if (REACT.test(specifier) && !packages.includes('react')) return `${name} must not need ${specifier}`;
  if (specifier.startsWith('node:') && !packages.includes('node') && !isTest(path)) {
    return `${name} must also run in a browser, which has no ${specifier}`;
  }
  return null;
}

function judgeKinds(from: string, to: string): string | null {
  const [here, there] = [kindOf(from), kindOf(to)];
  if (here === null || there === null || here === there) return null;
  return `component ${here} must not import component ${there}; they meet through ports that run wires`;
}

/** Folders of components that are no kind: what kinds share. */
const SHARED_FOLDERS: readonly string[] = ['resilience'];

/** The folder of a component's kind; null for the files that kinds share. */
function kindOf(path: string): string | null {
  const folder = /^src\/components\/([^/]+)\//.exec(path)?.[1] ?? null;
  return folder !== null && SHARED_FOLDERS.includes(folder) ? null : folder;
}

/** Components that reach another kind through a shared file of their layer. */
function detours(targets: ReadonlyMap<string, readonly string[]>): Violation[] {
  const isShared = (path: string): boolean => layerOf(path) === 'components' && kindOf(path) === null;
  const kindsBehind = (path: string, seen: Set<string>): string[] => {
    if (seen.has(path)) return [];
    seen.add(path);
    const kind = kindOf(path);
    if (kind !== null) return [kind];
    return isShared(path) ? (targets.get(path) ?? []).flatMap((next) => kindsBehind(next, seen)) : [];
  };
  return [...targets].flatMap(([path, imports]) => {
    const here = kindOf(path);
    if (here === null) return [];
    return imports.filter(isShared).flatMap((shared) =>
      kindsBehind(shared, new Set())
        .filter((kind) => kind !== here)
        .map((kind) => ({ path, line: 1, message: `component ${here} reaches component ${kind} through ${shared}` })),
    );
  });
}

function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''));
}
