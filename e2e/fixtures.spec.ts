import { expect, test, type Page } from '@playwright/test';
import { watchContext } from './fixtures.ts';

// Playwright's own `test`, because these faults are planted.
test.describe('the watch over every test catches', () => {
  const planted: [name: string, plant: (page: Page) => Promise<unknown>, caught: RegExp][] = [
    ['an error on the console', (page) => page.evaluate(() => console.error('planted')), /^console: planted/],
    [
      'an uncaught error',
      (page) => page.evaluate(() => void setTimeout(() => Promise.reject(new Error('planted')))),
      /^uncaught: .*planted/,
    ],
    [
      'a breach of the policy',
      (page) =>
        page.evaluate(() => {
          const script = document.createElement('script');
          script.text = 'window.planted = 1';
          document.body.append(script);
        }),
      /policy breached: script-src/,
    ],
    [
      'a request to another host',
      (page) => page.goto(page.url().replace('127.0.0.1', 'localhost')),
      /^request to .*localhost/,
    ],
    ['a missing file', (page) => page.evaluate(() => fetch('./missing.js').then(() => null)), /^console: .*404/],
  ];

  for (const [name, plant, caught] of planted) {
    test(name, async ({ context, page, baseURL }) => {
      const problems: string[] = [];
      watchContext(context, new URL(baseURL ?? '').host, problems);
      await page.goto('./');
      expect(problems).not.toContainEqual(expect.stringMatching(caught));
      // A refused connection is part of what is planted.
      await plant(page).catch(() => null);
      await expect.poll(() => problems).toContainEqual(expect.stringMatching(caught));
    });
  }
});
