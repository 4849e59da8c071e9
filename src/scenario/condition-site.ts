import type { Uses } from './cel-uses.ts';
import { isNotA } from './did-you-mean.ts';
import { ExpressionSite, type Shape } from './expression-site.ts';
import { parameterShape, shape } from './handler-site.ts';
import type { Findings, Path } from './problem.ts';
import type { ComponentSpec, Parameter } from './scenario.ts';
import { tablesOf } from './sendings.ts';
import { isPercent, VIEW_FUNCTIONS, variableOf } from './view-functions.ts';

/** What conditions can be about. */
export interface ConditionWorld {
  readonly components: ReadonlyMap<string, ComponentSpec>;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** How a client's requests and a service's executions end, as `count` asks for them. */
const OUTCOMES: { readonly [kind: string]: readonly string[] } = {
  client: ['sent', 'ok', 'refused', 'failed', 'timeout'],
  service: ['done', 'refused', 'failed', 'deduplicated', 'rejected', 'crashed'],
};

/** As the trace writes them. */
const ENTRY_KIND = /^[a-z-]+\.[a-z-]+$/;

/** Where `until`, `holds` and a challenge stand: they read all tables and ask the view functions. */
export function conditionSite(world: ConditionWorld, findings: Findings): ExpressionSite {
  const names: [string, Shape][] = [...world.components.values()].map((spec) => [
    variableOf(spec.id),
    shape(
      spec.kind === 'service' || spec.tables !== undefined
        ? `a table of \`${spec.id}\``
        : `a table; \`${spec.id}\` is a ${spec.kind} and has none`,
      tablesOf(spec),
    ),
  ]);
  names.push(['param', parameterShape(world.parameters.keys())]);
  return new ExpressionSite(findings, 'condition', new Map(names), (uses, path, skip) =>
    checkCalls(uses, path, skip, world, findings),
  );
}

function checkCalls({ calls }: Uses, path: Path, skip: number, world: ConditionWorld, findings: Findings): void {
  for (const call of calls) {
    if (!Object.hasOwn(VIEW_FUNCTIONS, call.name)) continue;
    const kinds = VIEW_FUNCTIONS[call.name as keyof typeof VIEW_FUNCTIONS];
    const first = world.components.get(String(call.args[0]?.value));
    for (const [i, kind] of kinds.entries()) {
      const arg = call.args[i];
      // Only what is written out is known before anything runs.
      if (arg === undefined || arg.value === undefined) continue;
      const problem = argumentProblem(kind, arg.value, first, world);
      if (problem !== null) findings.add(path, problem, { offset: skip + arg.offset });
    }
  }
}

function argumentProblem(
  kind: 'log' | 'group' | 'component' | 'outcome' | 'percent' | 'entry',
  value: unknown,
  first: ComponentSpec | undefined,
  world: ConditionWorld,
): string | null {
  const name = String(value);
  const specs = [...world.components.values()];
  const spec = world.components.get(name);
  switch (kind) {
    case 'component':
      return spec === undefined ? isNotA(name, 'a component', world.components.keys()) : null;
    case 'log': {
      if (spec?.kind === 'log' || spec?.kind === 'queue' || spec?.kind === 'event-store') return null;
      const logs = specs.filter((one) => one.kind === 'log').map((one) => one.id);
      return isNotA(name, 'a log', logs);
    }
    case 'group': {
      if (first?.kind !== 'log' && first?.kind !== 'queue' && first?.kind !== 'event-store') return null;
      const groups = specs
        .flatMap((one) => ('consumes' in one ? one.consumes : []))
        .filter(({ from }) => from === first.id);
      const known = new Set(groups.map(({ group }) => group));
      return known.has(name)
        ? null
        : isNotA(
            name,
            `a ${first.kind === 'event-store' ? 'reader' : 'consumer'} ${first.kind === 'log' ? 'group ' : ''}of \`${first.id}\``,
            known,
          );
    }
    case 'percent':
      return isPercent(value) ? null : `\`${name}\` is not a percentile: a number over 0 and up to 100, such as 99`;
    case 'entry':
      return ENTRY_KIND.test(name) ? null : `\`${name}\` is not a kind of entry, such as \`message.dropped\``;
    case 'outcome': {
      if (first === undefined) return null;
      const outcomes = OUTCOMES[first.kind] ?? first.outcomes ?? [];
      return outcomes.includes(name) ? null : isNotA(name, `an outcome of a ${first.kind}`, outcomes);
    }
  }
}
