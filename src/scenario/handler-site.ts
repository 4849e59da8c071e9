import { ExpressionSite, type Shape } from './expression-site.ts';
import type { Findings } from './problem.ts';
import type { MessageContract } from './scenario.ts';

const META: Shape = shape('a field of `meta`', [
  'id',
  'name',
  'key',
  'label',
  'source',
  'position',
  'headers',
  'idempotencyKey',
]);

/** What the statements of a handler can read: the message, what is known about it, the parameters. */
export function handlerSite(
  contract: MessageContract,
  parameters: Iterable<string>,
  findings: Findings,
): ExpressionSite {
  return new ExpressionSite(
    findings,
    'handler',
    new Map([
      ['msg', shape(`a field of \`${contract.name}\``, contract.fields.keys())],
      ['meta', META],
      ['param', parameterShape(parameters)],
    ]),
  );
}

/** What a client's data can read: the running number and the parameters. */
export function workloadSite(parameters: Iterable<string>, findings: Findings): ExpressionSite {
  return new ExpressionSite(
    findings,
    'handler',
    new Map([
      ['n', null],
      ['param', parameterShape(parameters)],
    ]),
  );
}

/** The parameters, as `param`. */
export function parameterShape(parameters: Iterable<string>): Shape {
  return shape('a parameter', parameters);
}

/** Something with these fields, whose own fields are not known. */
export function shape(noun: string, fields: Iterable<string>): Shape {
  return { noun, fields: new Map(Array.from(fields, (field) => [field, null])) };
}
