import { statementsIn } from '../blocks.ts';
import type { KindContext, OwnSpec } from '../kind.ts';
import type { Path } from '../problem.ts';
import type { Program } from '../program.ts';
import type { StatementDocument } from '../statement-schema.ts';
import { processOf, programFor } from './relay-program.ts';
import type { BusDocument, GatewayDocument } from './relay-schema.ts';
import type { GatewaySpec } from './relay-spec.ts';

type RouteDocument = NonNullable<GatewayDocument['routes']>[number];

/** Requests that a gateway or a bus has open at once: it waits more than it works. */
const WORKERS = 100;

/** Makes the spec of a gateway or a bus: each route is a handler that hands on and answers with the answer. */
export function compileRoutes(
  document: GatewayDocument | BusDocument,
  context: KindContext,
): Omit<OwnSpec<GatewaySpec>, 'kind'> & { readonly kind: 'gateway' | 'esb' } {
  const { path, references } = context;
  const handlers = new Map<string, Program>();
  const routes = new Map<string, { readonly route: RouteDocument; readonly index: number }[]>();
  for (const [index, route] of (document.routes ?? []).entries()) {
    const known = routes.get(route.message);
    if (known === undefined) routes.set(route.message, [{ route, index }]);
    else known.push({ route, index });
  }
  for (const [message, all] of routes) {
    const [first] = all as [{ readonly route: RouteDocument; readonly index: number }];
    for (const { route, index } of all.slice(0, -1))
      if (route.when === undefined)
        references.findings.add(
          [...path, 'routes', index],
          `every \`${message}\` takes this route, so that those below it are never taken; say \`when\``,
        );
    const at: Path = [...path, 'routes', first.index, 'message'];
    const program = programFor(
      message,
      blockOf(
        all.map(({ route }) => route),
        context,
      ),
      at,
      context,
    );
    if (program !== null) handlers.set(message, program);
  }
  for (const [message, block] of Object.entries(document.on ?? {})) {
    const at: Path = [...path, 'on', message];
    if (handlers.has(message)) references.findings.add(at, `\`${message}\` has a route already`, { on: 'key' });
    const program = programFor(message, block, at, context);
    if (program !== null) handlers.set(message, program);
  }
  const called = [...handlers.values()].flatMap(({ statements }) =>
    [...statementsIn(statements)].flatMap((statement) => (statement.op === 'call' ? [statement.to] : [])),
  );
  const targets = [...new Set([...(document.routes ?? []).map(({ to }) => to), ...called])];
  return { kind: document.kind, ...processOf(document, WORKERS), handlers, consumes: [], targets };
}

function blockOf(routes: readonly RouteDocument[], context: KindContext): readonly StatementDocument[] {
  const [route, ...others] = routes;
  if (route === undefined) return [{ refuse: 'no route fits' }];
  const taken = takenOf(route, context);
  return route.when === undefined ? taken : [{ if: route.when, then: taken, else: blockOf(others, context) }];
}

function takenOf(route: RouteDocument, { references }: KindContext): readonly StatementDocument[] {
  const { to, work, as = route.message, data = '=msg', key, timeout, retry, fallback } = route;
  const before: readonly StatementDocument[] = work === undefined ? [] : [{ work }];
  const receiver = references.components.get(to)?.kind;
  if (receiver === 'log' || references.isBroker(to))
    return [...before, { publish: as, to, data: data as never, ...(key !== undefined && { key: key as never }) }];
  if (references.messages.get(as)?.kind === 'event') return [...before, { send: as, to, data: data as never }];
  return [
    ...before,
    {
      call: as,
      to,
      data: data as never,
      as: 'answer',
      ...(timeout !== undefined && { timeout }),
      ...(retry !== undefined && { retry }),
      fallback: fallback ?? [
        { if: "error.code == 'refused'", then: [{ refuse: '=error.why' }] },
        { fail: '=error.why' },
      ],
    },
    { reply: '=answer' },
  ];
}
