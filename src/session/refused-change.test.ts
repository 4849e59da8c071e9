import { expect, test } from 'vitest';
import type { Intervention } from '../scenario/intervention.ts';
import { createWorkbench } from './create-workbench.ts';

const document = {
  eventually: 1,
  id: 'checked',
  title: 'Checked',
  messages: { Order: { kind: 'command', fields: { pizza: 'string' } } },
  components: {
    guest: { kind: 'client', sends: [{ command: 'Order', to: 'shop', every: '1s', data: { pizza: 'Funghi' } }] },
    shop: { kind: 'service', on: { Order: [{ work: '5ms' }] } },
    schemas: { kind: 'registry', contracts: ['Order'] },
  },
};
const rename: Intervention = {
  kind: 'change',
  component: 'shop',
  message: 'Order',
  changes: [{ kind: 'rename', field: 'pizza', to: 'dish' }],
};

test('[SESSION-13] a change that a registry refuses is part of the run, and is said', () => {
  const workbench = createWorkbench({ document, slug: null });
  workbench.scrubTo(2_000_000);
  workbench.intervene(rename);
  const { input, notice, projection } = workbench.store.getState();
  expect(input.interventions).toEqual([{ atUs: 2_000_000, what: rename }]);
  expect(notice).toContain('Schemas refuses the new contract: BACKWARD is broken');
  expect(projection.trace.entries.map(({ kind }) => kind)).toContain('schema.refused');
});

test('[SESSION-13] a change that nobody answers is not', () => {
  const workbench = createWorkbench({ document, slug: null });
  workbench.scrubTo(2_000_000);
  workbench.intervene({ kind: 'restart', component: 'shop' });
  const { input, notice } = workbench.store.getState();
  expect(input.interventions).toEqual([]);
  expect(notice).toContain('Shop');
});
