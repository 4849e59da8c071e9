import type { ComponentSpec } from '../scenario/scenario.ts';
import type { Component } from './component.ts';
import type { Hop, Shipment } from './network-port.ts';

/** Stands at the doors of all components where a scenario has rules about who may see what. */
export interface Guard {
  /** Ships a message by `onwards`: as it is, encrypted, later when its key has come, or not at all. Returns the seq of the entry that follows. */
  ship(shipment: Shipment, onwards: (shipment: Shipment) => number): number;
  /** Hands what arrived to its receiver: as it is, decrypted, later, or not at all. */
  receive(hop: Hop, cause: number, receiver: Component): void;
  /** A process is gone, with its keys and all that waited for one. */
  crashed(component: string, cause: number): void;
  /** The component without what it may not read. */
  admit<S extends ComponentSpec>(spec: S): S;
  /** The run begins: says who may not read what it wants to. */
  start(cause: number): void;
  /** From now on a component gets a copy of all that passes between two others. Returns why nothing changes, or null. */
  tap(ends: readonly [string, string], to: string): string | null;
}
