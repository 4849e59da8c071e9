import { chromium } from '@playwright/test';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage({ viewport: { width: 1176, height: 880 } });
await page.goto(`http://127.0.0.1:5198/src/ui/stage/harness/real.html?${process.argv[2]}`);
await page.waitForSelector('svg');
const cdp = await browser.newBrowserCDPSession();
const events = [];
cdp.on('Tracing.dataCollected', (e) => events.push(...e.value));
await cdp.send('Tracing.start', { traceConfig: { includedCategories: ['devtools.timeline', 'cc', 'disabled-by-default-devtools.timeline'] } });
await page.waitForTimeout(3000);
const done = new Promise((r) => cdp.once('Tracing.tracingComplete', r));
await cdp.send('Tracing.end'); await done;
const sum = new Map();
for (const e of events) if (e.ph === 'X') { const s = sum.get(e.name) ?? { n: 0, d: 0, c: 0 }; s.n++; s.d += e.dur ?? 0; s.c += e.tdur ?? 0; sum.set(e.name, s); }
for (const [k, s] of [...sum].sort((a, b) => b[1].c - a[1].c).slice(0, 22)) console.log(k.padEnd(44), String(s.n).padStart(6), (s.c / 1000).toFixed(0).padStart(7) + 'ms cpu', (s.c / 1000 / s.n).toFixed(2));
await browser.close();
