import type { EventStoreDocument } from './event-store-schema.ts';
import type { EventStoreSpec, StreamRules, UpcastStep } from './event-store-spec.ts';
import { isNotA } from '../did-you-mean.ts';
import { usOf } from '../distributions.ts';
import { ExpressionSite, type Shape } from '../expression-site.ts';
import type { Template } from '../expression.ts';
import { parameterShape, shape } from '../handler-site.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import { timing } from '../retries.ts';
import { compileTemplate } from '../template.ts';
import type { Data } from '../../trace/message.ts';

const DEFAULT_RESTART_US = 500_000;

/** Checks and compiles an event store. */
export function compileEventStore(document: EventStoreDocument, context: KindContext): OwnSpec<EventStoreSpec> {
  const { path, references } = context;
  const { findings } = references;
  return {
    kind: 'event-store',
    tables: ['events', 'streams'],
    outcomes: ['appended', 'refused', 'repeated', 'parked'],
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
    appendTime: document.append === undefined ? null : timing(document.append, [...path, 'append'], findings),
    readTimeUs: document.read === undefined ? 0 : usOf(document.read),
    snapshotEvery: document.snapshots?.every ?? null,
    upcasters: upcasters(document, context),
    streams: Object.entries(document.streams ?? {}).map(([name, rules]) => streamRules(name, rules, context)),
    ...personalData(document, context),
  };
}

function streamRules(
  name: string,
  { maxCount, retention }: NonNullable<EventStoreDocument['streams']>[string],
  { path, references }: KindContext,
): StreamRules {
  const at = [...path, 'streams', name];
  if (name.slice(0, -1).includes('*'))
    references.findings.add(at, "only the end of a stream's name can be open, as in `account-*`", { on: 'key' });
  if (maxCount === undefined && retention === undefined)
    references.findings.add(at, 'a stream keeps at most so many events (`maxCount`) or for so long (`retention`)');
  return { name, maxCount: maxCount ?? null, retentionUs: retention === undefined ? null : usOf(retention) };
}

function upcasters(document: EventStoreDocument, context: KindContext): readonly UpcastStep[] {
  const { path, references } = context;
  const seen = new Set<string>();
  return Object.entries(document.upcasters ?? {}).flatMap(([type, steps]) => {
    event(type, [...path, 'upcasters', type], context, 'key');
    return steps.map((step, i) => {
      const at = [...path, 'upcasters', type, i];
      if (step.to <= step.from)
        references.findings.add(
          [...at, 'to'],
          `an upcaster goes to a later version: ${step.to} is not after ${step.from}`,
        );
      const name = `${type} v${step.from}`;
      if (seen.has(name))
        references.findings.add(at, `there is an upcaster from version ${step.from} of \`${type}\` already`);
      seen.add(name);
      if (step.event !== undefined) event(step.event, [...at, 'event'], context);
      const site = eventSite(null, context);
      return {
        type,
        version: step.from,
        toType: step.event ?? type,
        toVersion: step.to,
        rename: step.rename ?? {},
        remove: step.remove ?? [],
        defaults: templates(step.default, [...at, 'default'], site),
        set: templates(step.set, [...at, 'set'], site),
      };
    });
  });
}

function personalData(document: EventStoreDocument, context: KindContext): Pick<EventStoreSpec, 'vault' | 'personal'> {
  const { path, references } = context;
  const entries = Object.entries(document.personal ?? {});
  const { vault } = document;
  const keeper = vault === undefined ? null : references.component(vault, [...path, 'vault']);
  if (keeper !== null && keeper.kind !== 'vault')
    references.findings.add([...path, 'vault'], `\`${vault}\` is a ${keeper.kind}, not a vault`);
  if (entries.length > 0 && vault === undefined)
    references.findings.add(
      [...path, 'personal'],
      '`vault` is missing: the component that keeps a key for each person',
    );
  const personal = entries.map(([type, { fields, subject }]) => {
    const at = [...path, 'personal', type];
    const contract = event(type, at, context, 'key');
    for (const [i, field] of fields.entries()) {
      if (contract !== null && !contract.fields.has(field))
        references.findings.add([...at, 'fields', i], isNotA(field, `a field of \`${type}\``, contract.fields.keys()));
    }
    const known = contract === null ? null : shape(`a field of \`${type}\``, contract.fields.keys());
    const site = eventSite(known, context);
    return [type, { fields, subject: compileTemplate(subject as Data, [...at, 'subject'], site) }] as const;
  });
  const contracts = personalContracts(document, context);
  return {
    vault: vault ?? contracts[0]?.vault ?? null,
    personal: new Map([...contracts.map((one) => one.of), ...personal]),
  };
}

/** Events whose own contract says how they are encrypted: they are in the store as they are on the wire. */
function personalContracts({ vault, personal: own = {} }: EventStoreDocument, context: KindContext) {
  const { references, parameters } = context;
  return Object.entries(references.document.messages).flatMap(([type, { kind, personal, fields = {} }]) => {
    if (kind !== 'event' || personal === undefined || !('vault' in personal) || Object.hasOwn(own, type)) return [];
    if (vault !== undefined && vault !== personal.vault) return [];
    const site = new ExpressionSite(
      references.findings,
      'handler',
      new Map<string, Shape>([
        ['msg', shape(`a field of \`${type}\``, Object.keys(fields))],
        ['param', parameterShape(parameters)],
      ]),
    );
    const at: Path = ['messages', type, 'personal', 'subject'];
    const subject = compileTemplate((personal.subject ?? null) as Data, at, site);
    return [{ vault: personal.vault, of: [type, { fields: personal.fields, subject }] as const }];
  });
}

/** The contract of an event that the configuration names. */
function event(name: string, path: Path, { references }: KindContext, on: 'key' | 'value' = 'value') {
  const contract = references.messages.get(name) ?? null;
  if (contract === null) references.findings.add(path, isNotA(name, 'a message', references.messages.keys()), { on });
  else if (contract.kind !== 'event')
    references.findings.add(path, `\`${name}\` is a ${contract.kind}; an event store keeps events`, { on });
  return contract;
}

/** Where expressions read an event's data. */
function eventSite(known: Shape, { parameters, references }: KindContext): ExpressionSite {
  return new ExpressionSite(
    references.findings,
    'handler',
    new Map<string, Shape>([
      ['event', known],
      ['param', parameterShape(parameters)],
    ]),
  );
}

function templates(
  values: { readonly [field: string]: unknown } | undefined,
  path: Path,
  site: ExpressionSite,
): ReadonlyMap<string, Template> {
  return new Map(
    Object.entries(values ?? {}).map(([field, value]) => [
      field,
      compileTemplate(value as Data, [...path, field], site),
    ]),
  );
}
