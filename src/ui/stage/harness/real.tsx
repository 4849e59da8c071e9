// @ts-nocheck
import '@fontsource-variable/bricolage-grotesque/standard.css';
import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/jetbrains-mono';
import '../../tokens.css';
import '../../page.css';
import { createRoot } from 'react-dom/client';
import { useEffect, useMemo, useState } from 'react';
import document_ from '../../../scenarios/sync-vs-async.yaml';
import { loadScenario } from '../../../scenario/load.ts';
import { createSimulation } from '../../../run/simulation.ts';
import { createProjection } from '../../../projections/create-projection.ts';
import { topologyOf } from '../../../projections/topology.ts';
import { layoutStage } from '../layout.ts';
import { Stage } from '../stage.tsx';
import { SpaceTimeDiagram } from '../../space-time/space-time-diagram.tsx';
const q = new URLSearchParams(location.search);
document.documentElement.dataset.theme = q.get('theme') ?? 'light';
const [w, h] = (q.get('size') ?? '772x784').split('x').map(Number);
const t = Number(q.get('t') ?? 2350) * 1000;
const loaded = loadScenario(document_, { variant: q.get('variant') });
if (!loaded.scenario) document.body.textContent = JSON.stringify(loaded);
const scenario = loaded.scenario;
const interventions = q.has('crash') ? [{ atUs: Number(q.get('crash')) * 1000, what: { kind: 'crash', component: 'payment' } }] : [];
if (q.has('restart')) interventions.push({ atUs: Number(q.get('restart')) * 1000, what: { kind: 'restart', component: 'payment' } });
if (q.has('poison')) interventions.push({ atUs: Number(q.get('poison')) * 1000, what: { kind: 'poison', component: 'payment' } });
if (q.has('slow')) interventions.push({ atUs: Number(q.get('slow')) * 1000, what: { kind: 'slow', component: 'kitchen', factor: 4 } });
if (q.has('link')) interventions.push({ atUs: 100, what: { kind: q.get('link'), link: ['order-events', 'kitchen'], probability: 0.5 } });
const sim = createSimulation(scenario, { seed: 7, variant: scenario.variant, parameters: {}, interventions });
sim.advanceTo(t);
const projection = createProjection(scenario, sim.trace);
const edges = topologyOf(scenario);
const portrait = q.has('portrait');
const sh = portrait ? h : h - 260;
const layout = layoutStage(scenario, edges, { width: w, height: sh, portrait, scale: Number(q.get('scale') ?? 1) });
function App() {
  const [selected, select] = useState(q.get('selected'));
  const [followed, follow] = useState(null);
  const [now, scrub] = useState(t);
  const [played, setPlayed] = useState(t);
  useEffect(() => {
    if (!q.has('play')) return;
    let last = performance.now(), cur = t, frames = 0, worst = 0, sum = 0, raf;
    const start = last;
    const tick = (wall) => {
      cur += (wall - last) * 1000 * 0.5; worst = Math.max(worst, wall - last); last = wall; frames++;
      sim.advanceTo(Math.floor(cur)); projection.sync();
      const a = performance.now();
      setPlayed(Math.floor(cur)); scrub(Math.floor(cur));
      sum += performance.now() - a;
      if (wall - start > 5000) { window.result = { fps: (frames * 1000) / (wall - start), worst }; return; }
      raf = requestAnimationFrame(tick);
    };
    raf = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(raf);
  }, []);
  const view = projection.at(now);
  const span = Number(q.get('window') ?? 4000) * 1000;
  const from = Math.max(0, now - span * 0.7), to = from + span;
  const st = projection.spaceTime(from, to, played);
  return <div style={{ width: w }}><div style={{ width: w, height: sh }}><Stage scenario={scenario} view={view} edges={edges} layout={layout} selected={selected} followed={followed} onSelect={select} onFollow={follow} /></div>{!portrait && <SpaceTimeDiagram scenario={scenario} spaceTime={st} fromUs={from} toUs={to} nowUs={now} playedUs={played} selected={selected} followed={followed} lagGroup="order-events/payment" width={w} valueText="x" onScrub={scrub} onSelect={select} />}</div>;
}
createRoot(document.getElementById('root')).render(<App />);
