import { chromium } from '@playwright/test';
const shots = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage();
page.on('console', (m) => m.type() === 'error' && console.log('console:', m.text()));
page.on('pageerror', (e) => console.log('error:', e.message));
for (const shot of shots) {
  const [name, query, file = 'stage.html'] = shot.split('@');
  const size = new URLSearchParams(query).get('size') ?? '772x524';
  const [width, height] = size.split('x').map(Number);
  await page.setViewportSize({ width, height });
  await page.goto(`http://127.0.0.1:5199/src/ui/stage/harness/${file}?${query}`);
  await page.waitForSelector('svg', { timeout: 20000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(150);
  await page.screenshot({ path: `/tmp/shots/${name}.png` });
}
await browser.close();
