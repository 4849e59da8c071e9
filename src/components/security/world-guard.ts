import type { SecuritySpec } from '../../scenario/security/security-spec.ts';
import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { Component } from '../component.ts';
import type { Guard } from '../guard-port.ts';
import type { Hop, Shipment } from '../network-port.ts';
import type { World } from '../world.ts';
import { AccessRules } from './access-rules.ts';
import { FieldOpening } from './field-opening.ts';
import { FieldSealing } from './field-sealing.ts';
import { KeyClients } from './key-clients.ts';
import { LeakCheck } from './leak-check.ts';
import { Wiretaps } from './wiretaps.ts';

/** Keeps the rules of a scenario about who may see what: see spec.md. */
export class WorldGuard implements Guard {
  readonly #world: World;
  readonly #access: AccessRules;
  readonly #leaks: LeakCheck;
  readonly #keys: KeyClients;
  readonly #sealing: FieldSealing;
  readonly #opening: FieldOpening;
  readonly #taps: Wiretaps;
  /** Who wanted to read what it may not. */
  readonly #turnedAway: { readonly component: string; readonly channel: string }[] = [];

  constructor(world: World, spec: SecuritySpec, components: ReadonlyMap<string, Component>) {
    this.#world = world;
    this.#access = new AccessRules(world, spec.access);
    this.#leaks = new LeakCheck(world, spec);
    this.#keys = new KeyClients(world);
    this.#sealing = new FieldSealing(world, spec.personal, this.#keys, components);
    this.#opening = new FieldOpening(world, spec.personal, this.#keys);
    this.#taps = new Wiretaps(world, components, (hop, cause, receiver) => this.#opening.receive(hop, cause, receiver));
    for (const { ends, to } of spec.taps) this.#taps.add(ends, to);
  }

  ship(shipment: Shipment, onwards: (shipment: Shipment) => number): number {
    const denied = this.#access.handsOut(shipment);
    if (denied !== null) return denied;
    return this.#sealing.ship(shipment, (sealed) => {
      const seq = onwards(sealed);
      this.#taps.hear(sealed, seq);
      return seq;
    });
  }

  receive(hop: Hop, cause: number, receiver: Component): void {
    if (this.#keys.takes(hop, cause) || !this.#access.takes(hop, cause)) return;
    this.#leaks.look(hop, cause);
    this.#opening.receive(hop, cause, receiver);
  }

  crashed(component: string, cause: number): void {
    this.#keys.crashed(component, cause);
    const unsent = this.#sealing.crashed(component);
    const unread = this.#opening.crashed(component);
    if (unsent.length === 0 && unread.length === 0) return;
    const { clock } = this.#world;
    // After all that the component itself says of its crash.
    clock.after(0, () => {
      for (const shipment of unsent) this.#sealing.lose(shipment, cause);
      for (const hop of unread) this.#opening.lose(hop, cause);
    });
  }

  admit<S extends ComponentSpec>(spec: S): S {
    // A read model has exactly one source; what that hands out is refused one by one.
    if (!('consumes' in spec) || spec.kind === 'view') return spec;
    const consumes = spec.consumes.filter(({ from }) => {
      const may = this.#access.mayRead(spec.id, from);
      if (!may) this.#turnedAway.push({ component: spec.id, channel: from });
      return may;
    });
    return consumes.length === spec.consumes.length ? spec : { ...spec, consumes };
  }

  start(cause: number): void {
    for (const { component, channel } of this.#turnedAway) this.#access.deny(component, channel, 'read', null, cause);
  }

  tap(ends: readonly [string, string], to: string): string | null {
    return this.#taps.add(ends, to);
  }
}
