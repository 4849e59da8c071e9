import { useEffect, useState } from 'react';

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** The size of the page's window in CSS pixels, without its scroll bar. */
export function usePageSize(): PageSize {
  const [size, setSize] = useState(measure);
  useEffect(() => {
    const changed = (): void => setSize(measure());
    // Observed rather than listened to: a scroll bar that appears changes the width too.
    const observer = new ResizeObserver(changed);
    observer.observe(document.documentElement);
    window.addEventListener('resize', changed);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', changed);
    };
  }, []);
  return size;
}

function measure(): PageSize {
  return { width: document.documentElement.clientWidth, height: window.innerHeight };
}
