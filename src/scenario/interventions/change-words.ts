import type { ContractChange } from '../compatibility/contract-change.ts';
import { withArticle } from '../kind-words.ts';

/** What is done to the fields, as the rest of a sentence: "removes `amount` and adds `tip`". */
export function listedChanges(changes: readonly ContractChange[]): string {
  const words = changes.map(changeWords);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function changeWords(change: ContractChange): string {
  const { field } = change;
  switch (change.kind) {
    case 'rename':
      return `renames \`${field}\` to \`${change.to}\``;
    case 'remove':
      return `removes \`${field}\``;
    case 'add':
      return change.optional ? `adds \`${field}\`, which may be left out` : `adds \`${field}\`, which must be there`;
    case 'changeType':
      return `makes \`${field}\` ${change.type === 'any' ? 'anything' : withArticle(change.type)}`;
  }
}
