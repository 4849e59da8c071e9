import { linkId } from '../trace/link-id.ts';
import type { ScenarioDocument } from './document.ts';
import type { Findings, Path } from './problem.ts';
import type { ScenarioWorld } from './scenario-world.ts';
import { sendingsOf, talksOf } from './sendings.ts';
import type { StatementDocument } from './statement-schema.ts';

/** What runs, but hardly as its author thinks. */
export function addWarnings(document: ScenarioDocument, world: ScenarioWorld, warnings: Findings): void {
  const talks = new Set(talksOf(world.components).map(([from, to]) => linkId(from, to)));
  for (const [i, { between }] of world.links.entries()) {
    if (!talks.has(linkId(...between)))
      warnings.add(
        ['links', i],
        `\`${between[0]}\` and \`${between[1]}\` never talk to each other, so this link is never used`,
      );
  }
  warnOfUnsent(world, warnings);
  warnOfPlaces(document, warnings);
  for (const [id, component] of Object.entries(document.components)) {
    if (component.kind !== 'service') continue;
    for (const [message, block] of Object.entries(component.on ?? {})) {
      const path = ['components', id, 'on', message];
      warnOfBlock(block, path, world.messages.get(message)?.kind === 'event', warnings);
    }
  }
}

/** Handlers of messages that nobody sends there. */
function warnOfUnsent({ components, security }: ScenarioWorld, warnings: Findings): void {
  const sendings = [...components.values()].flatMap(sendingsOf);
  for (const spec of components.values()) {
    if ((spec.kind !== 'service' && spec.kind !== 'view') || security?.taps.some(({ to }) => to === spec.id) === true)
      continue;
    const sources = new Set([spec.id, ...spec.consumes.map(({ from }) => from)]);
    for (const message of spec.handlers.keys()) {
      if (sendings.some((sending) => sending.message === message && sources.has(sending.to))) continue;
      warnings.add(
        ['components', spec.id, 'on', message],
        `nobody sends \`${message}\` to \`${spec.id}\`, so this handler never runs`,
        { on: 'key' },
      );
    }
  }
}

function warnOfPlaces(document: ScenarioDocument, warnings: Findings): void {
  const places = new Map<string, string>();
  for (const [id, { at }] of Object.entries(document.components)) {
    if (at === undefined) continue;
    const other = places.get(String(at));
    if (other !== undefined) warnings.add(['components', id, 'at'], `\`${other}\` stands at this place already`);
    places.set(String(at), id);
  }
}

function warnOfBlock(
  block: readonly StatementDocument[],
  path: Path,
  answersNobody: boolean,
  warnings: Findings,
): void {
  for (const [i, statement] of block.entries()) {
    const verb = 'refuse' in statement ? 'refuse' : 'fail' in statement ? 'fail' : null;
    if (verb !== null && i < block.length - 1)
      warnings.add([...path, i + 1], `this never runs: \`${verb}\` ends the handler`);
    if ('reply' in statement && answersNobody) warnings.add([...path, i], 'nobody waits for an answer to an event');
    if ('if' in statement) {
      warnOfBlock(statement.then, [...path, i, 'then'], answersNobody, warnings);
      warnOfBlock(statement.else ?? [], [...path, i, 'else'], answersNobody, warnings);
    }
    if ('call' in statement) warnOfBlock(statement.fallback ?? [], [...path, i, 'fallback'], answersNobody, warnings);
  }
}
