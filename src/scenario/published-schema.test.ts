import { readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { jsonSchema } from './document.ts';

const PUBLISHED = 'public/scenario.schema.json';
const COMMAND = 'WRITE_SCHEMA=1 npx vitest run src/scenario/published-schema.test.ts';

test('[DOC-5] the published JSON Schema is the one that checks', () => {
  const made = `${JSON.stringify(jsonSchema(), null, 2)}\n`;
  if (env['WRITE_SCHEMA']) writeFileSync(PUBLISHED, made);
  expect(readFileSync(PUBLISHED, 'utf8') === made, `${PUBLISHED} is stale; run: ${COMMAND}`).toBe(true);
});

test('the JSON Schema describes statements, distributions and interventions by name', () => {
  const { $defs } = jsonSchema() as { $defs: Record<string, { anyOf?: unknown[] }> };
  expect(Object.keys($defs)).toEqual(
    expect.arrayContaining(['Component', 'Distribution', 'Duration', 'Intervention', 'Retry', 'Statement', 'Value']),
  );
  expect($defs['Statement']?.anyOf).toHaveLength(12);
});
