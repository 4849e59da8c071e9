import { createServer } from 'node:net';
import { argv, env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';

// Workers read this file again: what the first reading decides is handed on in the environment. Other tools read it
// too, and must not set off an installation.
const isFirstReading = /playwright/.test(argv[1] ?? '') && env['TEST_WORKER_INDEX'] === undefined;
if (isFirstReading) env['CHROMIUM_PATH'] = await ensureChromium(console.error);
env['E2E_PORT'] ??= String(await freePort());

// A sub-path, because the built page has to work from any.
const SUB_PATH = '/some/where/';
const address = `http://127.0.0.1:${env['E2E_PORT']}${SUB_PATH}`;
const project = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/browser',
  forbidOnly: Boolean(env['CI']),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? `${project}test-results/browser.json` }],
  ],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: env['CHROMIUM_PATH'] ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node e2e/serve.mjs dist ${SUB_PATH} ${env['E2E_PORT']}`,
    cwd: project,
    url: address,
    reuseExistingServer: false,
  },
});

async function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() =>
        bound !== null && typeof bound === 'object' ? settle(bound.port) : fail(new Error('no port')),
      );
    });
  });
}
