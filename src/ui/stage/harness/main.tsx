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
if (q.has('crowd')) { const n = Number(q.get('crowd')); const base = view.flights; const mk = (f, k) => ({ ...f, hop: f.hop * 100000 + k, sentUs: f.sentUs - k * 10, dueUs: f.dueUs + (k % 50) * 1000 }); view.flights = base.flatMap((f, i) => Array.from({ length: Math.ceil(n / (i + 1)) }, (_, k) => mk(f, k))); view.flights.push({ ...base[0], hop: 999999, message: { ...base[0].message, kind: 'error' } }); view.links = new Map([['client~orders', { id: 'client~orders', state: 'cut' }], ['log~orders', { id: 'log~orders', state: 'duplicating' }], ['kitchen~log', { id: 'kitchen~log', state: 'slow' }], ['delivery~log', { id: 'delivery~log', state: 'lossy' }]]); }
if (q.has('queue')) { const o = view.components.get('orders'); o.queue = Array.from({ length: 9 }, (_, i) => ({ ...o.tables[0].recent[0], id: i, kind: 'command', label: String(i) })); o.life = { state: 'slow', sinceUs: 0, untilUs: null, factor: 4 }; const k = view.components.get('kitchen'); k.life = { state: 'restarting', sinceUs: 2000000, untilUs: 2500000, factor: 1 }; }
const layout = layoutStage(scenario, edges, { width: w, height: h, portrait: q.has('portrait'), scale: Number(q.get('scale') ?? 1) });
const note = q.has('portrait') ? null : { at: what === 'sync' ? 'orders' : 'log', title: 'Five orders wait for Payment.', text: 'The topic keeps them; nobody resends.' };
function App() {
  const [selected, select] = useState(q.get('selected') ?? 'payment');
  const [followed, follow] = useState(null);
  return <div style={{ width: w, height: h }}><Stage scenario={scenario} view={view} edges={edges} layout={layout} selected={selected} followed={followed} onSelect={select} onFollow={follow} annotation={note} /></div>;
}
createRoot(document.getElementById('root')).render(<App />);
