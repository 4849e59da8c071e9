// @ts-nocheck
import '@fontsource-variable/bricolage-grotesque/standard.css';
import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/jetbrains-mono';
import '../../tokens.css';
import '../../page.css';
import { createRoot } from 'react-dom/client';
import { useState } from 'react';
import { SpaceTimeDiagram } from '../../space-time/space-time-diagram.tsx';
import { Fingerprint } from '../../space-time/fingerprint.tsx';
import { asyncEdges, asyncSpaceTime, compScenario, syncScenario, syncEdges } from './comp.tsx';
const q = new URLSearchParams(location.search);
document.documentElement.dataset.theme = q.get('theme') ?? 'light';
const [w, h] = (q.get('size') ?? '1120x260').split('x').map(Number);
const t = Number(q.get('t') ?? 2350);
const sync = q.has('sync');
const scenario = sync ? syncScenario() : compScenario();
const st = asyncSpaceTime(t, sync);
function App() {
  const [selected, select] = useState(q.get('selected') ?? (sync ? null : 'payment'));
  const [now, scrub] = useState(Number(q.get('now') ?? t) * 1000);
  const p = { scenario, spaceTime: st, fromUs: Number(q.get('from') ?? 0) * 1000, toUs: Number(q.get('to') ?? 4000) * 1000, nowUs: now, playedUs: t * 1000, selected, lagGroup: sync ? null : 'log/payment', width: w, valueText: 'x', onScrub: scrub, onSelect: select };
  if (q.has('strip')) return <Strip {...p} edges={asyncEdges} />;
  if (q.has('finger')) return <div style={{ padding: 12 }}><Fingerprint scenario={scenario} spaceTime={st} fromUs={0} toUs={t * 1000} width={190} height={44} lagGroup="log/payment" /></div>;
  return <SpaceTimeDiagram {...p} />;
}
createRoot(document.getElementById('root')).render(<App />);
