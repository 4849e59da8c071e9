import type { Component } from '../components/component.ts';
import type { Guard } from '../components/guard-port.ts';
import type { World } from '../components/world.ts';
import { Registry } from '../kernel/registry.ts';
import type { SecuritySpec } from '../scenario/security/security-spec.ts';

type Make = (world: World, spec: SecuritySpec, components: ReadonlyMap<string, Component>) => Guard;

const makers = new Registry<Make>('rules of data security');

/** Adds how rules about who may see what are kept. */
export function makesGuard(make: Make): void {
  makers.add('security', make);
}

/** Keeps the rules of a run, whose components are still to come. */
export function guardOf(world: World, spec: SecuritySpec, components: ReadonlyMap<string, Component>): Guard {
  return makers.get('security')(world, spec, components);
}
