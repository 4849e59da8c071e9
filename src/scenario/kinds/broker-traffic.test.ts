import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load.ts';

const OUTBOX = 'relay: { kind: outbox-relay, source: db, to: news }';
const CONNECTOR = 'relay: { kind: cdc, source: db, outbox: true, to: news }';
const CHANGES = 'relay: { kind: cdc, source: db, tables: [orders], as: Placed, to: news }';

describe('what comes to a broker', () => {
  test.each([
    ['a relay', OUTBOX],
    ['a connector of an outbox', CONNECTOR],
    ['a connector of tables', CHANGES],
  ])('a topic passes on what %s publishes, to those who ask for it', (_, relay) => {
    const loaded = loadScenario(`eventually: 1
id: relayed
title: Relayed
messages:
  Place: { kind: command, fields: { id: string } }
  Placed: { kind: event }
components:
  orders:
    kind: service
    on:
      Place:
        - transaction:
            - { write: orders, key: =msg.id, set: { state: placed } }
            - { outbox: Placed, key: =msg.id, data: {} }
          in: db
  db: { kind: database }
  ${relay}
  news: { kind: topic, subscribers: [{ to: copies }, { to: others, keys: [Refused] }] }
  copies: { kind: queue }
  others: { kind: queue }`);
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    expect(loaded.scenario.components.get('news')?.sendings).toEqual([{ message: 'Placed', to: 'copies' }]);
  });
});
