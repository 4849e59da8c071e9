import type { Data } from '../../trace/message.ts';
import { isNotA } from '../did-you-mean.ts';
import type { ScenarioDocument } from '../document.ts';
import { ExpressionSite, type Shape } from '../expression-site.ts';
import { parameterShape, shape } from '../handler-site.ts';
import type { Path } from '../problem.ts';
import type { References } from '../references.ts';
import type { MessageContract } from '../scenario.ts';
import { compileTemplate } from '../template.ts';
import type { AccessRule, PersonalSpec, SecuritySpec } from './security-spec.ts';

/** Stands for all principals. */
const EVERYBODY = '*';

/** Checks and compiles the rules about who may see what. */
export function compileSecurity(
  document: ScenarioDocument,
  parameters: readonly string[],
  references: References,
): SecuritySpec {
  const components = Object.entries(document.components);
  return {
    access: accessRules(document, references),
    principals: new Map(
      components.flatMap(([id, { principal }]) => (principal === undefined ? [] : [[id, principal]])),
    ),
    personal: new Map(
      Object.entries(document.messages).flatMap(([message, { personal }]) => {
        const contract = references.messages.get(message);
        if (personal === undefined || contract === undefined) return [];
        return [[message, personalSpec(contract, personal, ['messages', message, 'personal'], parameters, references)]];
      }),
    ),
    publicChannels: publicChannels(document, references),
    taps: taps(document, references),
  };
}

/** The names under which components act. */
export function principalsOf({ components }: References): ReadonlySet<string> {
  return new Set([...components].map(([id, { principal }]) => principal ?? id));
}

/** The principals of a list, each known; null: everybody. */
export function checkedPrincipals(
  names: readonly string[],
  path: Path,
  references: References,
): ReadonlySet<string> | null {
  const known = principalsOf(references);
  for (const [i, name] of names.entries()) {
    if (name !== EVERYBODY && !known.has(name))
      references.findings.add([...path, i], isNotA(name, 'a principal', known));
    else if (names.indexOf(name) < i) references.findings.add([...path, i], `\`${name}\` is there already`);
  }
  return names.includes(EVERYBODY) ? null : new Set(names);
}

function accessRules({ access = [] }: ScenarioDocument, references: References): ReadonlyMap<string, AccessRule> {
  const rules = new Map<string, AccessRule>();
  for (const [i, { channel, write = [], read = [] }] of access.entries()) {
    const path: Path = ['access', i];
    const component = references.component(channel, [...path, 'channel']);
    if (component?.kind === 'client')
      references.findings.add([...path, 'channel'], `\`${channel}\` is a client, which nobody writes to or reads`);
    if (rules.has(channel)) references.findings.add([...path, 'channel'], `\`${channel}\` has a rule already`);
    rules.set(channel, {
      write: checkedPrincipals(write, [...path, 'write'], references),
      read: checkedPrincipals(read, [...path, 'read'], references),
    });
  }
  return rules;
}

function personalSpec(
  contract: MessageContract,
  document: NonNullable<ScenarioDocument['messages'][string]['personal']>,
  path: Path,
  parameters: readonly string[],
  references: References,
): PersonalSpec {
  const { findings } = references;
  const isList = 'length' in document;
  const fields = isList ? document : document.fields;
  for (const [i, field] of fields.entries()) {
    const at = isList ? [...path, i] : [...path, 'fields', i];
    if (!contract.fields.has(field))
      findings.add(at, isNotA(field, `a field of \`${contract.name}\``, contract.fields.keys()));
    else if (fields.indexOf(field) < i) findings.add(at, `\`${field}\` is there already`);
  }
  if (isList) return { fields, encryption: null };
  const { vault, subject } = document;
  const component = references.component(vault, [...path, 'vault']);
  if (component !== null && component.kind !== 'vault')
    findings.add([...path, 'vault'], `\`${vault}\` is a ${component.kind}, not a vault`);
  // Who may not read the personal fields must be able to tell whose key they need.
  const open = [...contract.fields.keys()].filter((field) => !fields.includes(field));
  const site = new ExpressionSite(
    findings,
    'handler',
    new Map<string, Shape>([
      ['msg', shape(`a field of \`${contract.name}\` that is not personal`, open)],
      ['param', parameterShape(parameters)],
    ]),
  );
  return { fields, encryption: { vault, subject: compileTemplate(subject as Data, [...path, 'subject'], site) } };
}

function publicChannels({ components }: ScenarioDocument, { findings }: References): ReadonlySet<string> {
  const found = Object.entries(components).filter(([, component]) => component.public === true);
  for (const [id, { kind }] of found) {
    if (kind === 'client')
      findings.add(
        ['components', id, 'public'],
        `\`${id}\` is a client, which is no channel that others can look into`,
      );
  }
  return new Set(found.map(([id]) => id));
}

function taps({ links = [] }: ScenarioDocument, references: References): SecuritySpec['taps'] {
  return links.flatMap(({ between, wiretap }, i) => {
    if (wiretap === undefined) return [];
    const path: Path = ['links', i, 'wiretap'];
    const component = references.component(wiretap, path);
    if (component !== null && component.kind !== 'service')
      references.findings.add(path, `\`${wiretap}\` is a ${component.kind}; only a service can listen in`);
    if (between.includes(wiretap))
      references.findings.add(path, `\`${wiretap}\` is an end of this link, and gets all of it anyway`);
    return [{ ends: between, to: wiretap }];
  });
}
