import type { Page } from '../page.ts';
import { Modelled } from './modelled.tsx';

export const MODELLED: Page = { title: 'What is modelled, and what is not · Eventually', content: <Modelled /> };
