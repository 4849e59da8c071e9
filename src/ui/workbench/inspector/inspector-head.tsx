import type { View } from '../../../projections/view.ts';
import type { ComponentSpec } from '../../../scenario/scenario.ts';
import { Button } from '../../controls/button.tsx';
import { classNames } from '../../controls/class-names.ts';
import text from '../../controls/text.module.css';
import { Icon } from '../../drawing/icon.tsx';
import type { Selection } from '../selection.ts';
import styles from './inspector.module.css';
import { lifeBadge } from './life-badge.ts';
import { StateBadge, type StateBadgeProps } from './state-badge.tsx';

export interface InspectorHeadProps {
  readonly selection: Selection;
  readonly view: View;
  readonly onClose: (() => void) | undefined;
}

/** Name, state and kind of what is selected. */
export function InspectorHead({ selection, view, onClose }: InspectorHeadProps) {
  const isLink = selection.kind === 'link';
  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <h2 className={classNames(styles.name, text.display)}>
          {isLink ? `${selection.ends[0].name}, ${selection.ends[1].name}` : selection.spec.name}
        </h2>
        <StateBadge {...badgeOf(selection, view)} />
        {onClose !== undefined && (
          <Button look="ghost" square aria-label="Close the inspector" onClick={onClose}>
            <Icon name="close" size={18} />
          </Button>
        )}
      </div>
      <p className={styles.sub}>{isLink ? 'Link, alike both ways' : <KindOf spec={selection.spec} />}</p>
    </header>
  );
}

function badgeOf(selection: Selection, view: View): StateBadgeProps {
  if (selection.kind === 'link') return linkBadge(view.links.get(selection.id)?.state ?? 'ok');
  const seen = view.components.get(selection.spec.id);
  return seen === undefined ? { words: 'Not here', glyph: null, fault: false } : lifeBadge(seen.life, view.tUs);
}

function linkBadge(state: string): StateBadgeProps {
  if (state === 'ok') return { words: 'Ok', glyph: null, fault: false };
  const words = state.split('+').join(', ');
  return {
    words: words.charAt(0).toUpperCase() + words.slice(1),
    glyph: state.includes('cut') ? 'partition' : 'drop',
    fault: true,
  };
}

function KindOf({ spec }: { readonly spec: ComponentSpec }) {
  switch (spec.kind) {
    case 'client':
      return 'Client';
    case 'log':
      return `Log, ${spec.partitions} ${spec.partitions === 1 ? 'partition' : 'partitions'}`;
    case 'service':
      return (
        <>
          Service
          {spec.consumes.map(({ from, group }) => (
            <span key={from}>
              , consumer group <b>{group}</b>
            </span>
          ))}
          , {spec.workers === 1 ? 'one worker' : `${spec.workers} workers`}
        </>
      );
    default:
      return KIND_WORDS[spec.kind] ?? spec.kind;
  }
}

/** What people call a kind. */
const KIND_WORDS: { readonly [kind: string]: string } = {
  queue: 'Queue',
  topic: 'Topic',
  stream: 'Stream processor',
  'event-store': 'Event store',
  view: 'Read model',
  database: 'Database',
  cdc: 'CDC connector',
  'outbox-relay': 'Outbox relay',
  gateway: 'API gateway',
  esb: 'Enterprise service bus',
  balancer: 'Load balancer',
  cache: 'Cache',
  external: 'External system',
  registry: 'Schema registry',
  vault: 'Key vault',
};
