import type { Data } from '../trace/message.ts';
import { typeProblem } from './contracts.ts';
import { isNotA, listed, nearest } from './did-you-mean.ts';
import { aKind, isRecord } from './kind-words.ts';
import type { Findings, Path } from './problem.ts';
import type { MessageContract } from './scenario.ts';
import { expressionIn } from './template.ts';

/** Checks the data that a sender writes against the contract, as far as it can be known before anything runs. */
export function checkData(contract: MessageContract, data: Data | undefined, path: Path, findings: Findings): void {
  const dataPath = [...path, 'data'];
  // null is a tombstone: an event that says that its key is gone.
  if (expressionIn(data) !== null || (data === null && contract.kind === 'event')) return;
  const required = [...contract.fields].filter(([, { optional }]) => !optional).map(([name]) => name);
  if (data === undefined) {
    if (required.length > 0) findings.add(path, `\`data\` is missing: \`${contract.name}\` has ${listed(required)}`);
    return;
  }
  if (!isRecord(data)) {
    findings.add(dataPath, `the data of \`${contract.name}\` is ${aKind(data)}, not an object`);
    return;
  }
  // A misspelt field is told once, not as one too many and one missing.
  const meant = new Set<string | null>();
  for (const [name, value] of Object.entries(data)) {
    const field = contract.fields.get(name);
    if (field === undefined) {
      meant.add(nearest(name, contract.fields.keys()));
      findings.add([...dataPath, name], isNotA(name, `a field of \`${contract.name}\``, contract.fields.keys()), {
        on: 'key',
      });
    } else if (!holdsExpression(value)) {
      const problem = typeProblem(name, field.type, value);
      if (problem !== null) findings.add([...dataPath, name], problem);
    }
  }
  for (const name of required) {
    if (!Object.hasOwn(data, name) && !meant.has(name))
      findings.add(dataPath, `\`${name}\` is missing: \`${contract.name}\` has ${listed(required)}`);
  }
}

function holdsExpression(value: Data): boolean {
  if (expressionIn(value) !== null) return true;
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((part) => holdsExpression(part as Data))
  );
}
