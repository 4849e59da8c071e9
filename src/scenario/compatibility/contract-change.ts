import type { FieldType, MessageContract } from '../scenario.ts';

/** A change of one field of a message's contract. */
export type ContractChange =
  | { readonly kind: 'rename'; readonly field: string; readonly to: string }
  | { readonly kind: 'remove'; readonly field: string }
  | { readonly kind: 'add'; readonly field: string; readonly type: FieldType; readonly optional: boolean }
  | { readonly kind: 'changeType'; readonly field: string; readonly type: FieldType };

/** The contract after a change, in its next version; the change of a field that isn't there changes only the version. */
export function changedContract(contract: MessageContract, change: ContractChange): MessageContract {
  const fields = [...contract.fields].flatMap(([name, field]): [string, typeof field][] => {
    if (name !== change.field) return change.kind === 'rename' && name === change.to ? [] : [[name, field]];
    switch (change.kind) {
      case 'rename':
        return [[change.to, field]];
      case 'remove':
        return [];
      case 'changeType':
        return [[name, { ...field, type: change.type }]];
      case 'add':
        return [];
    }
  });
  const added =
    change.kind === 'add' ? [[change.field, { type: change.type, optional: change.optional }] as const] : [];
  return { ...contract, version: contract.version + 1, fields: new Map([...fields, ...added]) };
}
