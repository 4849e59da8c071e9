// How much compressed script the built page needs before it shows something: `node .ci/size.mjs`, after a build.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { firstLoads } from './first-load.mjs';

/** In bytes, compressed as most servers do it. */
const BUDGET = 200_000;

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const kB = (bytes) => `${(bytes / 1_000).toFixed(1)} kB`;

for (const { page, bytes } of firstLoads(manifest, (file) => gzipSync(readFileSync(join(dist, file))).length)) {
  const verdict = bytes > BUDGET ? ': too much' : '';
  console.log(`   first load, ${page}: ${kB(bytes)} of ${kB(BUDGET)}${verdict}`);
  if (verdict !== '') process.exitCode = 1;
}
