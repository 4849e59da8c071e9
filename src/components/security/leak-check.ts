import type { SecuritySpec } from '../../scenario/security/security-spec.ts';
import type { Data, Message } from '../../trace/message.ts';
import type { Hop } from '../network-port.ts';
import { hasFields, isSealedField } from '../sealed-field.ts';
import type { World } from '../world.ts';

/** Flags personal data that comes into public channels in readable form. */
export class LeakCheck {
  readonly #world: World;
  readonly #spec: Pick<SecuritySpec, 'personal' | 'publicChannels'>;

  constructor(world: World, spec: Pick<SecuritySpec, 'personal' | 'publicChannels'>) {
    this.#world = world;
    this.#spec = spec;
  }

  look(hop: Hop, cause: number): void {
    const { to, passage, message } = hop;
    if (!this.#spec.publicChannels.has(to)) return;
    if (passage !== 'call' && passage !== 'send' && passage !== 'publish') return;
    for (const { name, data } of carried(message)) {
      const personal = this.#spec.personal.get(name);
      if (personal === undefined || !hasFields(data)) continue;
      for (const field of personal.fields) {
        const value = data[field];
        if (value !== undefined && value !== null && !isSealedField(value)) this.#flag(hop, name, field, cause);
      }
    }
  }

  #flag({ from, to, message }: Hop, name: string, field: string, cause: number): void {
    const { trace, clock, scenario } = this.#world;
    const channel = scenario.components.get(to)?.name ?? to;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: to,
      cause,
      kind: 'policy.violated',
      field,
      channel: to,
      from,
      message,
      why: `${field} of ${name} is personal, and anybody can read it in ${channel}`,
    });
  }
}

/** The message, or the events that an append to a store carries. */
function carried({ name, data }: Message): readonly { readonly name: string; readonly data: Data }[] {
  if (name !== 'AppendEvents' || !hasFields(data) || !Array.isArray(data['events'])) return [{ name, data }];
  return (data['events'] as readonly { readonly event: string; readonly data: Data }[]).map((one) => ({
    name: one.event,
    data: one.data,
  }));
}
