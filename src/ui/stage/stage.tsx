import { useMemo, type ReactNode } from 'react';
import type { Edge } from '../../projections/topology.ts';
import type { View } from '../../projections/view.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { linkId } from '../../trace/link-id.ts';
import { usePanel } from '../controls/use-panel.ts';
import type { Annotation } from './annotation-place.ts';
import { FlightPaths } from './flight-path.ts';
import { linkLook } from './link-look.ts';
import { loadAnnotation } from './load-annotation.ts';
import { loadBreakers } from './load-breakers.ts';
import { isLate } from './log-look.ts';
import type { StageLayout } from './placed.ts';
import { useReducedMotion } from './reduced-motion.ts';
import { StageLink, SubscriptionMark } from './stage-link.tsx';
import { StageNode } from './stage-node.tsx';
import { StageTables } from './stage-tables.tsx';
import { StageTargets } from './stage-targets.tsx';
import { trafficOf } from './traffic.ts';
import { Ribbons, Tokens } from './traffic-drawing.tsx';
import styles from './stage.module.css';

export interface StageProps {
  readonly scenario: Pick<Scenario, 'components'>;
  readonly view: View;
  readonly edges: readonly Edge[];
  /** Keep the object while the space stays the same. */
  readonly layout: StageLayout;
  /** A component, or a link as `a~b`. */
  readonly selected: string | null;
  /** The correlation id of the followed message. */
  readonly followed: number | null;
  readonly onSelect?: ((id: string) => void) | undefined;
  readonly onFollow?: ((correlationId: number | null) => void) | undefined;
  readonly annotation?: Annotation | null;
  /** False draws a picture that nobody can press: a slide, a miniature. */
  readonly interactive?: boolean;
  /** The stage in words, for whoever does not see it. */
  readonly textEquivalent?: ReactNode;
  readonly label?: string;
}

/** The stage: a pure picture of (scenario, layout, view). */
export function Stage(props: StageProps) {
  const {
    scenario,
    view,
    edges,
    layout,
    selected,
    followed,
    onSelect,
    onFollow,
    annotation = null,
    interactive = true,
    textEquivalent,
    label = 'Stage',
  } = props;
  const jumps = useReducedMotion();
  const paths = useMemo(() => new FlightPaths(layout), [layout]);
  const { Panel: AnnotationDrawing } = usePanel(loadAnnotation, annotation !== null);
  const hasBreakers = [...view.components.values()].some(({ breakers }) => breakers !== undefined);
  const { Panel: BreakersDrawing } = usePanel(loadBreakers, hasBreakers);
  const links = useMemo(() => [...layout.links.values()], [layout]);
  const looks = new Map(edges.map((edge) => [edge, linkLook(edge, view)]));
  const late = lateGroups(view);
  const groups = layout.portrait ? subjectGroups(view, late, selected) : null;
  const { tokens, ribbons } = trafficOf(view.flights, paths, { tUs: view.tUs, followed, jumps });
  return (
    <figure className={styles['figure']} aria-label={label}>
      <svg
        className={styles['scene']}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role={interactive ? 'group' : 'img'}
        aria-label={label}
      >
        <g aria-hidden={true}>
          {links.map((link) => {
            const look = looks.get(link.edge);
            return look === undefined ? null : (
              <StageLink
                key={link.edge.id}
                link={link}
                look={look}
                selected={selected === linkId(link.edge.from, link.edge.to)}
              />
            );
          })}
          {hasBreakers && BreakersDrawing !== null && <BreakersDrawing view={view} links={links} />}
          <Ribbons ribbons={ribbons} />
          {[...layout.nodes.values()].map((node) => {
            const [spec, component] = [scenario.components.get(node.id), view.components.get(node.id)];
            if (spec === undefined || component === undefined) return null;
            const place = layout.tables.get(node.id);
            return (
              <g key={node.id} data-node={node.id}>
                {place !== undefined && component.kind === 'service' && (
                  <StageTables tables={component.tables} node={node} place={place} tUs={view.tUs} />
                )}
                <StageNode
                  spec={spec}
                  component={component}
                  view={view}
                  node={node}
                  selected={selected === node.id}
                  terse={layout.portrait}
                  groups={groups}
                />
              </g>
            );
          })}
          {!layout.portrait &&
            links.map((link) =>
              link.edge.group === null ? null : (
                <SubscriptionMark
                  key={link.edge.id}
                  link={link}
                  bad={late.has(`${link.edge.from}/${link.edge.group}`)}
                />
              ),
            )}
          {annotation !== null && AnnotationDrawing !== null && (
            <AnnotationDrawing annotation={annotation} layout={layout} />
          )}
          <Tokens tokens={tokens} />
        </g>
        {interactive && onSelect !== undefined && (
          <StageTargets
            scenario={scenario}
            view={view}
            layout={layout}
            looks={looks}
            tokens={tokens}
            selected={selected}
            followed={followed}
            onSelect={onSelect}
            onFollow={onFollow}
          />
        )}
      </svg>
      {textEquivalent !== undefined && <div className={styles['words']}>{textEquivalent}</div>}
    </figure>
  );
}

/** Late groups as `log/group`. */
function lateGroups(view: View): ReadonlySet<string> {
  const late = new Set<string>();
  for (const log of view.components.values()) {
    if (log.kind !== 'log') continue;
    for (const group of log.groups) if (isLate(group, log, view)) late.add(`${log.id}/${group.group}`);
  }
  return late;
}

/** On a narrow stage a log shows the pins of what the step is about: the selected group, the late ones. */
function subjectGroups(view: View, late: ReadonlySet<string>, selected: string | null): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const log of view.components.values()) {
    if (log.kind !== 'log') continue;
    for (const { group, component } of log.groups)
      if (component === selected || late.has(`${log.id}/${group}`)) subjects.add(group);
  }
  return subjects;
}
