import { linkId } from '../trace/link-id.ts';
import { changedFields } from './changed-fields.ts';
import { isNotA, listed } from './did-you-mean.ts';
import type { Intervention } from './intervention.ts';
import type { InterventionDocument } from './intervention-schema.ts';
import { compileFurther } from './intervention-kind.ts';
import type { Findings, Path } from './problem.ts';
import { timing } from './retries.ts';
import type { ComponentSpec, MessageContract, Parameter } from './scenario.ts';
import { sendingsOf, talksOf } from './sendings.ts';

/** What interventions can be about. */
export interface InterventionWorld {
  readonly components: ReadonlyMap<string, ComponentSpec>;
  readonly messages: ReadonlyMap<string, MessageContract>;
  readonly parameters?: ReadonlyMap<string, Parameter>;
}

const DEFAULT_FACTOR = 4;
const DEFAULT_PROBABILITY = 0.3;

/** An intervention whose names all exist; findings at their places otherwise. */
export function compileIntervention(
  document: InterventionDocument,
  path: Path,
  world: InterventionWorld,
  findings: Findings,
): Intervention {
  const component = (id: string, field: string): string => {
    if (!world.components.has(id)) findings.add([...path, field], isNotA(id, 'a component', world.components.keys()));
    return id;
  };
  const link = (pair: readonly [string, string], field: string): readonly [string, string] => {
    checkPair(pair, [...path, field], world, findings);
    return pair;
  };
  const further = compileFurther(document, { ...world, path, findings, component });
  if (further !== undefined) return further;
  if ('crash' in document) return { kind: 'crash', component: component(document.crash, 'crash') };
  if ('restart' in document) return { kind: 'restart', component: component(document.restart, 'restart') };
  if ('poison' in document) {
    const { poison, message, label } = document;
    if (message !== undefined && !world.messages.has(message))
      findings.add([...path, 'message'], isNotA(message, 'a message', world.messages.keys()));
    if (label !== undefined && message === undefined)
      findings.add(path, '`message` is missing: labels count the messages of a name');
    return {
      kind: 'poison',
      component: component(poison, 'poison'),
      ...(message !== undefined && { message }),
      ...(label !== undefined && { label }),
    };
  }
  if ('slow' in document)
    return { kind: 'slow', component: component(document.slow, 'slow'), factor: document.by ?? DEFAULT_FACTOR };
  if ('latency' in document) {
    return {
      kind: 'latency',
      link: link(document.latency, 'latency'),
      latency: timing(document.to, [...path, 'to'], findings),
    };
  }
  if ('loss' in document)
    return {
      kind: 'loss',
      link: link(document.loss, 'loss'),
      probability: document.probability ?? DEFAULT_PROBABILITY,
    };
  if ('duplication' in document) {
    return {
      kind: 'duplication',
      link: link(document.duplication, 'duplication'),
      probability: document.probability ?? DEFAULT_PROBABILITY,
    };
  }
  if ('reordering' in document) {
    return {
      kind: 'reordering',
      link: link(document.reordering, 'reordering'),
      probability: document.probability ?? DEFAULT_PROBABILITY,
    };
  }
  if ('partition' in document) return { kind: 'partition', link: link(document.partition, 'partition') };
  if ('heal' in document) return { kind: 'heal', link: link(document.heal, 'heal') };
  const renamed = document as RenameDocument;
  checkRename(renamed, path, world, findings);
  return {
    kind: 'rename',
    component: component(renamed.of, 'of'),
    message: renamed.rename,
    field: renamed.field,
    to: renamed.to,
  };
}

function checkPair(
  pair: readonly [string, string],
  path: Path,
  { components }: InterventionWorld,
  findings: Findings,
): void {
  const unknown = [...pair.entries()].filter(([, id]) => !components.has(id));
  for (const [end, id] of unknown) findings.add([...path, end], isNotA(id, 'a component', components.keys()));
  if (unknown.length > 0) return;
  const [a, b] = pair;
  if (a === b) findings.add(path, `a link has two different ends, and this one has \`${a}\` twice`);
  else if (!talksOf(components).some(([from, to]) => linkId(from, to) === linkId(a, b))) {
    const others = new Set(talksOf(components).flatMap(([from, to]) => (from === a ? [to] : to === a ? [from] : [])));
    const hint = others.size === 0 ? '' : `; \`${a}\` talks to ${listed([...others])}`;
    findings.add(path, `\`${a}\` and \`${b}\` never talk to each other${hint}`);
  }
}

type RenameDocument = Extract<InterventionDocument, { readonly rename: string }>;

function checkRename(
  { rename, of, field, to }: RenameDocument,
  path: Path,
  { components, messages }: InterventionWorld,
  findings: Findings,
): void {
  const contract = messages.get(rename);
  if (contract === undefined) {
    findings.add([...path, 'rename'], isNotA(rename, 'a message', messages.keys()));
    return;
  }
  const names = changedFields(findings);
  if (!contract.fields.has(field) && !names.has(`${rename} ${field}`))
    findings.add([...path, 'field'], isNotA(field, `a field of \`${rename}\``, contract.fields.keys()));
  if (contract.fields.has(to) && !names.has(`${rename} ${to}`))
    findings.add([...path, 'to'], `\`${rename}\` has a field \`${to}\` already`);
  names.add(`${rename} ${field}`).add(`${rename} ${to}`);
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(to))
    findings.add([...path, 'to'], `\`${to.slice(0, 40)}\` cannot be the name of a field`);
  const spec = components.get(of);
  if (spec !== undefined && !sendingsOf(spec).some(({ message }) => message === rename)) {
    const senders = [...components.values()]
      .filter((one) => sendingsOf(one).some(({ message }) => message === rename))
      .map(({ id }) => id);
    findings.add(
      [...path, 'of'],
      `\`${of}\` never sends \`${rename}\`${senders.length === 0 ? '' : `; ${listed(senders)} ${senders.length === 1 ? 'does' : 'do'}`}`,
    );
  }
}
