import { ServiceNode } from './service-node.tsx'; import { ClientNode } from './client-node.tsx'; import { ExternalNode } from './external-node.tsx'; import { LogNode } from './log-node.tsx'; import { QueueNode } from './queue-node.tsx'; import { TableNode } from './table-node.tsx'; import { EventStoreNode } from './event-store-node.tsx'; import { GatewayNode } from './gateway-node.tsx'; import { CdcNode } from './cdc-node.tsx'; import { StreamProcessorNode } from './stream-processor-node.tsx'; import { RegistryNode } from './registry-node.tsx'; import { Token, TOKEN_KINDS } from './token.tsx'; import { Ribbon } from './ribbon.tsx'; import { Link } from './link.tsx'; import { curve } from './curve.ts'; import { Pill } from './pill.tsx'; import { Icon, ICON_NAMES } from './icon.tsx'; import { FaultBadge, FAULTS } from './fault-badge.tsx'; import { Mark } from './mark.tsx'; import { SpaceTimeHead } from './space-time-head.tsx'; import { LogCell } from './log-cell.tsx'; import { TOKEN_LINE } from './token.tsx';
const S = ['idle', 'busy', 'slow', 'crashed', 'restarting'] as const;
const C = curve(20, 0, 300, 90);
export function Torture() {
  const cells = (a: number, n: number) => Array.from({ length: n }, (_, i) => ({ n: a + i }));
  return <div style={{ background: 'var(--paper-stage)', color: 'var(--ink-1)' }}><svg width={1900} height={2000} style={{ overflow: 'visible', display: 'block' }}>
    {S.map((s, i) => <g key={s} transform={`translate(${20 + i * 240},20)`}>
      <ServiceNode x={0} y={10} name="Notification" sub="down 1,060 ms" state={s} progress={.4} selected={i % 2 === 0} />
      <ServiceNode x={0} y={110} name="Benachrichtigungen senden" sub="a very long running line" state={s} progress={.97} />
      <ServiceNode x={0} y={220} w={90} h={48} taper={12} size={15} name="Notification" state={s} progress={.05} replicas={2} selected={s==='crashed'} />
      <ExternalNode x={0} y={300} name="Bank" sub="200 ms" state={s} progress={.4} selected={i % 2 === 0} />
      <GatewayNode x={20} y={400} name="API gateway" sub="2 in use" state={s} progress={.4} selected={i % 2 === 0} lanes={i + 1} />
      <ClientNode x={110} y={420} name="Customer" sub="4 waiting" state={s} selected={i % 2 === 0} />
      <CdcNode x={20} y={580} sub="log 42" state={s} progress={.5} selected={i % 2 === 0} />
      <StreamProcessorNode x={0} y={670} name="Fraud pattern" span="5 s" sub="alerts 2" held={i * 2} passed={i} state={s} progress={.5} selected={i % 2 === 0} />
      <RegistryNode x={0} y={800} subjects={[{ subject: 'OrderPlacedInAShop', versions: [1, 2, 3, 4, 5] }, { subject: 'OrderPaid', versions: [1, 2], written: 1 }, { subject: 'z', versions: [1] }]} rows={2} state={s} progress={.5} selected={i % 2 === 0} />
      <TableNode type="database" x={0} y={940} name="payments" rows={[['#12', 'paid'], ['#13', 'a very long value here'], ['a very long key', 'charging']]} slots={2} hot={2} state={s} progress={.5} selected={i % 2 === 0} />
      <TableNode type="read-model" x={0} y={1090} name="Order status" rows={[['#12', 'paid'], ['#13', 'paid']]} slots={3} hot={0} state={s} progress={.5} selected={i % 2 === 0} />
      <QueueNode x={0} y={1250} name="payments" items={cells(8, 9).map((c) => ({ n: c.n + 90 }))} taken={[{ n: 7, timeout: .5 }]} dead={i} slots={5} state={s} progress={.5} selected={i % 2 === 0} />
      <LogNode x={0} y={1400} columns={4} name="orders" partitions={[{ id: 'p0', first: 0, cells: [{ n: 1 }, { n: 12345, poison: true }], pins: [{ at: 1, who: ['K', 'D'] }] }, { id: 'p1', first: 0, cells: [{ n: 1, kind: 'tombstone' }, null, { n: 7, kind: 'snapshot' }, { n: 8, kind: 'command' }], pins: [{ at: 4, who: ['K', 'D', 'N'] }, { at: 3, who: ['P'], bad: true, lag: 1 }] }]} state={s} progress={.5} selected={i % 2 === 0} />
    </g>)}
    <LogNode x={1250} y={30} name="orders-a-very-long-topic-name" columns={6} ruler="rows" partitions={[{ id: 'p0', first: 4800, cells: cells(100, 13), pins: [{ at: 4200, who: ['P'], bad: true, lag: 613 }, { at: 4813, who: ['K', 'D', 'N'] }] }, { id: 'p1', first: 0, cells: cells(1, 3), pins: [{ at: 0, who: ['Pa'], bad: true, lag: 3 }, { at: 3, who: ['Pb'] }] }, { id: 'p2', start: 4, first: 4, cells: cells(1, 7), pins: [] }]} />
    <LogNode x={1570} y={30} name="orders" columns={6} partitions={[{ id: 'p0', first: 3, cells: cells(9, 4), pins: [{ at: 1, who: ['P'], bad: true, lag: 6 }, { at: 7, who: ['K', 'D', 'N', 'Q', 'R'] }] }, { id: 'p1', first: 0, cells: cells(1, 2), pins: [{ at: 2, who: ['K'] }] }, { id: 'p2', first: 2, cells: cells(1, 4), pins: [{ at: 6, who: ['K'] }] }]} />
    <EventStoreNode x={1250} y={320} streams={[{ id: 'account-7', older: 12, events: cells(1, 8).map((c) => ({ label: '+' + c.n * 1000 })) }, { id: 'b', events: [{ label: 'Opened' }] }]} slots={3} />
    <EventStoreNode x={1570} y={320} streams={[{ id: 'account-7', events: [{ label: 'new' }] }]} slots={2} state="crashed" selected />
    {TOKEN_KINDS.map((k, i) => <g key={k}><Token kind={k} x={1270 + i * 60} y={620} lifted number={14 + i} version={i === 3 ? 2 : undefined} /><Token kind={k} x={1270 + i * 60} y={670} size={17} numberAt="right" number={i} /><Token kind={k} x={1270 + i * 60} y={730} size={62} lifted strokeWidth={3} /><SpaceTimeHead kind={k} x={1270 + i * 60} y={790} angle={.5} colour={TOKEN_LINE[k]} /><Token kind={k} x={1270 + i * 60} y={820} size={24} rotate={60} lifted glyph={k === 'event' ? 123 : undefined} /></g>)}
    {[21, 60, 120, 200, 5000].map((n, i) => <g key={n} transform={`translate(${1250 + (i % 2) * 320},${870 + Math.floor(i / 2) * 130})`}><Link path={C} mode={i % 2 ? 'sync' : 'async'} /><Ribbon path={C} kind={(['event', 'command', 'query', 'event', 'command'] as const)[i]!} count={n} rate={1240} offset={5} /></g>)}
    {(['sync', 'async', 'sub'] as const).map((m, j) => (['ok', 'slow', 'lossy', 'cut', 'idle'] as const).map((s, i) => <g key={m + s} transform={`translate(${1250 + i * 120},${1270 + j * 60}) scale(.4)`}><Link path={C} mode={m} state={s} k={2} waiting={i === 4 && j === 0} /></g>))}
    {FAULTS.map((f, i) => <FaultBadge key={f} fault={f} x={1260 + i * 40} y={1480} />)}
    <Pill x={1250} y={1520}>Running 4</Pill><Pill x={1400} y={1520} fault="crash" fill="fault-fill" stroke="fault-line" colour="on-fault" face="text">Crashed</Pill>
    {[0, .3, .6, .8, 1].map((f, i) => <g key={f} transform={`translate(${1260 + i * 80},1560)`}><Mark size={48} paper="paper-stage" landed={f} /></g>)}
    <LogCell x={1700} y={1560} side={80} n={123} size={36} k={4} poison />
  </svg><div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, width: 600, position: 'absolute', left: 1250, top: 1680 }}>{ICON_NAMES.map((n) => <span key={n} title={n}><Icon name={n} size={30} /></span>)}</div></div>;
}
