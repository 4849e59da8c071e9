import { listed } from '../did-you-mean.ts';
import { readSchema, type WrittenSchema } from '../compatibility/read-schema.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { RegistryDocument } from './registry-schema.ts';
import type { RegistryOperation, RegistrySpec, RegistrySubject } from './registry-spec.ts';

/** Fields without which a message says too little; of several in one entry, one is enough. */
const NEEDS: Readonly<Record<RegistryOperation, readonly (readonly string[])[]>> = {
  register: [['subject'], ['schema', 'fields']],
  check: [['subject'], ['schema', 'fields']],
  latest: [['subject']],
  level: [['level']],
  delete: [['subject']],
};

export function compileRegistry(document: RegistryDocument, context: KindContext): OwnSpec<RegistrySpec> {
  const { level = 'BACKWARD', on = {}, contracts = [], subjects = {} } = document;
  const { references, path } = context;
  for (const [name, operation] of Object.entries(on)) {
    const fields = references.message(name, [...path, 'on', name])?.fields;
    const missing = NEEDS[operation].find(
      (choice) => fields !== undefined && !choice.some((field) => fields.has(field)),
    );
    if (missing !== undefined)
      references.findings.add(
        [...path, 'on', name],
        `\`${name}\` needs a field ${listed(missing, 'or')} to ${WORDS[operation]}`,
      );
  }
  for (const [i, name] of contracts.entries()) {
    references.message(name, [...path, 'contracts', i]);
    if (contracts.indexOf(name) < i) references.findings.add([...path, 'contracts', i], `\`${name}\` is there already`);
  }
  return {
    kind: 'registry',
    level,
    operations: new Map(Object.entries(on)),
    contracts,
    subjects: Object.entries(subjects).map(([name, subject]) => compileSubject(name, subject, context)),
    tables: ['versions'],
    outcomes: ['registered', 'known', 'refused', 'checked'],
  };
}

const WORDS: Readonly<Record<RegistryOperation, string>> = {
  register: 'register a schema',
  check: 'have a schema checked',
  latest: 'get the latest schema',
  level: 'set a level',
  delete: 'delete a version',
};

function compileSubject(
  name: string,
  { level, versions = [] }: NonNullable<RegistryDocument['subjects']>[string],
  { references, path }: KindContext,
): RegistrySubject {
  return {
    name,
    level: level ?? null,
    versions: versions.flatMap((version, i) => {
      const at = [...path, 'subjects', name, 'versions', i];
      return readSchema(name, version as WrittenSchema, references.findings, at) ?? [];
    }),
  };
}
