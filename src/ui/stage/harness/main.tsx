// @ts-nocheck
import '@fontsource-variable/bricolage-grotesque/standard.css';
import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/jetbrains-mono';
import '../../tokens.css';
import '../../page.css';
import { createRoot } from 'react-dom/client';
import { useState } from 'react';
import { layoutStage } from '../layout.ts';
import { Stage } from '../stage.tsx';
import { asyncEdges, asyncView, compScenario, fourColumns, syncEdges, syncScenario, syncView } from './comp.tsx';
const q = new URLSearchParams(location.search);
document.documentElement.dataset.theme = q.get('theme') ?? 'light';
const [w, h] = (q.get('size') ?? '772x524').split('x').map(Number);
const t = Number(q.get('t') ?? 2350);
const what = q.get('what') ?? 'comp';
const scenario = what === 'comp' ? compScenario(q.has('tables')) : what === 'four' ? fourColumns() : syncScenario();
const edges = what === 'sync' ? syncEdges : asyncEdges;
const view = what === 'sync' ? syncView(t) : asyncView(t);
const layout = layoutStage(scenario, edges, { width: w, height: h, portrait: q.has('portrait'), scale: Number(q.get('scale') ?? 1) });
const note = q.has('portrait') ? null : { at: what === 'sync' ? 'orders' : 'log', title: 'Five orders wait for Payment.', text: 'The topic keeps them; nobody resends.' };
function App() {
  const [selected, select] = useState(q.get('selected') ?? 'payment');
  const [followed, follow] = useState(null);
  return <div style={{ width: w, height: h }}><Stage scenario={scenario} view={view} edges={edges} layout={layout} selected={selected} followed={followed} onSelect={select} onFollow={follow} annotation={note} /></div>;
}
createRoot(document.getElementById('root')).render(<App />);
