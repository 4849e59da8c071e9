import { useEffect, useState } from 'react';
import { whenIdle } from '../when-idle.ts';
import type { Preview } from './preview.ts';

const known = new Map<string, Preview>();

/** A scenario's preview, computed once when the page is at rest; null until then, and where its parts can't be fetched. */
export function usePreview(slug: string): Preview | null {
  const [preview, setPreview] = useState(known.get(slug) ?? null);
  useEffect(() => {
    if (known.has(slug)) return;
    return whenIdle(() => {
      void fetchPreview(slug).then(setPreview);
    });
  }, [slug]);
  return preview;
}

async function fetchPreview(slug: string): Promise<Preview | null> {
  try {
    // The engine comes after the first paint: nobody waits for a picture.
    const { previewOf } = await import('./preview.ts');
    const preview = await previewOf(slug);
    if (preview !== null) known.set(slug, preview);
    return preview;
  } catch {
    return null;
  }
}
