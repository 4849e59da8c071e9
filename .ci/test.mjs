// Every check of the project, in order: `node .ci/test.mjs [stage …]`. The last line counts the tests, whatever happens.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countingLine, sum, tallyOfNothing, tallyOfPlaywright, tallyOfTool, tallyOfVitest } from './tally.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RESULTS = join(ROOT, 'test-results');
const VITEST_REPORT = join(RESULTS, 'unit.json');
const PLAYWRIGHT_REPORT = join(RESULTS, 'browser.json');
const STAGE_LIMIT_MS = 30 * 60_000;

const { resolve } = createRequire(join(ROOT, 'package.json'));

const STAGES = {
  types: () => tools([['typescript', 'tsc', '--noEmit']]),
  lint: () =>
    tools([
      ['oxlint', 'oxlint', '--deny-warnings'],
      ['knip', 'knip'],
    ]),
  format: () => tools([['oxfmt', 'oxfmt', '--check']]),
  unit,
  build,
  browser,
};

/** @type {Map<string, import('./tally.mjs').Tally>} */
const results = new Map();
/** @type {import('node:child_process').ChildProcess | null} */
let running = null;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stop(running);
    results.set('interruption', tallyOfNothing(`interrupted by ${signal}`));
    finish();
  });
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}. The stages are ${Object.keys(STAGES).join(', ')}.`);
  results.set('arguments', tallyOfNothing('unknown stage'));
} else {
  for (const [name, work] of Object.entries(STAGES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    await stage(name, work);
  }
}
finish();

/** Runs one stage, with its name before and its result after; an error inside it is its failure. */
async function stage(name, work) {
  console.log(`\n── ${name}`);
  const start = Date.now();
  let tally;
  try {
    tally = await work();
  } catch (error) {
    tally = tallyOfNothing(error instanceof Error ? error.message : String(error));
  }
  results.set(name, tally);
  for (const note of tally.notes) console.log(note);
  console.log(`   ${name}: ${countingLine(tally)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

/** Runs tools one after the other, all of them; their words are shown only when they are not content. */
async function tools(commands) {
  let worst = 0;
  for (const [packageName, command, ...args] of commands) {
    const { exitCode, output } = await run(node(packageName, command, args), { quiet: true });
    if (exitCode === 0) continue;
    worst = exitCode ?? 1;
    process.stdout.write(`${output.trimEnd()}\n${command} failed\n`);
  }
  return tallyOfTool(worst);
}

async function unit() {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${VITEST_REPORT}`];
  fresh(VITEST_REPORT);
  const { exitCode } = await run(node('vitest', 'vitest', args));
  return tallyOfVitest(read(VITEST_REPORT), exitCode);
}

/** Builds, and weighs what was built. */
async function build() {
  const built = await tools([['vite', 'vite', 'build']]);
  if (built.failed > 0) return built;
  const { exitCode } = await run([join(ROOT, '.ci/size.mjs')]);
  return sum([built, tallyOfTool(exitCode)]);
}

async function browser() {
  if (results.get('build')?.failed) return tallyOfNothing('not run, because there is no build to look at');
  if (!existsSync(join(ROOT, 'dist/index.html'))) return tallyOfNothing('there is no build to look at: npm run build');
  const { ensureChromium } = await import('../e2e/chromium.mjs');
  const path = await ensureChromium(console.log);
  fresh(PLAYWRIGHT_REPORT);
  const args = ['test', '--config', 'e2e/playwright.config.ts'];
  const { exitCode } = await run(node('@playwright/test', 'playwright', args), {
    env: { CHROMIUM_PATH: path, PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_REPORT },
  });
  return tallyOfPlaywright(read(PLAYWRIGHT_REPORT), exitCode);
}

/** The command line of a package's own program, run by this Node: no shell, no look-up, the same on every system. */
function node(packageName, command, args) {
  const manifest = findManifest(packageName);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return [join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]), ...args];
}

function findManifest(packageName) {
  const manifest = join(ROOT, 'node_modules', packageName, 'package.json');
  if (existsSync(manifest)) return manifest;
  try {
    return resolve(`${packageName}/package.json`);
  } catch {
    throw new Error(`${packageName} is not installed: run npm ci first`);
  }
}

/** Runs Node with these arguments, its output passed on, or kept when quiet; never throws. */
function run(args, { quiet = false, env = {} } = {}) {
  return new Promise((settle) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      // Its own group, so that a browser or a server that it started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, ...env },
    });
    running = child;
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = setTimeout(() => {
      console.log(`Stopped after ${STAGE_LIMIT_MS / 60_000} minutes.`);
      stop(child);
    }, STAGE_LIMIT_MS);
    const done = (exitCode) => {
      clearTimeout(timer);
      running = null;
      settle({ exitCode, output });
    };
    child.on('error', (error) => {
      output += error.message;
      done(1);
    });
    child.on('close', done);
  });
}

function stop(child) {
  if (child?.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** Takes an old report out of the way, so that it can't pass for a new one. */
function fresh(report) {
  mkdirSync(RESULTS, { recursive: true });
  rmSync(report, { force: true });
}

function read(report) {
  return existsSync(report) ? readFileSync(report, 'utf8') : null;
}

function finish() {
  console.log();
  for (const [name, tally] of results) console.log(`   ${name.padEnd(8)} ${countingLine(tally)}`);
  const total = sum([...results.values()]);
  console.log(countingLine(total));
  process.exit(total.failed > 0 ? 1 : 0);
}
