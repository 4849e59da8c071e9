import type { ContractChange } from '../compatibility/contract-change.ts';
import { changedContract } from '../compatibility/contract-change.ts';
import { changedFields } from '../changed-fields.ts';
import { isNotA } from '../did-you-mean.ts';
import type { FurtherIntervention } from '../further-intervention.ts';
import { compilesIntervention, knowsIntervention } from '../intervention-kind.ts';
import { isRecord } from '../kind-words.ts';
import type { FieldType, MessageContract } from '../scenario.ts';
import { sendingsOf } from '../sendings.ts';
import { listedChanges } from './change-words.ts';
import type { ChangeDocument, FurtherDocument } from './further-schema.ts';
import { dataOf } from './texts.ts';

knowsIntervention('change', {
  document: ({ component, message, changes }) => ({ change: message, of: component, to: changes.map(documentOf) }),
  words: ({ component, message, changes }, named) => `${named(component)} ${listedChanges(changes)} in ${message}`,
  texts: ({ component, message, changes }) => [component, message, JSON.stringify(changes.map(documentOf))],
  ofTexts: ([component, message, text, ...more]) => {
    const list = text === undefined ? undefined : dataOf(text);
    if (
      component === undefined ||
      message === undefined ||
      !Array.isArray(list) ||
      list.length === 0 ||
      more.length > 0
    )
      return null;
    const changes = list.map(readChange);
    return changes.includes(null) ? null : { kind: 'change', component, message, changes: changes as ContractChange[] };
  },
});

compilesIntervention(
  'change',
  (document: Extract<FurtherDocument, { readonly change: string }>, context): FurtherIntervention => {
    const { path, findings, messages } = context;
    const component = context.component(document.of, 'of');
    const changes = document.to.map(changeOf);
    const contract = messages.get(document.change);
    if (contract === undefined)
      findings.add([...path, 'change'], isNotA(document.change, 'a message', messages.keys()));
    else {
      const spec = context.components.get(component);
      const handles = spec !== undefined && 'handlers' in spec && spec.handlers.has(contract.name);
      if (spec !== undefined && !handles && !sendingsOf(spec).some(({ message }) => message === contract.name))
        findings.add([...path, 'of'], `\`${component}\` neither sends nor handles \`${contract.name}\``);
      checkChanges(contract, changes, changedFields(findings), (i, field, message) =>
        findings.add([...path, 'to', i, field], message),
      );
    }
    return { kind: 'change', component, message: document.change, changes };
  },
);

/** A later change knows the fields as the ones before it left them. */
function checkChanges(
  contract: MessageContract,
  changes: readonly ContractChange[],
  changed: Set<string>,
  complain: (index: number, field: string, message: string) => void,
): void {
  let form = contract;
  const isNew = (field: string): boolean => !changed.has(`${contract.name} ${field}`);
  const before = contract.fields;
  for (const [i, change] of changes.entries()) {
    const { field } = change;
    const verb = change.kind === 'changeType' ? 'retype' : change.kind;
    if (change.kind === 'add') {
      if (form.fields.has(field) && isNew(field))
        complain(i, verb, `\`${contract.name}\` has a field \`${field}\` already`);
    } else if (!form.fields.has(field) && isNew(field)) {
      complain(i, verb, isNotA(field, `a field of \`${contract.name}\``, before.keys()));
    }
    if (change.kind === 'rename' && form.fields.has(change.to) && isNew(change.to))
      complain(i, 'to', `\`${contract.name}\` has a field \`${change.to}\` already`);
    form = changedContract(form, change);
    changed.add(`${contract.name} ${field}`);
    if (change.kind === 'rename') changed.add(`${contract.name} ${change.to}`);
  }
}

function changeOf(document: ChangeDocument): ContractChange {
  if ('rename' in document) return { kind: 'rename', field: document.rename, to: document.to };
  if ('remove' in document) return { kind: 'remove', field: document.remove };
  if ('add' in document)
    return { kind: 'add', field: document.add, type: document.type, optional: document.optional ?? false };
  return { kind: 'changeType', field: document.retype, type: document.to };
}

function documentOf(change: ContractChange): ChangeDocument {
  switch (change.kind) {
    case 'rename':
      return { rename: change.field, to: change.to };
    case 'remove':
      return { remove: change.field };
    case 'add':
      return change.optional
        ? { add: change.field, type: change.type, optional: true }
        : { add: change.field, type: change.type };
    case 'changeType':
      return { retype: change.field, to: change.type };
  }
}

const TYPES: ReadonlySet<unknown> = new Set<FieldType>(['string', 'number', 'integer', 'boolean', 'any']);

/** A change out of a link, which may hold anything. */
function readChange(data: unknown): ContractChange | null {
  if (!isRecord(data)) return null;
  const { rename, remove, add, retype, to, type, optional } = data;
  const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
  if (isName(rename) && isName(to)) return { kind: 'rename', field: rename, to };
  if (isName(remove)) return { kind: 'remove', field: remove };
  if (isName(add) && TYPES.has(type))
    return { kind: 'add', field: add, type: type as FieldType, optional: optional === true };
  if (isName(retype) && TYPES.has(to)) return { kind: 'changeType', field: retype, type: to as FieldType };
  return null;
}
