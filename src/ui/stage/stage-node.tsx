import { memo } from 'react';
import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { ClientView, ComponentView, LogView, ServiceView, View } from '../../projections/view.ts';
import { ClientNode } from '../drawing/client-node.tsx';
import { LogNode } from '../drawing/log-node.tsx';
import { nodeStateOf } from './node-state-of.ts';
import { paint } from '../drawing/paint.ts';
import { ServiceNode } from '../drawing/service-node.tsx';
import { hexagon, moved, polygonPath } from '../drawing/shape.ts';
import { Text } from '../drawing/text.tsx';
import { textWidth } from '../drawing/text-fit.ts';
import { Token } from '../drawing/token.tsx';
import { wholeText } from '../number-text.ts';
import { clientLook } from './client-look.ts';
import { Inbox } from './inbox.tsx';
import { drawKind } from './kind.tsx';
import { logLook, type LogLook } from './log-look.ts';
import type { PlacedNode } from './placed.ts';
import { serviceLook } from './service-look.ts';

export interface StageNodeProps {
  readonly spec: ComponentSpec;
  readonly component: ComponentView;
  readonly view: View;
  readonly node: PlacedNode;
  readonly selected: boolean;
  /** Leaves out what a narrow stage has no room for. */
  readonly terse: boolean;
  /** The groups whose pins a log shows; null: all. */
  readonly groups: ReadonlySet<string> | null;
}

/** A component on the stage as it is at the view's instant. */
export function StageNode({ spec, component, view, node, selected, terse, groups }: StageNodeProps) {
  switch (component.kind) {
    case 'client':
      return <StageClient name={spec.name} client={component} node={node} selected={selected} terse={terse} />;
    case 'service':
      return (
        <StageService
          name={spec.name}
          service={component}
          tUs={view.tUs}
          node={node}
          selected={selected}
          terse={terse}
        />
      );
    case 'log':
      return <StageLog name={spec.name} log={component} view={view} node={node} selected={selected} groups={groups} />;
    default:
      return (
        drawKind({ spec, component, view, node, selected, terse }) ?? (
          <PlainNode name={spec.name} component={component} node={node} selected={selected} />
        )
      );
  }
}

/** A component whose kind has no drawing of its own. */
function PlainNode({
  name,
  component,
  node,
  selected,
}: {
  name: string;
  component: ComponentView;
  node: PlacedNode;
  selected: boolean;
}) {
  return (
    <ServiceNode
      x={node.x}
      y={node.y}
      w={node.width}
      h={node.height}
      taper={node.taper}
      name={name}
      size={node.size}
      sub={component.sub}
      state={nodeStateOf(component.life)}
      selected={selected}
    />
  );
}

function StageClient({
  name,
  client,
  node,
  selected,
  terse,
}: {
  name: string;
  client: ClientView;
  node: PlacedNode;
  selected: boolean;
  terse: boolean;
}) {
  const { sub, ok, bad, last } = clientLook(client);
  return (
    <>
      <ClientNode
        x={node.x}
        y={node.y}
        name={name}
        bust={node.width}
        sub={terse ? undefined : sub}
        selected={selected}
      />
      {!terse && <Outcomes x={node.cx} y={node.y + node.height + (sub === undefined ? 33 : 50)} ok={ok} bad={bad} />}
      {last !== undefined && <LastOutcome x={node.cx} y={node.y - 16} words={terse ? '' : last} />}
    </>
  );
}

/** How the client's requests ended: answers and failures, counted. */
const Outcomes = memo(function Outcomes({ x, y, ok, bad }: { x: number; y: number; ok: number; bad: number }) {
  const counts = (
    [
      ['reply', ok],
      ['error', bad],
    ] as const
  ).filter(([, count]) => count > 0);
  const widths = counts.map(([, count]) => OUTCOME_TOKEN * 1.4 + textWidth(wholeText(count), 13, 'mono'));
  let left = x - (widths.reduce((sum, width) => sum + width, 0) + 10 * (counts.length - 1)) / 2;
  return counts.map(([kind, count], i) => {
    const at = left;
    left += (widths[i] as number) + 10;
    return (
      <g key={kind} data-outcomes={kind}>
        <Token kind={kind} x={at + OUTCOME_TOKEN / 2} y={y - 4.6} size={OUTCOME_TOKEN} strokeWidth={1.2} />
        <Text
          x={at + OUTCOME_TOKEN * 1.4}
          y={y}
          size={13}
          weight={600}
          face="mono"
          halo="paper-stage"
          colour={kind === 'error' ? 'fault-text' : 'ink-2'}
        >
          {wholeText(count)}
        </Text>
      </g>
    );
  });
});

const OUTCOME_TOKEN = 13;

/** What the client was told, or was not: shown at the client, because that is where it hurts. */
const LastOutcome = memo(function LastOutcome({ x, y, words }: { x: number; y: number; words: string }) {
  const token = 20;
  const width = words === '' ? token : token + 6 + textWidth(words, 14, 'mono');
  const left = x - width / 2;
  return (
    <g data-outcome={words}>
      <Token kind="error" x={left + token / 2} y={y - 5} size={token} />
      {words !== '' && (
        <Text x={left + token + 6} y={y} size={14} weight={700} face="mono" colour="fault-text" halo="paper-stage">
          {words}
        </Text>
      )}
    </g>
  );
});

function StageService({
  name,
  service,
  tUs,
  node,
  selected,
  terse,
}: {
  name: string;
  service: ServiceView;
  tUs: number;
  node: PlacedNode;
  selected: boolean;
  terse: boolean;
}) {
  const { state, progress, sub, fault, inbox } = serviceLook(service, tUs);
  const narrow = node.width < 112;
  return (
    <>
      <ServiceNode
        x={node.x}
        y={node.y}
        w={node.width}
        h={node.height}
        taper={node.taper}
        name={name}
        size={node.size}
        sub={narrow ? undefined : sub}
        state={state}
        progress={progress === undefined ? undefined : Math.round(progress * 200) / 200}
        fault={fault}
        selected={selected && !narrow}
      />
      {selected && narrow && (
        <path
          d={polygonPath(moved(hexagon(node.width + 9, node.height + 8, node.taper + 2), node.x - 4.5, node.y - 4))}
          fill="none"
          stroke={paint('ink-1')}
          strokeWidth={2.4}
          strokeLinejoin="round"
          data-selected=""
        />
      )}
      {!terse && inbox.length > 0 && <Inbox x={node.x + node.taper - 12} y={node.y - 11} messages={inbox} />}
    </>
  );
}

interface StageLogProps {
  readonly name: string;
  readonly log: LogView;
  readonly view: View;
  readonly node: PlacedNode;
  readonly selected: boolean;
  readonly groups: ReadonlySet<string> | null;
}

function StageLog({ name, log, view, node, selected, groups }: StageLogProps) {
  const look = logLook(log, view, node.log?.columns ?? 5, groups);
  return <LogDrawing name={name} look={look} node={node} selected={selected} />;
}

/** A log changes far less often than time passes: it draws anew only when its picture differs. */
const LogDrawing = memo(
  function LogDrawing({
    name,
    look,
    node,
    selected,
  }: {
    name: string;
    look: LogLook;
    node: PlacedNode;
    selected: boolean;
  }) {
    const { columns = 5, cell = 34, pitch, ruler = 'shared' } = node.log ?? {};
    const { state, progress = 0, partitions } = look;
    return (
      <LogNode
        x={node.x}
        y={node.y}
        name={name}
        partitions={partitions}
        state={state}
        progress={progress}
        selected={selected}
        columns={columns}
        cell={cell}
        pitch={pitch}
        ruler={ruler}
      />
    );
  },
  (a, b) =>
    a.look.signature === b.look.signature && a.name === b.name && a.node === b.node && a.selected === b.selected,
);
