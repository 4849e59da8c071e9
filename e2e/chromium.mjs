// Finds a Chromium for the browser tests, or installs one, and says what it does.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];

/**
 * The path of a Chromium that starts, installed if need be.
 * @param {(sentence: string) => void} say
 * @returns {Promise<string>}
 * @throws an Error with advice where none can be had
 */
export async function ensureChromium(say) {
  const found = findChromium(say);
  if (found !== null) return found;
  say('No Chromium on this machine: installing one for the browser tests.');
  for (const install of installers(say)) {
    if (!install()) continue;
    const installed = findChromium(say);
    if (installed !== null) return installed;
  }
  throw new Error(
    'No Chromium, and none could be installed. Install Chromium or Chrome, or set CHROMIUM_PATH to one, and try again.',
  );
}

/**
 * The path of the first Chromium that starts, or null: the one named by CHROMIUM_PATH or CHROME_PATH, the system's,
 * Playwright's.
 * @param {(sentence: string) => void} say
 * @returns {string | null}
 */
export function findChromium(say) {
  for (const [place, path] of places()) {
    if (!path) continue;
    if (!existsSync(path)) {
      if (place.endsWith('_PATH')) say(`${place} names ${path}, which does not exist: looking elsewhere.`);
      continue;
    }
    const trouble = troubleStarting(path);
    if (trouble === null) {
      say(`Chromium: ${path} (${place})`);
      return path;
    }
    say(`${path} does not start (${trouble}): looking elsewhere.`);
  }
  return null;
}

/** @returns {[place: string, path: string | undefined][]} */
function places() {
  return [
    ['CHROMIUM_PATH', process.env['CHROMIUM_PATH']],
    ['CHROME_PATH', process.env['CHROME_PATH']],
    ...system().map((path) => /** @type {[string, string]} */ (['of the system', path])),
    ['of Playwright', chromium.executablePath()],
  ];
}

/** @returns {string[]} */
function system() {
  if (process.platform === 'darwin') {
    const apps = ['Chromium.app/Contents/MacOS/Chromium', 'Google Chrome.app/Contents/MacOS/Google Chrome'];
    const home = process.env['HOME'] ?? '';
    return ['/Applications', join(home, 'Applications')].flatMap((folder) => apps.map((app) => join(folder, app)));
  }
  if (process.platform === 'win32') {
    const programs = ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe'];
    const edge = 'Microsoft\\Edge\\Application\\msedge.exe';
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [...programs, edge].map((program) => join(folder, program)));
  }
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return COMMANDS.flatMap((command) => [...new Set(folders)].map((folder) => join(folder, command)));
}

/**
 * Why a Chromium does not run here (missing libraries, a stub that asks for a snap), or null.
 * @param {string} path
 * @returns {string | null}
 */
function troubleStarting(path) {
  // There `--version` opens a window.
  if (process.platform === 'win32') return null;
  const { status, error, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 60_000 });
  if (status === 0) return null;
  return error?.message ?? (stderr.trim().split('\n').at(-1) || `exit code ${status}`);
}

/**
 * Ways to install one, best first; each tells whether it worked.
 * @param {(sentence: string) => void} say
 * @returns {(() => boolean)[]}
 */
function installers(say) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const apt = () =>
    run(say, 'apt-get', ['update']) && run(say, 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  const playwright = (/** @type {string[]} */ ...options) => {
    const program = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
    return run(say, process.execPath, [program, 'install', ...options, 'chromium']);
  };
  if (!isRoot) return [() => playwright()];
  // Only root may install the libraries that a browser needs.
  const rest = [() => playwright('--with-deps'), () => playwright()];
  return existsSync('/etc/debian_version') ? [apt, ...rest] : rest;
}

/**
 * @param {(sentence: string) => void} say
 * @param {string} command
 * @param {string[]} args
 */
function run(say, command, args) {
  say(`Running ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, {
    // stdout may be for the path alone.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (error) say(error.message);
  return status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await ensureChromium(console.error));
}
