import { useEffect } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { Announcer } from './announcer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Place } from './navigation.ts';

/** The whole page: what the address says. */
export function App({ place }: { readonly place: StoreApi<Place> }) {
  const { page, count } = useStore(place);
  useEffect(() => {
    document.title = page.title;
    // The page that was loaded begins where the browser begins.
    if (count === 0) return;
    window.scrollTo(0, 0);
    document.querySelector('h1')?.focus({ preventScroll: true });
  }, [page, count]);
  return (
    <>
      <Announcer />
      <ErrorBoundary key={count}>{page.content}</ErrorBoundary>
    </>
  );
}
