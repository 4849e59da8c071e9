import '../run/every-kind.ts';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drivers } from './drivers.ts';
import { CaseReport } from './report.ts';

const SHOWN_FAILURES = 5;

/** Holds the components against every reference file of a folder; returns the exit code. */
function conformance(words: readonly string[]): number {
  const folder = words[words.indexOf('--vectors') + 1];
  if (!words.includes('--vectors') || folder === undefined || !existsSync(folder)) {
    console.error('npm run conformance -- --vectors DIR, where DIR holds the reference files');
    return 2;
  }
  let failed = 0;
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()) {
    const name = file.slice(0, -'.json'.length);
    const driver = drivers.get(name);
    if (driver === undefined) {
      console.log(`${name} not driven yet`);
      failed++;
      continue;
    }
    const report = new CaseReport();
    driver(JSON.parse(readFileSync(join(folder, file), 'utf8')), report);
    console.log(`${name} ${report.passed}/${report.total}`);
    failed += report.failures.length;
    for (const { name: of, expected, actual } of report.failures.slice(0, SHOWN_FAILURES)) {
      console.log(`  ${of}\n    expected ${JSON.stringify(expected)}\n    actual   ${JSON.stringify(actual)}`);
    }
    const more = report.failures.length - SHOWN_FAILURES;
    if (more > 0) console.log(`  and ${more} more`);
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = conformance(process.argv.slice(2));
