/**
 * What one stage of the checks came to.
 * @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Tally
 */

/** A stage that is one test: a tool that was content, or not. @returns {Tally} */
export function tallyOfTool(/** @type {number | null} */ exitCode) {
  return exitCode === 0 ? tally({ passed: 1 }) : tally({ failed: 1 });
}

/** A stage that could not run. @returns {Tally} */
export function tallyOfNothing(/** @type {string} */ why) {
  return tally({ failed: 1, notes: [why] });
}

/**
 * Reads vitest's JSON report; no report is a failure, and so is a report that disagrees with the exit code.
 * @returns {Tally}
 */
export function tallyOfVitest(/** @type {string | null} */ json, /** @type {number | null} */ exitCode) {
  const report = parse(json);
  if (!Array.isArray(report?.testResults)) return tallyOfNothing('vitest left no report');
  const result = tally({});
  for (const file of report.testResults) {
    for (const { status } of file.assertionResults) {
      if (status === 'passed') result.passed += 1;
      else if (status === 'failed') result.failed += 1;
      else result.skipped += 1;
    }
    // A file that doesn't load has no tests to fail: it counts as one itself.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) {
      result.failed += 1;
      result.notes.push(`${file.name} failed outside its tests`);
    }
  }
  return agree(result, exitCode, 'vitest');
}

/**
 * Reads Playwright's JSON report; no report is a failure, and so is a report that disagrees with the exit code.
 * @returns {Tally}
 */
export function tallyOfPlaywright(/** @type {string | null} */ json, /** @type {number | null} */ exitCode) {
  const report = parse(json);
  if (!report?.stats) return tallyOfNothing('Playwright left no report');
  const { expected, unexpected, flaky, skipped } = report.stats;
  const errors = report.errors ?? [];
  // A test that passes only on the second try is no test to rely on.
  const result = tally({ passed: expected, failed: unexpected + flaky + errors.length, skipped });
  for (const error of errors) result.notes.push(error.message ?? 'Playwright failed outside its tests');
  return agree(result, exitCode, 'Playwright');
}

/** Adds up stages. @returns {Tally} */
export function sum(/** @type {Tally[]} */ tallies) {
  return tally({
    passed: tallies.reduce((n, { passed }) => n + passed, 0),
    failed: tallies.reduce((n, { failed }) => n + failed, 0),
    skipped: tallies.reduce((n, { skipped }) => n + skipped, 0),
    notes: tallies.flatMap(({ notes }) => notes),
  });
}

/** The line that ends every run of the checks. */
export function countingLine(/** @type {Tally} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function agree(/** @type {Tally} */ result, /** @type {number | null} */ exitCode, /** @type {string} */ tool) {
  if (result.passed + result.failed === 0)
    return { ...result, ...tallyOfNothing(`${tool} ran no tests`), skipped: result.skipped };
  if (exitCode === 0 || result.failed > 0) return result;
  return { ...result, failed: 1, notes: [...result.notes, `${tool} failed outside its tests (exit code ${exitCode})`] };
}

function parse(/** @type {string | null} */ json) {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** @returns {Tally} */
function tally(/** @type {Partial<Tally>} */ { passed = 0, failed = 0, skipped = 0, notes = [] }) {
  return { passed, failed, skipped, notes };
}
