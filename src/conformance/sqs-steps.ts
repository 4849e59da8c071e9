/** What a step of a trace does, whichever way it was written. */
export interface Step {
  readonly verb: string;
  /** `receive(max=10,vt=0)`: what stands in brackets. */
  readonly options: Readonly<Record<string, number>>;
  readonly args: readonly unknown[];
  /** What a receive must bring; null where the trace doesn't say. */
  readonly expected: readonly string[] | null;
}

export interface SendOptions {
  readonly group?: string;
  readonly dedup?: string;
  readonly delay?: number;
}

/** Reads `["receive(vt=0)", ["a"]]`, `"receive(max=2) -> a,b"` and the like. */
export function stepOf(step: unknown): Step {
  if (typeof step !== 'string') {
    const [head, ...args] = step as readonly [string, ...unknown[]];
    const { verb, options } = headOf(head);
    const expected = verb.startsWith('receive') && Array.isArray(args[0]) ? (args[0] as readonly string[]) : null;
    return { verb, options, args, expected };
  }
  const [left = '', right] = step.split('->').map((text) => text.trim());
  const expected = right === undefined ? null : listOf(right);
  if (left === 'same sends') return { verb: left, options: {}, args: [], expected };
  const { verb, options, rest } = headOf(left);
  return {
    verb,
    options,
    args: rest === '' ? [] : verb === 'wait' ? [Number.parseFloat(rest)] : [listOf(rest)],
    expected,
  };
}

/** The messages that the traces' `same sends` send, unless an earlier trace of the document sends them itself: those of the published test. */
export const PUBLISHED_SENDS: readonly Step[] = [
  ['g1-m1', 'group-1'],
  ['g2-m1', 'group-2'],
  ['g1-m2', 'group-1'],
  ['g2-m2', 'group-2'],
  ['g1-m3', 'group-1'],
  ['g1-m4', 'group-1'],
  ['g3-m1', 'group-3'],
].map(([body, group]) => ({ verb: 'send', options: {}, args: [body, { group }], expected: null }));

function headOf(text: string): { readonly verb: string; readonly options: Step['options']; readonly rest: string } {
  const [, verb = '', inside = '', rest = ''] = /^(\w+)(?:\(([^)]*)\))?\s*(.*)$/s.exec(text.trim()) ?? [];
  const options: Record<string, number> = {};
  for (const [, name = '', value = ''] of inside.matchAll(/(\w+)\s*=\s*([\d.]+)/g)) options[name] = Number(value);
  return { verb, options, rest };
}

function listOf(text: string): readonly string[] {
  return text
    .replaceAll(/[[\]"]/g, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}
