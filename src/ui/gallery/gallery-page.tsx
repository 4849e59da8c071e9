import type { Page } from '../page.ts';
import { Gallery } from './gallery.tsx';

export const GALLERY: Page = { title: 'Eventually: break it, rewind it, see why', content: <Gallery /> };
