import type { ComponentView, View } from '../../projections/view.ts';
import { clientLook } from './client-look.ts';
import { serviceLook } from './service-look.ts';
import type { LinkLook } from './link-look.ts';
import type { StageToken } from './traffic.ts';
import { wholeText } from '../number-text.ts';

const LIFE = {
  up: 'up',
  crashed: 'crashed',
  restarting: 'restarting',
  slow: 'slow',
  paused: 'paused',
  absent: 'not there yet',
} as const;

/** What a screen reader says of a component: "Payment, crashed, down 1,060 ms, lag 5". */
export function nodeWords(name: string, component: ComponentView, view: View): string {
  const parts: string[] = [name, LIFE[component.life.state]];
  switch (component.kind) {
    case 'client': {
      const { sub, words, last } = clientLook(component);
      parts.push(...[sub, words, last].filter((part): part is string => part !== undefined && part !== ''));
      break;
    }
    case 'service': {
      const { sub } = serviceLook(component, view.tUs);
      if (sub !== undefined) parts.push(sub);
      if (component.queue.length > 0) parts.push(`${wholeText(component.queue.length)} queued`);
      const lag = lagOf(component.id, view);
      if (lag !== null) parts.push(`lag ${wholeText(lag)}`);
      break;
    }
    case 'log': {
      const records = component.partitions.reduce((sum, { end }) => sum + end, 0);
      parts.push(`${wholeText(records)} ${records === 1 ? 'record' : 'records'}`);
      break;
    }
    default:
      if (component.sub !== undefined) parts.push(component.sub);
  }
  return parts.join(', ');
}

/** Records that wait for a component's groups; null: it reads no log. */
function lagOf(id: string, view: View): number | null {
  let lag: number | null = null;
  for (const component of view.components.values()) {
    if (component.kind !== 'log') continue;
    for (const group of component.groups) if (group.component === id) lag = (lag ?? 0) + group.lag;
  }
  return lag;
}

const CONDITION = { ok: '', idle: '', slow: ', slow', lossy: ', loses messages', cut: ', cut' } as const;
const MODE = { sync: 'calls', async: 'sends to', sub: 'feeds' } as const;

export function linkWords(from: string, to: string, look: LinkLook): string {
  const badge =
    look.badge === undefined ? '' : look.badge === 'duplicate' ? ', duplicates messages' : ', reorders messages';
  return `${from} ${MODE[look.mode]} ${to}${CONDITION[look.state]}${badge}${look.waiting ? ', waits in vain' : ''}`;
}

export function tokenWords({ flight, kind }: StageToken, nameOf: (id: string) => string): string {
  const what = kind === flight.message.kind ? flight.message.kind : `${flight.message.kind}, ${kind}`;
  return `${flight.message.name} ${flight.message.label}, ${what}, from ${nameOf(flight.from)} to ${nameOf(flight.to)}`;
}
