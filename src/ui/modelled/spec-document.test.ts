import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSpec } from './spec-document.ts';
import { modelledComponents } from './specs.ts';

const SPEC = `# Queue: what is modelled

One queue of
a broker.

- [QUEUE-1] First in,
  first out.
- [QUEUE-2] \`ack\` removes.

Beside it.

## SQS

- [SQS-1] Hides.

## Where it simplifies

- No paging.

Not modelled: clusters.
`;

test('reads title, intro, rules by section, notes and limits', () => {
  expect(readSpec(SPEC)).toEqual({
    title: 'Queue',
    intro: ['One queue of a broker.'],
    sections: [
      {
        heading: '',
        rules: [
          { id: 'QUEUE-1', text: 'First in, first out.' },
          { id: 'QUEUE-2', text: '`ack` removes.' },
        ],
        notes: ['Beside it.'],
      },
      { heading: 'SQS', rules: [{ id: 'SQS-1', text: 'Hides.' }], notes: [] },
    ],
    simplifies: ['No paging.', 'Not modelled: clusters.'],
  });
});

describe('the specs of the components', () => {
  const folder = 'src/components';
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('spec.md'));

  test.each(paths)('%s names its subject and its counterpart, and all of its rules are read', (path) => {
    const text = readFileSync(join(folder, path), 'utf8');
    const spec = readSpec(text);
    expect(spec.title).not.toBe('');
    expect(spec.intro.length).toBeGreaterThan(0);
    const rules = spec.sections.flatMap((section) => section.rules);
    expect(rules).toHaveLength(text.match(/^- \[[A-Z][A-Z0-9]*-\d+\]/gm)?.length ?? 0);
    expect(rules.length).toBeGreaterThan(0);
  });

  test.each(modelledComponents())('$id says where it simplifies', ({ specs }) => {
    expect(specs.flatMap(({ simplifies }) => simplifies)).not.toEqual([]);
  });
});
