import type { Edge } from '../../projections/topology.ts';
import type { View } from '../../projections/view.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { linkId } from '../../trace/link-id.ts';
import { curvePath } from '../drawing/curve.ts';
import type { LinkLook } from './link-look.ts';
import { withOverhang, type Box, type PlacedNode, type PlacedTables, type StageLayout } from './placed.ts';
import { linkWords, nodeWords, tokenWords } from './stage-words.ts';
import { Target } from './target.tsx';
import type { StageToken } from './traffic.ts';

export interface StageTargetsProps {
  readonly scenario: Pick<Scenario, 'components'>;
  readonly view: View;
  readonly layout: StageLayout;
  readonly looks: ReadonlyMap<Edge, LinkLook>;
  readonly tokens: readonly StageToken[];
  readonly selected: string | null;
  readonly followed: number | null;
  readonly onSelect: (id: string) => void;
  readonly onFollow: ((correlationId: number | null) => void) | undefined;
}

/** Radius of what can be pressed around a token: 36 px across. */
const REACH = 18;

/** What can be focused and pressed, in the order of the flow: each component, its links, then the messages under way. */
export function StageTargets({
  scenario,
  view,
  layout,
  looks,
  tokens,
  selected,
  followed,
  onSelect,
  onFollow,
}: StageTargetsProps) {
  const nameOf = (id: string): string => scenario.components.get(id)?.name ?? id;
  const links = [...layout.links.values()];
  return (
    <>
      {inFlowOrder(layout, scenario).map((node) => {
        const component = view.components.get(node.id);
        if (component === undefined) return null;
        const box = withOverhang(node);
        return (
          <g key={node.id}>
            <Target
              id={node.id}
              label={nodeWords(nameOf(node.id), component, view)}
              pressed={selected === node.id}
              onPress={() => onSelect(node.id)}
              ring={ringAround(node, layout.tables.get(node.id), selected === node.id)}
            >
              <rect
                x={node.x - 4}
                y={node.y - 4}
                width={node.width + 8}
                height={(node.kind === 'client' ? box.y + box.height - node.y : node.height) + 8}
                fill="none"
              />
            </Target>
            {links
              .filter(({ edge }) => edge.from === node.id)
              .map(({ edge, path }) => {
                const d = curvePath(path);
                const id = linkId(edge.from, edge.to);
                return (
                  <Target
                    key={edge.id}
                    id={edge.id}
                    label={linkWords(nameOf(edge.from), nameOf(edge.to), looks.get(edge) as LinkLook)}
                    pressed={selected === id}
                    onPress={() => onSelect(id)}
                    ring={d}
                  >
                    <path d={d} fill="none" stroke="transparent" strokeWidth={22} />
                  </Target>
                );
              })}
          </g>
        );
      })}
      {onFollow !== undefined &&
        tokens.map((token) => {
          const [x, y] = token.at;
          const { correlationId } = token.flight.message;
          const isFollowed = followed === correlationId;
          return (
            <Target
              key={token.flight.hop}
              id={`hop ${token.flight.hop}`}
              label={tokenWords(token, nameOf)}
              pressed={isFollowed}
              onPress={() => onFollow(isFollowed ? null : correlationId)}
              ring={{ x: x - 16, y: y - 16, width: 32, height: 32 }}
            >
              <circle cx={x} cy={y} r={REACH} fill="none" />
            </Target>
          );
        })}
    </>
  );
}

/** Outside the selection ring where there is one, and around a service's tables where they lie close below it. */
function ringAround({ x, y, width, height }: PlacedNode, tables: PlacedTables | undefined, selected: boolean): Box {
  const air = selected ? 15 : 6;
  const below = tables !== undefined && tables.slots === 0 ? tables.y + tables.height + 7 - (y + height) : air;
  return { x: x - air, y: y - air, width: width + 2 * air, height: height + air + below };
}

/** Column by column, from the top: as the eye follows the flow. */
function inFlowOrder(layout: StageLayout, scenario: Pick<Scenario, 'components'>): readonly PlacedNode[] {
  const at = ({ id }: PlacedNode): readonly [number, number] => scenario.components.get(id)?.at ?? [0, 0];
  return [...layout.nodes.values()].sort((a, b) => at(a)[0] - at(b)[0] || at(a)[1] - at(b)[1]);
}
