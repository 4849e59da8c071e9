import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/bricolage-grotesque/standard.css';
import '@fontsource-variable/jetbrains-mono';
import './tokens.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { invariant } from '../kernel/invariant.ts';
import { App } from './app.tsx';
import { startNavigation } from './navigation.ts';
import { openAddress } from './open-address.tsx';
import { OPENING } from './opening-page.tsx';
import { startTheme } from './theme.ts';

const root = document.getElementById('root');
invariant(root !== null, () => 'the page has no #root');
startTheme();
createRoot(root).render(<App place={startNavigation(openAddress, OPENING)} />);
