import { withArticle } from '../kind-words.ts';
import type { MessageContract } from '../scenario.ts';
import { readingDifferences } from './can-read.ts';
import type { Verdict } from './check-compatibility.ts';
import { contractSchema } from './contract-schema.ts';

/** How far a contract and the one that it replaces understand each other, and what speaks against more. */
export interface ContractVerdict {
  readonly verdict: Verdict;
  /** Why the new contract can't read what was sent by the old one; empty: it can (BACKWARD). */
  readonly backward: readonly string[];
  /** Why the old contract can't read what is sent by the new one; empty: it can (FORWARD). */
  readonly forward: readonly string[];
}

/** The verdict on a contract that takes the place of an old one, as a schema registry gives it. */
export function contractVerdict(contract: MessageContract, old: MessageContract): ContractVerdict {
  const backward = reasonsAgainst({ contract, name: 'new' }, { contract: old, name: 'old' });
  const forward = reasonsAgainst({ contract: old, name: 'old' }, { contract, name: 'new' });
  if (backward.length === 0) return { verdict: forward.length === 0 ? 'FULL' : 'BACKWARD', backward, forward };
  return { verdict: forward.length === 0 ? 'FORWARD' : 'NONE', backward, forward };
}

interface Side {
  readonly contract: MessageContract;
  readonly name: 'new' | 'old';
}

/** One sentence for each field that the reader can't take. */
function reasonsAgainst(reader: Side, writer: Side): readonly string[] {
  const differences = readingDifferences(contractSchema(reader.contract), contractSchema(writer.contract));
  const fields = [...reader.contract.fields];
  const unread = new Set(differences.map(({ path }) => Number(/^\/fields\/(\d+)/.exec(path)?.[1])));
  return fields.flatMap(([field, { type, optional }], i) => {
    if (!unread.has(i)) return [];
    const needs = `the ${reader.name} contract needs \`${field}\``;
    const written = writer.contract.fields.get(field);
    if (written === undefined) return [`${needs}, which the ${writer.name} one does not send`];
    if (written.optional && !optional) return [`${needs}, which the ${writer.name} one may leave out`];
    return [
      `the ${reader.name} contract takes \`${field}\` as ${typeText(type)}, and the ${writer.name} one sends ${typeText(written.type)}`,
    ];
  });
}

function typeText(type: string): string {
  return type === 'any' ? 'anything' : withArticle(type);
}
