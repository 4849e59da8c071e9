/**
 * A file of the build, as Vite's manifest has it: those that it imports are fetched with it.
 * @typedef {{ file: string, imports?: string[] }} Chunk
 */

/** The files that come with these chunks: the chunks' own, and all that they import. @returns {string[]} */
export function filesOf(/** @type {Record<string, Chunk>} */ manifest, /** @type {readonly string[]} */ names) {
  const files = new Set();
  const visit = (/** @type {string} */ name) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}: does the page still load it by itself?`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  names.forEach(visit);
  return [...files];
}

/**
 * What each page needs before it can be shown. Of the catalogue's documents the largest stands for all: a link opens one.
 * @returns {{ page: string, bytes: number }[]}
 */
export function firstLoads(
  /** @type {Record<string, Chunk>} */ manifest,
  /** @type {(file: string) => number} */ bytesOf,
) {
  const entry = 'index.html';
  const gallery = 'src/ui/gallery/gallery-page.tsx';
  const workbench = 'src/ui/workbench/open-page.tsx';
  const size = (/** @type {string[]} */ names) =>
    filesOf(manifest, names).reduce((sum, file) => sum + bytesOf(file), 0);
  const documents = Object.keys(manifest).filter((name) => /^src\/scenarios\/.*\.yaml$/.test(name));
  if (documents.length === 0) throw new Error('the build has no scenario: are they still files of their own?');
  return [
    { page: 'gallery', bytes: size([entry, gallery]) },
    { page: 'catalogue link', bytes: Math.max(...documents.map((document) => size([entry, workbench, document]))) },
  ];
}
