import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { parse } from 'yaml';
import { payloadLinkText } from '../src/share/payload-link.ts';
import { EMPTY_RUN } from '../src/share/run-link.ts';
import { expect, test, useViewport } from './fixtures.ts';
import { WorkbenchPage } from './workbench.ts';

const document = parse(readFileSync('e2e/every-kind.yaml', 'utf8')) as {
  readonly components: { readonly [id: string]: { readonly kind: string } };
};
const LINK = payloadLinkText({ ...EMPTY_RUN, kind: 'payload', document, tUs: 9_000_000 }) ?? '';
const names = Object.keys(document.components).map((id) => id.charAt(0).toUpperCase() + id.slice(1));

test('a document with every kind of component is fetched, drawn and can be looked into', async ({ page }) => {
  const bench = new WorkbenchPage(page);
  await bench.open(LINK);
  for (const name of names) await expect(bench.node(name)).toBeVisible();
  for (const name of names) {
    await bench.select(name);
    await expect(bench.inspector.getByRole('heading', { name: 'What happened here' })).toBeVisible();
  }
});

test('every kind crashes, restarts, plays on, and the same moment looks the same again', async ({ page }) => {
  const bench = new WorkbenchPage(page);
  await bench.open(LINK);
  const before = await bench.picture();
  for (const name of names) {
    if (document.components[name.toLowerCase()]?.kind === 'client') continue;
    await bench.select(name);
    await bench.inspector.getByRole('button', { name: /^Crash/ }).click();
    await expect(bench.node(name)).toHaveAccessibleName(/crashed/);
    await bench.inspector.getByRole('button', { name: /^Restart/ }).click();
    await expect(bench.node(name)).toHaveAccessibleName(/restarting/);
  }
  await bench.playUntil(async () => (await bench.clockMs()) > 9_600);
  await page.goto('./#/');
  await bench.open(LINK);
  expect(await bench.picture()).toBe(before);
});

for (const screen of ['desktop', 'projector', 'phone'] as const)
  test(`every kind is accessible and fits the ${screen}`, async ({ page }) => {
    await useViewport(page, screen);
    await page.goto(`./${LINK}`);
    await expect(page.getByRole('figure', { name: 'Stage' })).toBeVisible();
    const sideways = await page.evaluate(
      () => window.document.documentElement.scrollWidth - window.document.documentElement.clientWidth,
    );
    expect(sideways, 'pixels to scroll sideways').toBe(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  });

test('the page on what is modelled names each component, its rules and its limits', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('link', { name: 'What is modelled' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What is modelled, and what is not' })).toBeVisible();
  for (const name of ['Client', 'Log broker', 'Queue broker', 'Event store', 'Database', 'Schema registry'])
    await expect(page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  await page.getByRole('heading', { level: 2, name: 'Log broker' }).click();
  await expect(page.getByText('LOG-1', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Where it simplifies' }).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
