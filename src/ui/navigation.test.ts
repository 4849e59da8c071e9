import { afterEach, expect, test, vi } from 'vitest';
import { startNavigation } from './navigation.ts';
import type { Page } from './page.ts';

const OPENING: Page = { title: 'Opening', content: null };

/** A page that can be asked whether it was ended. */
function pageOf(title: string): Page & { readonly dispose: ReturnType<typeof vi.fn<() => void>> } {
  return { title, content: null, dispose: vi.fn<() => void>() };
}

/** A window whose address can be changed. */
function useWindow(): (hash: string) => void {
  const location = { hash: '' };
  const target = new EventTarget();
  vi.stubGlobal('window', { location, addEventListener: target.addEventListener.bind(target) });
  return (hash) => {
    location.hash = hash;
    target.dispatchEvent(new Event('hashchange'));
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a page that is here is shown at once', () => {
  const goTo = useWindow();
  const place = startNavigation((hash) => ({ title: hash, content: null }), OPENING);
  expect(place.getState()).toMatchObject({ page: { title: '' }, count: 0 });
  goTo('#/s/a');
  expect(place.getState()).toMatchObject({ page: { title: '#/s/a' }, count: 1 });
});

test('a page on its way is stood in for, and what was there before ends', async () => {
  const goTo = useWindow();
  const before = pageOf('before');
  const after = pageOf('after');
  const place = startNavigation((hash) => (hash === '' ? before : Promise.resolve(after)), OPENING);
  goTo('#/s/a');
  expect(place.getState()).toEqual({ page: OPENING, count: 1 });
  expect(before.dispose).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(place.getState()).toEqual({ page: after, count: 1 }));
  expect(after.dispose).not.toHaveBeenCalled();
});

test('whoever goes on before a page is here is not taken back to it', async () => {
  const goTo = useWindow();
  const page = pageOf('late');
  let arrive = (): void => {};
  const late = new Promise<Page>((settle) => {
    arrive = () => settle(page);
  });
  const place = startNavigation((hash) => (hash === '#/late' ? late : pageOf(hash)), OPENING);
  goTo('#/late');
  goTo('#/next');
  arrive();
  await vi.waitFor(() => expect(page.dispose).toHaveBeenCalledOnce());
  expect(place.getState()).toMatchObject({ page: { title: '#/next' }, count: 2 });
});
