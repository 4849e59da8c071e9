import { chromium } from '@playwright/test';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage({ viewport: { width: 1176, height: 880 } });
page.on('pageerror', (e) => console.log('error:', e.message));
for (const query of process.argv.slice(2)) {
  await page.goto(`http://127.0.0.1:5198/src/ui/stage/harness/real.html?${query}`);
  await page.waitForFunction(() => window.result, null, { timeout: 30000 });
  console.log(query, await page.evaluate(() => [window.result, document.querySelectorAll('svg *').length]));
  await page.screenshot({ path: '/tmp/shots/play.png' });
}
await browser.close();
