import type { Violation } from './layers.ts';
import { isTest, type SourceFile } from './source.ts';
import { lineAt, nodesOf, parseSource } from './syntax.ts';

export const MOST_LINES = 300;

const VAGUE_NAME = /(?:^|\/)(?:index|utils?|helpers?|misc|common)\.[cm]?[jt]sx?$/;
const CONFIGURATION = /(?:^|\/)[\w-]+\.config\.[cm]?[jt]s$|\.d\.[cm]?ts$/;
// Put together here, so that this file does not find itself.
const UNFINISHED = new RegExp(
  `\\b(?:${['TO', 'FIX', 'XX'].map((word, n) => word + ['DO', 'ME', 'X'][n]).join('|')})\\b`,
);

/** Default exports, outside configuration files, which tools demand them of. */
export function defaultExports(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => !CONFIGURATION.test(file.path))
    .flatMap((file) =>
      [...nodesOf(parseSource(file).program)]
        .filter(
          (node) =>
            node.type === 'ExportDefaultDeclaration' ||
            (node.type === 'ExportSpecifier' && (node['exported'] as { name?: string }).name === 'default'),
        )
        .map((node) => ({
          path: file.path,
          line: lineAt(file.text, node.start),
          message: 'exports by default; give it a name',
        })),
    );
}

/** Files whose name says nothing about what is in them. */
export function vagueNames(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => VAGUE_NAME.test(file.path))
    .map((file) => ({ path: file.path, line: 1, message: 'says nothing by its name; name it after its noun' }));
}

/** Notes of unfinished work, which belong in an issue. */
export function unfinishedWork(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) =>
    file.text
      .split('\n')
      .flatMap((text, index) =>
        UNFINISHED.test(text) ? [{ path: file.path, line: index + 1, message: `is unfinished: ${text.trim()}` }] : [],
      ),
  );
}

/** Long source files without a reason, and reasons that no long file needs any more. */
export function tooLong(files: readonly SourceFile[], reasons: ReadonlyMap<string, string>): Violation[] {
  const long = new Map(
    files
      .filter((file) => !isTest(file.path))
      .map((file) => [file.path, file.text.trimEnd().split('\n').length] as const)
      .filter(([, lines]) => lines > MOST_LINES),
  );
  const unexplained = [...long]
    .filter(([path]) => !reasons.get(path))
    .map(([path, lines]) => ({
      path,
      line: lines,
      message: `has ${lines} lines; split it, or say why it is one thing`,
    }));
  const stale = [...reasons.keys()]
    .filter((path) => !long.has(path))
    .map((path) => ({ path, line: 1, message: 'needs its place in the list of long files no longer' }));
  return [...unexplained, ...stale];
}
