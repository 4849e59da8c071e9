import { changedContract, type ContractChange } from '../scenario/compatibility/contract-change.ts';
import { contractVerdict } from '../scenario/compatibility/contract-verdict.ts';
import { renameField } from '../scenario/contracts.ts';
import { listedChanges } from '../scenario/interventions/change-words.ts';
import { isRecord } from '../scenario/kind-words.ts';
import type { FieldType, MessageContract } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';
import { refusedContract } from './contract-guard.ts';
import type { Interfaces } from './interfaces.ts';
import type { World } from './world.ts';

/** What a component makes of a message whose contract it changed. */
export interface NewForm {
  readonly contract: MessageContract;
  /** Takes data of the new contract to the form that its handler was written for. */
  readonly read: (data: Data) => Data;
}

/** Ships a new version of a message at one component. Returns its form, or why nothing changes. */
export function changeInterface(
  world: World,
  interfaces: Interfaces,
  message: string,
  changes: readonly ContractChange[],
  cause: number,
): NewForm | string {
  const first = world.scenario.messages.get(message);
  if (first === undefined) return `there is no message ${message}`;
  const before = interfaces.changesOf(message).reduce(changedContract, first);
  let contract = before;
  for (const change of changes) {
    const why = whyNot(contract, change);
    if (why !== null) return why;
    contract = changedContract(contract, change);
  }
  const refused = refusedContract(world, message, contract.fields, cause);
  if (refused !== null) return refused;
  const form = (data: Data): Data => changes.reduce(spoken, data);
  const all = [...interfaces.changesOf(message), ...changes];
  interfaces.change(message, changes, form, listedChanges(changes), cause, contractVerdict(contract, before).verdict);
  const history = all.map((change, i) => ({ change, before: all.slice(0, i).reduce(changedContract, first) }));
  return {
    contract: { ...contract, version: interfaces.version(message) },
    read: (data) => history.reduceRight((form_, step) => understood(form_, step.change, step.before), data),
  };
}

function whyNot({ name, fields }: MessageContract, change: ContractChange): string | null {
  const { field } = change;
  if (change.kind === 'add') return fields.has(field) ? `its ${name} has a field \`${field}\` already` : null;
  if (!fields.has(field)) return `its ${name} has no field \`${field}\``;
  if (change.kind === 'rename' && fields.has(change.to)) return `its ${name} has a field \`${change.to}\` already`;
  if (change.kind === 'changeType' && fields.get(field)?.type === change.type)
    return `\`${field}\` of its ${name} is of that type already`;
  return null;
}

function spoken(data: Data, change: ContractChange): Data {
  if (!isRecord(data)) return data;
  const { field } = change;
  switch (change.kind) {
    case 'rename':
      return renameField(data, field, change.to);
    case 'remove':
      return without(data, field);
    case 'add':
      return change.optional || Object.hasOwn(data, field) ? data : { ...data, [field]: SAMPLES[change.type] };
    case 'changeType':
      return Object.hasOwn(data, field) ? { ...data, [field]: converted(data[field] as Data, change.type) } : data;
  }
}

/** What a removed field held is gone for good; an added one means nothing to the handler. */
function understood(data: Data, change: ContractChange, before: MessageContract): Data {
  if (!isRecord(data)) return data;
  if (change.kind === 'rename') return renameField(data, change.to, change.field);
  const type = before.fields.get(change.field)?.type;
  if (change.kind !== 'changeType' || type === undefined || !Object.hasOwn(data, change.field)) return data;
  return { ...data, [change.field]: converted(data[change.field] as Data, type) };
}

function without(data: { readonly [field: string]: Data }, field: string): Data {
  return Object.fromEntries(Object.entries(data).filter(([name]) => name !== field));
}

/** What a sender that knows nothing better writes into a field that must be there. */
const SAMPLES: Readonly<Record<FieldType, Data>> = { string: 'none', number: 0, integer: 0, boolean: false, any: 0 };

function converted(value: Data, type: FieldType): Data {
  switch (type) {
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'number':
    case 'integer': {
      const number = typeof value === 'object' ? Number.NaN : Number(value);
      if (!Number.isFinite(number)) return 0;
      return type === 'integer' ? Math.trunc(number) : number;
    }
    case 'boolean':
      return value !== false && value !== 0 && value !== '' && value !== null && value !== 'false';
    case 'any':
      return value;
  }
}
