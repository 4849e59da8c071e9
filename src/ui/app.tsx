import { useEffect, useRef } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { Opened } from '../session/open-link.ts';
import { Announcer } from './announcer.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Gallery } from './gallery/gallery.tsx';
import type { Place } from './navigation.ts';
import { ProblemPage } from './problem-page.tsx';
import { WorkbenchPage } from './workbench/workbench-page.tsx';

/** The whole page: what the address says. */
export function App({ place }: { readonly place: StoreApi<Place> }) {
  const { page, count } = useStore(place);
  const shown = useRef(count);
  useEffect(() => {
    document.title = titleOf(page);
    if (shown.current === count) return;
    shown.current = count;
    window.scrollTo(0, 0);
    document.querySelector('h1')?.focus({ preventScroll: true });
  }, [page, count]);
  return (
    <>
      <Announcer />
      <ErrorBoundary key={count}>
        <Page page={page} />
      </ErrorBoundary>
    </>
  );
}

function Page({ page }: { readonly page: Opened }) {
  switch (page.kind) {
    case 'gallery':
      return <Gallery />;
    case 'workbench':
      return <WorkbenchPage workbench={page.workbench} notices={page.notices} />;
    case 'problem':
      return <ProblemPage title={page.title} message={page.message} ways={page.ways} />;
  }
}

function titleOf(page: Opened): string {
  switch (page.kind) {
    case 'gallery':
      return 'Eventually: break it, rewind it, see why';
    case 'workbench':
      return `${page.workbench.store.getState().scenario.title} · Eventually`;
    case 'problem':
      return `${page.title} · Eventually`;
  }
}
