import type { Edge } from '../../projections/topology.ts';

export const edge = (from: string, to: string, mode: Edge['mode'] = 'call', change: Partial<Edge> = {}): Edge => ({
  id: `${mode} ${from} ${to}`,
  from,
  to,
  mode,
  messages: [],
  order: null,
  group: null,
  mark: null,
  ...change,
});
