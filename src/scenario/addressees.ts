import type { Findings } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { sendingsOf } from './sendings.ts';

/** A command has one addressee: two groups that read it from the same log would both do what was asked once. */
export function checkAddressees(
  { messages, components }: Pick<Scenario, 'messages' | 'components'>,
  findings: Findings,
): void {
  const sent = new Set([...components.values()].flatMap(sendingsOf).map(({ to, message }) => `${to} ${message}`));
  const first = new Map<string, { readonly group: string; readonly id: string }>();
  for (const { id, ...spec } of components.values()) {
    if (!('consumes' in spec) || !('handlers' in spec)) continue;
    for (const consumption of spec.consumes) {
      const { from, group } = consumption;
      if (components.get(from)?.kind !== 'log') continue;
      for (const message of spec.handlers.keys()) {
        if (messages.get(message)?.kind !== 'command') continue;
        const place = `${from} ${message}`;
        // Who could handle it does no harm where nobody sends it there.
        if (!sent.has(place)) continue;
        const known = first.get(place);
        if (known === undefined) first.set(place, { group, id });
        else if (known.group !== group)
          findings.add(
            ['components', id, 'on', message],
            `a command has one addressee, and \`${known.id}\` handles \`${message}\` from \`${from}\` already; make it an event, or let both read in one group`,
            { on: 'key' },
          );
      }
    }
  }
}
