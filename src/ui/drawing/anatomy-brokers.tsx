import styles from './anatomy.module.css';
import { Entry, Section } from './anatomy-section.tsx';
import { CdcNode } from './cdc-node.tsx';
import { EventStoreNode } from './event-store-node.tsx';
import { GatewayNode } from './gateway-node.tsx';
import { LogNode } from './log-node.tsx';
import type { LogPartition } from './log-row.tsx';
import { QueueNode } from './queue-node.tsx';
import { RegistryNode } from './registry-node.tsx';
import { StreamProcessorNode } from './stream-processor-node.tsx';
import { TableNode } from './table-node.tsx';

const PARTITIONS: readonly LogPartition[] = [
  {
    id: 'p0',
    first: 3,
    cells: [{ n: 9 }, { n: 12 }, { n: 15 }, { n: 18 }],
    pins: [
      { at: 5, who: ['P'], bad: true, lag: 2 },
      { at: 7, who: ['K', 'D', 'N'] },
    ],
  },
  {
    id: 'p1',
    first: 3,
    cells: [{ n: 10 }, { n: 13 }, { n: 16 }],
    pins: [
      { at: 5, who: ['P'], bad: true, lag: 1 },
      { at: 6, who: ['K', 'D', 'N'] },
    ],
  },
];

/** The section on brokers and connectors. */
export function Brokers() {
  return (
    <Section title="Brokers and connectors" claim="A log keeps what was read; a queue gives it away">
      <div className={styles.row}>
        <Entry
          name="Log broker"
          text={
            'one row per partition,\noffsets on top, older\nones folded, open at\nthe append end\n\nPins mark where each\ngroup reads next; the\nred number and rule\nare its lag'
          }
          w={298}
          h={200}
          beside={184}
        >
          <LogNode x={0} y={12} name="orders" partitions={PARTITIONS} columns={6} />
        </Entry>
        <div style={{ width: 36 }} />
        <Entry
          name="Queue broker"
          text={
            'read from the right;\nshaded: taken, not yet\nacknowledged; the bar\nis its visibility timeout\n\nDead letters hang below'
          }
          w={272}
          h={170}
          beside={182}
        >
          <QueueNode
            x={0}
            y={32}
            name="emails"
            slots={7}
            items={[{}, {}, {}, { kind: 'poison' }]}
            taken={[{ timeout: 0.7 }, { timeout: 0.3 }]}
            dead={2}
          />
        </Entry>
        <div style={{ width: 40 }} />
        <Entry name="CDC connector" text={'plugs into a\ncommit log, turns\nrows into events'} w={166} h={124}>
          <CdcNode x={14} y={38} w={98} />
        </Entry>
        <Entry name="API gateway" text={'one front door,\na lane per\nservice'} w={134} h={124}>
          <GatewayNode x={17} y={12} h={86} w={44} busyLanes={[1]} />
        </Entry>
      </div>
    </Section>
  );
}

const event = (label: string) => ({ label });

/** The section on stores and views. */
export function Stores() {
  return (
    <Section
      title="Stores and views"
      claim="Solid outline is the source of truth; dotted can be thrown away and rebuilt"
    >
      <div className={styles.row}>
        <Entry name="Event store" text={'one stream per aggregate, in order;\nyellow is a snapshot'} w={328} h={170}>
          <EventStoreNode
            x={0}
            y={4}
            streams={[
              { id: 'acc-7', events: [event('new'), event('+100'), event('−20'), event('−20')] },
              { id: 'acc-8', events: [event('new'), event('+50'), { label: 'Σ 50', snapshot: true }, event('−5')] },
            ]}
          />
        </Entry>
        <Entry name="Database" text={'the row being written\nis sunk'} w={232} h={170}>
          <TableNode
            type="database"
            x={0}
            y={18}
            w={184}
            name="payments"
            head={['order', 'state']}
            rows={[
              ['#12', 'paid'],
              ['#13', 'paid'],
              ['#14', 'charging'],
            ]}
            hot={2}
          />
        </Entry>
        <Entry name="Read model" text={'green: it answers queries;\ndotted: it can be rebuilt'} w={274} h={170}>
          <TableNode
            type="read-model"
            x={0}
            y={6}
            w={222}
            name="Order status"
            head={['order', 'is it ready?']}
            rows={[
              ['#12', 'on its way'],
              ['#13', 'in the oven'],
              ['#14', 'accepted'],
            ]}
            hot={1}
          />
        </Entry>
        <Entry name="Stream processor" text={'many in, few out; the\nbracket is its window'} w={254} h={170}>
          <StreamProcessorNode x={0} y={28} name="Fraud pattern" span="5 s" held={3} passed={2} />
        </Entry>
        <Entry name="Schema registry" text={'filled tab: the version\nbeing written now'} w={224} h={170}>
          <RegistryNode
            x={0}
            y={16}
            subjects={[
              { subject: 'OrderPlaced', versions: [1, 2] },
              { subject: 'OrderPaid', versions: [1] },
            ]}
          />
        </Entry>
      </div>
    </Section>
  );
}
