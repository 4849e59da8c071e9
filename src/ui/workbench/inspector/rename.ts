import type { ComponentSpec, Scenario } from '../../../scenario/scenario.ts';
import { sentMessages } from '../sent-messages.ts';

/** A message that a component sends, with the fields that can be renamed. */
export interface Renamable {
  readonly message: string;
  readonly fields: readonly string[];
}

export interface Rename {
  readonly message: string;
  readonly field: string;
  readonly to: string;
}

/** Names that a field plausibly gets in a next version. */
const NEXT_NAME: Readonly<Record<string, string>> = {
  amount: 'total',
  total: 'amount',
  price: 'amount',
  orderId: 'id',
  id: 'orderId',
  name: 'fullName',
};
/** A change of these is felt: receivers compute with them. */
const TELLING = /amount|total|price|quantity|balance/i;

/** The messages of a component whose form others rely on. */
export function renamable(scenario: Scenario, spec: ComponentSpec): readonly Renamable[] {
  const names = [...new Set(sentMessages(spec).map(({ message }) => message))];
  return names
    .map((message) => ({ message, fields: [...(scenario.messages.get(message)?.fields.keys() ?? [])] }))
    .filter(({ fields }) => fields.length > 0);
}

/** The rename that teaches most: a field that receivers compute with, under a name a team might choose; null: nothing to rename. */
export function defaultRename(messages: readonly Renamable[], message?: string, field?: string): Rename | null {
  const chosen = messages.find((one) => one.message === message) ?? messages[0];
  const from = field ?? chosen?.fields.find((one) => TELLING.test(one)) ?? chosen?.fields[0];
  if (chosen === undefined || from === undefined) return null;
  const wished = NEXT_NAME[from] ?? `new${from.charAt(0).toUpperCase()}${from.slice(1)}`;
  return { message: chosen.message, field: from, to: chosen.fields.includes(wished) ? `${wished}2` : wished };
}
