import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
const [out, cols, ...names] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const p = await b.newPage({ viewport: { width: 1600, height: 400 } });
await p.setContent(`<body style="margin:0;display:grid;grid-template-columns:repeat(${cols},max-content);gap:6px;background:#888">${names.map((n) => `<img src="data:image/png;base64,${readFileSync(`/tmp/shots/${n}.png`).toString('base64')}">`).join('')}`);
await p.waitForTimeout(200);
await (await p.$('body')).screenshot({ path: out });
await b.close();
