import { fetchPanel } from '../controls/use-panel.ts';
import { loadGallery } from '../load-gallery.ts';
import { loadAnnotation } from '../stage/load-annotation.ts';
import type { Layout } from './use-layout.ts';

// What the first picture does without: it is fetched when it is asked for, or as soon as the page has nothing to do.
export const loadInspector = async () => (await import('./inspector/inspector.tsx')).Inspector;
export const loadKeyboardHelp = async () => (await import('./keyboard-help.tsx')).KeyboardHelp;
export const loadParameterSliders = async () => (await import('./story/parameter-sliders.tsx')).ParameterSliders;
export const loadSharing = async () => (await import('./sharing.tsx')).Sharing;
export const loadInflict = () => import('./inflict.ts');
export const loadStoryStrip = async () => (await import('./story/story-strip.tsx')).StoryStrip;
export const loadPhoneTopbar = async () => (await import('./phone-bars.tsx')).PhoneTopbar;
export const loadPhoneBottomBar = async () => (await import('./phone-bars.tsx')).PhoneBottomBar;

/** Fetches what the first picture of a small page has on top. Rejects where it can't be fetched. */
export async function fetchPartsFor(layout: Layout): Promise<void> {
  const bars = layout === 'phone' ? [fetchPanel(loadPhoneTopbar), fetchPanel(loadPhoneBottomBar)] : [];
  const story = layout === 'phone' || layout === 'strip' ? [fetchPanel(loadStoryStrip)] : [];
  await Promise.all([...bars, ...story]);
}

/** Fetches all of it before it is asked for, and the way back; what can't be fetched now is tried again then. */
export async function fetchParts(): Promise<void> {
  await Promise.allSettled([
    fetchPanel(loadInspector),
    fetchPanel(loadKeyboardHelp),
    fetchPanel(loadSharing),
    fetchPartsFor('phone'),
    loadInflict(),
    fetchPanel(loadAnnotation),
    loadGallery(),
  ]);
}
