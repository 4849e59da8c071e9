import { describe, expect, test } from 'vitest';
import type { TimedInterventionDocument } from '../scenario/intervention-schema.ts';
import { entriesOf, runYaml, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const MESSAGES = `
messages:
  Register: { kind: command, fields: { subject: string, fields: any?, schema: any? } }
  Check: { kind: command, fields: { subject: string, fields: any?, schema: any?, version: integer? } }
  Latest: { kind: command, fields: { subject: string } }
  SetLevel: { kind: command, fields: { level: string, subject: string? } }
  Delete: { kind: command, fields: { subject: string, version: integer? } }
  Placed: { kind: event, fields: { orderId: string, amount: number } }
`;
const OPERATIONS = 'on: { Register: register, Check: check, Latest: latest, SetLevel: level, Delete: delete }';

/** A team sends requests, one every 100 ms; each is a message's name and its data. */
function yaml(requests: readonly (readonly [string, string])[], registry = ''): string {
  const sends = requests.map(
    ([message, data], i) =>
      `{ command: ${message}, to: schemas, every: 1ms, count: 1, start: ${(i + 1) * 100}ms, data: ${data} }`,
  );
  return `${MESSAGES}
components:
  team: { kind: client, sends: [${sends.join(', ')}] }
  schemas: { kind: registry, ${OPERATIONS}${registry} }`;
}

const ask = (requests: readonly (readonly [string, string])[], registry = ''): Simulation =>
  runYaml(yaml(requests, registry), { untilUs: 5 * SECOND });

/** How each request ended, in order. */
const ends = (simulation: Simulation): readonly unknown[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome, data }) => [outcome, data]);

const a = '{ subject: orders, fields: { id: string } }';
const optional = '{ subject: orders, fields: { id: string, note: "string?" } }';
const required = '{ subject: orders, fields: { id: string, total: number } }';
const WHY =
  'BACKWARD is broken with version 1 of `orders`: field `total` at /fields/1 of the new schema has no default and is missing in the old schema';

test('[REG-10] a request registers, and its answer says version and id, or the verdict word for word', () => {
  const simulation = ask([
    ['Register', a],
    ['Register', required],
    ['Register', a],
    ['Register', optional],
  ]);
  expect(ends(simulation)).toEqual([
    ['ok', { subject: 'orders', version: 1, id: 1 }],
    ['refused', { code: 'refused', why: WHY }],
    ['ok', { subject: 'orders', version: 1, id: 1 }],
    ['ok', { subject: 'orders', version: 2, id: 2 }],
  ]);
  expect(entriesOf(simulation, 'schema.registered').map(({ version, isNew }) => [version, isNew])).toEqual([
    [1, true],
    [1, false],
    [2, true],
  ]);
  expect(entriesOf(simulation, 'schema.refused')).toMatchObject([{ level: 'BACKWARD', against: 1, why: WHY }]);
});

test('[REG-10] Avro schemas are taken as they are written', () => {
  const avro = (fields: string) => `{ subject: s, schema: { type: record, name: R, fields: [${fields}] } }`;
  const simulation = ask([
    ['Register', avro('{ name: n, type: int }')],
    ['Register', avro('{ name: n, type: long }')],
    ['Register', avro('{ name: n, type: int }, { name: m, type: whole }')],
    ['Register', '{ subject: s }'],
    ['Register', '{ subject: s, fields: { n: text } }'],
  ]);
  expect(ends(simulation)).toMatchObject([
    ['ok', { version: 1 }],
    ['ok', { version: 2 }],
    ['refused', { why: expect.stringContaining('schema.fields[1].type: `whole` is not a type') }],
    ['refused', { why: 'a schema is given in Avro, as `schema`, or by its `fields`' }],
    ['refused', { why: expect.stringContaining('fields.n: `text` is not a type') }],
  ]);
});

test('[REG-10] a request checks, sets levels, deletes, gets the latest', () => {
  const simulation = ask([
    ['Latest', '{ subject: orders }'],
    ['Register', a],
    ['Check', required],
    ['SetLevel', '{ level: FORWARD }'],
    ['Check', required],
    ['SetLevel', '{ level: NONE, subject: orders }'],
    ['Register', required],
    ['Latest', '{ subject: orders }'],
    ['Delete', '{ subject: orders, version: 2 }'],
    ['Delete', '{ subject: orders, version: 2 }'],
    ['Delete', '{ subject: orders }'],
    ['SetLevel', '{ level: STRICT }'],
  ]);
  expect(ends(simulation)).toMatchObject([
    ['refused', { why: '`orders` has no such version' }],
    ['ok', { version: 1 }],
    ['ok', { compatible: false, level: 'BACKWARD', against: 1 }],
    ['ok', { level: 'FORWARD' }],
    ['ok', { compatible: true, level: 'FORWARD', against: null, reasons: [] }],
    ['ok', { level: 'NONE' }],
    ['ok', { version: 2, id: 2 }],
    ['ok', { version: 2, schema: { type: 'record', name: 'orders' } }],
    ['ok', { versions: [2] }],
    ['refused', { why: '`orders` has no such version' }],
    ['ok', { versions: [1] }],
    ['refused', { why: expect.stringContaining('`STRICT` is not a level of compatibility') }],
  ]);
});

describe('[REG-11] what a document gives is there from the start', () => {
  const registry = `, level: FULL, contracts: [Placed], subjects: {
    Placed: { versions: [{ fields: { orderId: string } }] },
    orders: { level: NONE, versions: [{ fields: { id: string } }, { schema: string }] } }`;

  test('unchecked, in order, contracts last', () => {
    const simulation = ask([], registry);
    expect(
      entriesOf(simulation, 'schema.registered').map(({ subject, version, tUs }) => [subject, version, tUs]),
    ).toEqual([
      ['Placed', 1, 0],
      ['orders', 1, 0],
      ['orders', 2, 0],
      ['Placed', 2, 0],
    ]);
    expect(entriesOf(simulation, 'schema.level-set').map(({ subject, level }) => [subject, level])).toEqual([
      [null, 'FULL'],
      ['orders', 'NONE'],
    ]);
  });

  test('and survives a crash; who asks meanwhile gets no answer', () => {
    const latest = Array.from({ length: 7 }, () => ['Latest', '{ subject: orders }'] as const);
    const simulation = runYaml(yaml(latest, registry), {
      untilUs: 5 * SECOND,
      interventions: [
        { at: '150ms', crash: 'schemas' },
        { at: '160ms', restart: 'schemas' },
      ],
    });
    const dropped = entriesOf(simulation, 'message.dropped').map(({ reason }) => reason);
    expect(dropped).toEqual(Array.from({ length: 5 }, () => 'receiver-down'));
    expect(ends(simulation)).toMatchObject([
      ['ok', { version: 2 }],
      ['ok', { version: 2 }],
    ]);
  });
});

describe('[REG-12] the contract of a message', () => {
  const guarded = (level: string) => `${MESSAGES}
components:
  shop: { kind: client, sends: [{ event: Placed, to: log, every: 100ms, data: { orderId: a, amount: 1 } }] }
  log: { kind: log }
  schemas: { kind: registry, name: Schemas, level: ${level}, contracts: [Placed] }`;
  const rename = { at: '500ms', rename: 'Placed', of: 'shop', field: 'amount', to: 'total' } as const;
  const change = (level: string, before: readonly TimedInterventionDocument[] = []) =>
    runYaml(guarded(level), { untilUs: SECOND, interventions: [...before, rename] });

  test('is not changed where the registry refuses it, and the verdict is told', () => {
    const simulation = change('BACKWARD');
    expect(entriesOf(simulation, 'interface.changed')).toEqual([]);
    const why =
      'Schemas refuses the new contract: BACKWARD is broken with version 1 of `Placed`: field `total` at /fields/1 of the new schema has no default and is missing in the old schema';
    expect(entriesOf(simulation, 'intervention.ignored')).toMatchObject([{ why }]);
    expect(entriesOf(simulation, 'schema.refused', 'schemas')).toHaveLength(1);
  });

  test('is changed where the level allows it, as the next version', () => {
    const simulation = change('NONE');
    expect(entriesOf(simulation, 'interface.changed')).toHaveLength(1);
    expect(entriesOf(simulation, 'schema.registered').map(({ version }) => version)).toEqual([1, 2]);
  });

  test('is not changed while the registry is down', () => {
    const simulation = change('NONE', [{ at: '400ms', crash: 'schemas' }]);
    expect(entriesOf(simulation, 'intervention.ignored')).toMatchObject([
      { why: 'Schemas refuses the new contract: it is down, so that nobody checks the change' },
    ]);
  });
});

describe('[REG-13] a request', () => {
  const disturbed = (intervention: TimedInterventionDocument) =>
    runYaml(yaml([['Register', a]]), { untilUs: SECOND, interventions: [intervention] });

  test('that does not fit its contract is rejected', () => {
    const simulation = disturbed({ at: '1ms', rename: 'Register', of: 'team', field: 'subject', to: 'topic' });
    expect(ends(simulation)).toEqual([['failed', { code: 'rejected', why: '`subject` is missing' }]]);
    expect(entriesOf(simulation, 'message.rejected', 'schemas')).toHaveLength(1);
    expect(entriesOf(simulation, 'schema.registered')).toEqual([]);
  });

  test('that is poisoned fails', () => {
    const simulation = disturbed({ at: '1ms', poison: 'schemas' });
    expect(ends(simulation)).toMatchObject([['failed', { code: 'failed' }]]);
    expect(entriesOf(simulation, 'schema.refused')).toMatchObject([{ subject: '', level: null }]);
    expect(entriesOf(simulation, 'schema.registered')).toEqual([]);
  });
});
