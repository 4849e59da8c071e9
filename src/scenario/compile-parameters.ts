import { isNotA } from './did-you-mean.ts';
import type { ScenarioDocument } from './document.ts';
import type { Findings, Path } from './problem.ts';
import type { Parameter } from './scenario.ts';

/** The parameters with their values in this run: the given ones, else the defaults. */
export function compileParameters(
  document: ScenarioDocument,
  given: { readonly [name: string]: number },
  findings: Findings,
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const [name, parameter] of Object.entries(document.parameters ?? {})) {
    const { label, min, max, step, unit = '' } = parameter;
    const path = ['parameters', name];
    if (min >= max) findings.add([...path, 'min'], `\`min\` is ${min}, which is not below \`max\`, ${max}`);
    else inRange(parameter.default, min, max, '`default`', [...path, 'default'], findings);
    const value = Object.hasOwn(given, name) ? (given[name] as number) : parameter.default;
    if (value !== parameter.default) inRange(value, min, max, `the parameter \`${name}\``, path, findings);
    parameters.set(name, { name, label, min, max, step, initial: value, unit });
  }
  for (const name of Object.keys(given)) {
    if (!parameters.has(name)) findings.add([], isNotA(name, 'a parameter', parameters.keys()));
  }
  return parameters;
}

function inRange(value: number, min: number, max: number, what: string, path: Path, findings: Findings): void {
  if (!(value >= min && value <= max)) findings.add(path, `${what} is ${value}, outside its range of ${min} to ${max}`);
}
