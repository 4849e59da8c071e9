import type {
  ClientDocument,
  ComponentDocument,
  ConsumptionDocument,
  LogDocument,
  ScenarioDocument,
  ServiceDocument,
} from './document.ts';
import { usOf } from './distributions.ts';
import { compileProgram } from './compile-program.ts';
import { compileWorkload } from './compile-workload.ts';
import { type Place, placeComponents } from './component-layout.ts';
import { handlerSite, workloadSite } from './handler-site.ts';
import type { Path } from './problem.ts';
import { compileConsumption, isSource } from './consumption.ts';
import { compileKind, type KindContext } from './kind.ts';
import { logOptions } from './log-options.ts';
import type { Program } from './program.ts';
import type { References } from './references.ts';
import { handlersStoredIn } from './store.ts';
import type { ClientSpec, ComponentSpec, Consumption, LogSpec, ServiceSpec } from './scenario.ts';
import { talksOf } from './sendings.ts';
import { variableOf } from './view-functions.ts';

const DEFAULT_RESTART_US = 500_000;
const DEFAULT_RETRY_DELAY_US = 500_000;
/** Ids that mean something else in traces and expressions. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['run', 'param']);

/** All components of a document, in its order. */
export function compileComponents(
  document: ScenarioDocument,
  parameters: readonly string[],
  references: References,
): ReadonlyMap<string, ComponentSpec> {
  const entries = Object.entries(document.components);
  checkIds(
    entries.map(([id]) => id),
    references,
  );
  const unplaced = new Map(
    entries.map(([id, component]) => [id, compileComponent(id, component, ['components', id], parameters, references)]),
  );
  const given = new Map(entries.flatMap(([id, { at }]) => (at === undefined ? [] : [[id, at as Place] as const])));
  const places = placeComponents([...unplaced.keys()], given, talksOf(unplaced));
  return new Map([...unplaced].map(([id, spec]) => [id, { ...spec, at: places.get(id) ?? [0, 0] }]));
}

function compileComponent(
  id: string,
  document: ComponentDocument,
  path: Path,
  parameters: readonly string[],
  references: References,
): ComponentSpec {
  const base = {
    id,
    name: document.name ?? displayName(id),
    at: [0, 0] as const,
    about: document.about ?? '',
    ...('absent' in document && document.absent === true && { absent: true }),
  };
  switch (document.kind) {
    case 'client':
      return { ...base, ...client(document, path, parameters, references) };
    case 'service':
      return { ...base, ...service(id, document, path, parameters, references) };
    case 'log':
      return { ...base, ...log(document, { id, path, parameters, references }) };
    default:
      return { ...base, ...compileKind(document, { id, path, parameters, references }) } as ComponentSpec;
  }
}

function client(
  document: ClientDocument,
  path: Path,
  parameters: readonly string[],
  references: References,
): Pick<ClientSpec, 'kind' | 'sends'> {
  const site = workloadSite(parameters, references.findings);
  return {
    kind: 'client',
    sends: (document.sends ?? []).map((workload, i) =>
      compileWorkload(workload, [...path, 'sends', i], site, references),
    ),
  };
}

function service(
  id: string,
  document: ServiceDocument,
  path: Path,
  parameters: readonly string[],
  references: References,
): Omit<ServiceSpec, 'id' | 'name' | 'at' | 'about'> {
  const handlers = new Map<string, Program>();
  const { store, on: written = {} } = document;
  const on = store === undefined ? written : handlersStoredIn(store, written, [...path, 'store'], references);
  for (const [message, block] of Object.entries(on)) {
    const contract = references.messages.get(message);
    const at = [...path, 'on', message];
    if (contract === undefined) {
      references.message(message, at);
      continue;
    }
    handlers.set(
      message,
      compileProgram(message, block, at, handlerSite(contract, parameters, references.findings), references),
    );
  }
  return {
    kind: 'service',
    workers: document.workers ?? 1,
    queueLimit: document.queue ?? null,
    ...(document.shed !== undefined && { shedUs: usOf(document.shed) }),
    restartUs: document.restart === undefined ? DEFAULT_RESTART_US : usOf(document.restart),
    handlers,
    consumes: compileConsumptions(id, document.consumes ?? [], (i) => [...path, 'consumes', i], parameters, references),
  };
}

/** What a component reads; `pathOf` gives the places of the documents. */
export function compileConsumptions(
  id: string,
  documents: readonly ConsumptionDocument[],
  pathOf: (index: number) => Path,
  parameters: readonly string[],
  references: References,
): readonly Consumption[] {
  const seen = new Set<string>();
  return documents.map((consumption, i) => {
    const { from, group = id, mark, retry } = consumption;
    const at = pathOf(i);
    const source = references.component(from, [...at, 'from'])?.kind;
    const pair = `${from} ${group}`;
    if (seen.has(pair)) references.findings.add(at, `\`${id}\` reads \`${from}\` in the group \`${group}\` already`);
    seen.add(pair);
    if (retry?.delay !== undefined && usOf(retry.delay) === 0 && retry.attempts === undefined) {
      const why =
        'without a delay it would try a bad record for ever at one instant; give a `delay` or a bound of `attempts`';
      references.findings.add([...at, 'retry', 'delay'], why);
    }
    if (source !== undefined && isSource(source))
      return compileConsumption(source, consumption, { id, path: at, parameters, references });
    if (source !== undefined) references.log(from, [...at, 'from']);
    return {
      source: 'log',
      from,
      group,
      mark: mark ?? id.slice(0, 1).toUpperCase(),
      retryDelayUs: retry?.delay === undefined ? DEFAULT_RETRY_DELAY_US : usOf(retry.delay),
      maxAttempts: retry?.attempts ?? null,
      ...(references.broker && logOptions().reading(consumption, { id, path: at, parameters, references })),
    };
  });
}

function log(document: LogDocument, context: KindContext): Pick<LogSpec, 'kind' | 'partitions' | 'broker'> {
  const { broker } = context.references;
  return {
    kind: 'log',
    partitions: document.partitions ?? 1,
    ...(broker && { broker: logOptions().keeping(document, context) }),
  };
}

function checkIds(ids: readonly string[], { findings }: References): void {
  if (ids.length === 0) findings.add(['components'], 'a scenario has at least one component');
  const variables = new Map<string, string>();
  for (const id of ids) {
    const variable = variableOf(id);
    const other = variables.get(variable);
    if (RESERVED_IDS.has(id))
      findings.add(['components', id], `\`${id}\` is a reserved name; choose another`, { on: 'key' });
    else if (other !== undefined)
      findings.add(['components', id], `\`${id}\` and \`${other}\` look alike to expressions; choose another name`, {
        on: 'key',
      });
    variables.set(variable, id);
  }
}

/** "order-events" as people read it: "Order events". */
function displayName(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
