import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does with the workbench, by the names they see. */
export class WorkbenchPage {
  readonly page: Page;
  readonly stage: Locator;
  readonly inspector: Locator;
  readonly story: Locator;
  readonly time: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stage = page.getByRole('figure', { name: 'Stage' });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.story = page.getByRole('region', { name: 'Story' });
    this.time = page.getByRole('slider', { name: 'Time' });
  }

  async open(hash: string): Promise<void> {
    await this.page.goto(`./${hash}`);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  node(name: string): Locator {
    return this.stage.getByRole('button', { name: new RegExp(`^${name},`) });
  }

  async select(name: string): Promise<void> {
    await this.node(name).click();
    await expect(this.inspector.getByRole('heading', { level: 2, name })).toBeVisible();
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Virtual time in milliseconds, as the clock shows it. */
  async clockMs(): Promise<number> {
    const text = await this.page.getByRole('timer', { name: 'Virtual time' }).innerText();
    return Number(text.replace(/[^\d]/g, ''));
  }

  /** The speed by its name, from the choices at hand or those behind "More speeds". */
  async speed(name: string): Promise<void> {
    const near = this.page
      .getByRole('radiogroup', { name: 'Speed', exact: true })
      .getByRole('radio', { name, exact: true });
    if ((await near.count()) > 0) return near.check({ force: true });
    await this.press('More speeds');
    await this.page.getByRole('radio', { name, exact: true }).last().check({ force: true });
    await this.page.keyboard.press('Escape');
  }

  /** Plays until something can be seen, then pauses. The guide may pause at the end of its step: then plays on. */
  async playUntil(seen: () => Promise<boolean>): Promise<void> {
    const play = this.page.getByRole('button', { name: 'Play', exact: true });
    const look = async (): Promise<boolean> => {
      if (await seen()) return true;
      if (await play.isVisible()) await play.click({ timeout: 1_000 }).catch(() => {});
      return false;
    };
    await expect.poll(look, { timeout: 30_000, intervals: [50] }).toBe(true);
    // The guide may pause between the look and the press: then there is nothing to press any more.
    await expect(async () => {
      if (await play.isVisible()) return;
      await this.page.getByRole('button', { name: 'Pause', exact: true }).click({ timeout: 1_000 });
      await expect(play).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  }

  /** All that the stage shows, drawings and words; attributes in one order, which is no part of a picture. */
  async picture(): Promise<string> {
    return this.stage.evaluate((figure) => {
      const written = (node: Node): string => {
        if (!(node instanceof Element)) return node.textContent ?? '';
        const attributes = [...node.attributes].map(({ name, value }) => `${name}=${value}`).toSorted();
        return `<${node.tagName} ${attributes.join(' ')}>${[...node.childNodes].map(written).join('')}`;
      };
      return written(figure);
    });
  }

  async says(name: string): Promise<string> {
    return (await this.node(name).getAttribute('aria-label')) ?? '';
  }
}
