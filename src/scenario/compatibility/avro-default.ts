import type { Data } from '../../trace/message.ts';
import { isRecord } from '../kind-words.ts';
import type { AvroType } from './avro-type.ts';

const INT_END = 2 ** 31;
const LONG_END = 2 ** 63;

/** Whether a value written in JSON is one of the type, as the default of a field has to be. */
export function isAvroValue(type: AvroType, value: Data): boolean {
  switch (type.kind) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'int':
      return isWholeNumber(value, INT_END);
    case 'long':
      return isWholeNumber(value, LONG_END);
    case 'float':
    case 'double':
      return typeof value === 'number';
    case 'bytes':
    case 'string':
    case 'fixed':
      return typeof value === 'string';
    case 'enum':
      return typeof value === 'string' && type.symbols.includes(value);
    case 'array':
      return Array.isArray(value) && value.every((item: Data) => isAvroValue(type.items, item));
    case 'map':
      return isRecord(value) && Object.values(value).every((item) => isAvroValue(type.values, item));
    case 'union':
      return type.branches.some((branch) => isAvroValue(branch, value));
    case 'record':
      return (
        isRecord(value) &&
        type.fields.every((field) => {
          const part = Object.hasOwn(value, field.name) ? value[field.name] : field.default;
          return part !== undefined && isAvroValue(field.type, part);
        })
      );
  }
}

function isWholeNumber(value: Data, end: number): boolean {
  return Number.isInteger(value) && (value as number) >= -end && (value as number) < end;
}
