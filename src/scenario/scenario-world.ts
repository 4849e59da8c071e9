import { checkAddressees } from './addressees.ts';
import { compileComponents } from './compile-components.ts';
import { compileLinks, compileNetwork } from './compile-links.ts';
import { compileMessages } from './compile-messages.ts';
import { compileParameters } from './compile-parameters.ts';
import type { ScenarioDocument } from './document.ts';
import type { Findings } from './problem.ts';
import { References } from './references.ts';
import type { Scenario } from './scenario.ts';
import { securityOf } from './security/security-options.ts';

/** What a scenario simulates, without what is told about it. */
export type ScenarioWorld = Pick<Scenario, 'messages' | 'components' | 'network' | 'links' | 'parameters' | 'security'>;

/** Compiles and checks everything that runs. */
export function compileWorld(
  document: ScenarioDocument,
  given: { readonly [name: string]: number },
  findings: Findings,
): ScenarioWorld {
  const messages = compileMessages(document);
  const references = new References(document, messages, findings);
  const parameters = compileParameters(document, given, findings);
  const components = compileComponents(document, [...parameters.keys()], references);
  checkAddressees({ messages, components }, findings);
  const network = compileNetwork(document, references);
  const links = compileLinks(document, network, references);
  const security = securityOf(document, [...parameters.keys()], references);
  return { messages, components, network, links, parameters, ...(security !== null && { security }) };
}
