import type {
  ClientView,
  ComponentView,
  Flight,
  GroupView,
  LifeView,
  LogView,
  ServiceView,
  TaskView,
  View,
} from '../../projections/view.ts';
import type { Message, MessageKind } from '../../trace/message.ts';

export const UP: LifeView = { state: 'up', sinceUs: 0, untilUs: null, factor: 1 };

export const message = (id: number, kind: MessageKind = 'command', change: Partial<Message> = {}): Message => ({
  id,
  name: kind === 'event' ? 'OrderPlaced' : 'PlaceOrder',
  kind,
  source: 'client',
  data: null,
  key: null,
  label: String(id),
  version: 1,
  correlationId: id,
  causationId: null,
  inReplyTo: null,
  poison: false,
  ...change,
});

const base = (id: string) => ({ id, life: UP, interfaces: [], entryCount: 0 });

export const clientView = (id: string, change: Partial<ClientView> = {}): ClientView => ({
  ...base(id),
  kind: 'client',
  open: [],
  sent: 0,
  outcomes: { ok: 0, refused: 0, failed: 0, timeout: 0 },
  last: null,
  ...change,
});

export const serviceView = (id: string, change: Partial<ServiceView> = {}): ServiceView => ({
  ...base(id),
  kind: 'service',
  tasks: [],
  queue: [],
  tables: [],
  counts: { done: 0, refused: 0, failed: 0, deduplicated: 0, rejected: 0, crashed: 0 },
  lastTask: null,
  retrying: null,
  ...change,
});

export const task = (id: number, change: Partial<TaskView> = {}): TaskView => ({
  task: id,
  worker: 0,
  message: message(id),
  record: null,
  startedUs: 0,
  line: 2,
  op: 'work',
  lineSinceUs: 0,
  lineUntilUs: null,
  waitingFor: null,
  ...change,
});

/** One partition with the records `labels`. */
export const logView = (id: string, labels: readonly number[], groups: readonly GroupView[]): LogView => ({
  ...base(id),
  kind: 'log',
  groups,
  partitions: [
    {
      index: 0,
      end: labels.length,
      records: labels.map((label, offset) => ({ offset, message: message(label, 'event'), appendedUs: 0 })),
    },
  ],
});

export const groupView = (component: string, mark: string, committed: number, end: number): GroupView => ({
  group: component,
  mark,
  component,
  generation: 1,
  partitions: [{ committed, position: committed, member: component }],
  lag: end - committed,
});

export const flight = (hop: number, from: string, to: string, change: Partial<Flight> = {}): Flight => ({
  hop,
  message: message(hop),
  from,
  to,
  passage: 'call',
  sentUs: 0,
  dueUs: 100_000,
  duplicate: false,
  record: null,
  ...change,
});

export const viewOf = (
  tUs: number,
  components: readonly ComponentView[],
  flights: readonly Flight[] = [],
  links: View['links'] = new Map(),
): View => ({
  tUs,
  count: 0,
  components: new Map(components.map((component) => [component.id, component])),
  flights,
  links,
});
