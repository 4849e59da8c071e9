import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

export { expect };

/** The screens that every view has to fit. */
export const VIEWPORTS = {
  desktop: { width: 1440, height: 900 },
  projector: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const;

/**
 * Playwright's `test`, in which every page of every context is watched: an error on the console, an uncaught error,
 * a breach of the content security policy, or a request to another host fails the test.
 */
export const test = base.extend<{ watched: void }>({
  watched: [
    async ({ browser, baseURL }, use) => {
      const problems: string[] = [];
      const stop = watchBrowser(browser, new URL(baseURL ?? '').host, problems);
      await use();
      stop();
      expect(problems, 'what went wrong behind the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** Sizes the window as one of the screens. */
export async function useViewport(page: Page, screen: keyof typeof VIEWPORTS): Promise<void> {
  await page.setViewportSize(VIEWPORTS[screen]);
}

/** Collects what goes wrong in one context; give the host that requests may go to. */
export function watchContext(context: BrowserContext, host: string, problems: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (event) => problems.push(`uncaught: ${event.error().stack ?? event.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && url.host !== host) problems.push(`request to ${url.href}`);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => problems.push(`web socket to ${socket.url()}`));
    page.on('crash', () => problems.push('the page crashed'));
  });
  // Makes breaches of the policy speak where the browser keeps quiet about them.
  void context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy breached: ${event.violatedDirective} by ${event.blockedURI} ${event.sample}`);
    });
  });
}

function watchBrowser(browser: Browser, host: string, problems: string[]): () => void {
  const watch = (context: BrowserContext): void => watchContext(context, host, problems);
  browser.on('context', watch);
  return () => browser.off('context', watch);
}
