import type { Problem } from '../scenario/problem.ts';

/** Problems as compilers print them: file, line, column, sentence. */
export function problemLines(name: string, problems: readonly Problem[]): readonly string[] {
  return problems.map(({ line, column, path, message }) => {
    const place = line === null ? name : `${name}:${line}:${column ?? 1}`;
    return path === '' ? `${place}: ${message}` : `${place}: ${message} (at ${path})`;
  });
}
