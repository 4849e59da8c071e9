import { describe, expect, test } from 'vitest';
import { MS, scenarioOf, SECOND, simulate } from '../run/run-document.fixture.ts';
import { createProjection } from './create-projection.ts';
import { describe as wordsOf } from './narration.ts';
import type { RegistryView } from './views/registry-view.ts';

const a = '{ subject: orders, fields: { id: string } }';
const optional = '{ subject: orders, fields: { id: string, note: "string?" } }';
const required = '{ subject: orders, fields: { id: string, total: number } }';
const WHY =
  'BACKWARD is broken with version 1 of `orders`: field `total` at /fields/1 of the new schema has no default and is missing in the old schema';

/** A team sends requests, one every 100 ms; each is a message's name and its data. */
function yaml(requests: readonly (readonly [string, string])[]): string {
  const sends = requests.map(
    ([message, data], i) =>
      `{ command: ${message}, to: schemas, every: 1ms, count: 1, start: ${(i + 1) * 100}ms, data: ${data} }`,
  );
  return `
messages:
  Register: { kind: command, fields: { subject: string, fields: any } }
  Check: { kind: command, fields: { subject: string, fields: any } }
  SetLevel: { kind: command, fields: { level: string, subject: string? } }
  Delete: { kind: command, fields: { subject: string } }
components:
  team: { kind: client, sends: [${sends.join(', ')}] }
  schemas: { kind: registry, name: The registry, on: { Register: register, Check: check, SetLevel: level, Delete: delete } }`;
}

describe('what people see', () => {
  const requests = [
    ['Register', a],
    ['Register', required],
    ['Check', optional],
    ['SetLevel', '{ level: NONE, subject: orders }'],
    ['Delete', '{ subject: orders }'],
    ['Register', required],
  ] as const;

  test('[REG-14] at every instant the subjects with their versions and levels, and the last refusal', () => {
    const scenario = scenarioOf(yaml(requests));
    const simulation = simulate(scenario);
    simulation.advanceTo(5 * SECOND);
    const projection = createProjection(scenario, simulation.trace);
    const seen = (tUs: number) => projection.at(tUs).components.get('schemas') as RegistryView;
    const versions = ({ subjects }: RegistryView) =>
      subjects.map(({ subject, level, versions: own }) => [subject, level, own.map(({ version }) => version)]);
    expect([0, 150, 450, 550, 650].map((ms) => versions(seen(ms * MS)))).toEqual([
      [],
      [['orders', 'BACKWARD', [1]]],
      [['orders', 'NONE', [1]]],
      [],
      [['orders', 'BACKWARD', [2]]],
    ]);
    expect(seen(450 * MS).refusal?.why).toBe(WHY);
    expect(seen(SECOND).counts).toEqual({ registered: 2, known: 0, refused: 1, checked: 1 });
    expect(seen(SECOND).sub).toBe('1 subject, BACKWARD');
    expect(seen(SECOND).tables?.[0]?.rows().get('orders 2')).toMatchObject({ subject: 'orders', version: 2, id: 2 });
  });

  test('[REG-14] words for everything that it does', () => {
    const scenario = scenarioOf(yaml(requests));
    const simulation = simulate(scenario);
    simulation.advanceTo(SECOND);
    const own = simulation.trace.entries.filter(({ kind }) => kind.startsWith('schema.'));
    expect(own.map((entry) => wordsOf(entry, scenario))).toEqual([
      'The registry asks all subjects for BACKWARD',
      'The registry takes version 1 of orders',
      `The registry refuses a schema for orders: ${WHY}`,
      'The registry finds that the schema fits orders by BACKWARD',
      'The registry asks orders for NONE',
      'The registry deletes version 1 of orders',
      'The registry asks of orders what it asks of all',
      'The registry takes version 2 of orders',
    ]);
  });
});
