import { readFileSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchema } from './document.ts';
import { SAMPLE_DOCUMENT } from './sample-document.ts';

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
  expect($defs['Statement']?.anyOf).toHaveLength(23);
});

test('a reader of the published JSON Schema takes the sample, and refuses what it does not know', () => {
  const published = z.fromJSONSchema(
    JSON.parse(readFileSync(PUBLISHED, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
  );
  const sample = parse(SAMPLE_DOCUMENT) as Record<string, unknown>;
  expect(published.safeParse(sample).error?.issues).toBeUndefined();
  for (const broken of [
    { ...sample, titel: 'X' },
    { ...sample, eventually: 2 },
    { ...sample, steps: [{ title: 'T' }] },
    { ...sample, window: 4 },
  ]) {
    expect(published.safeParse(broken).success).toBe(false);
  }
});
