import type { Component } from '../components/component.ts';
import type { World } from '../components/world.ts';
import { Registry } from '../kernel/registry.ts';
import type { ComponentSpec } from '../scenario/scenario.ts';

type Build = (world: World, spec: never) => Component;

const builders = new Registry<Build>('kind of component');

/** Adds a kind of component to what runs can be made of. */
export function buildsKind<K extends ComponentSpec['kind']>(
  kind: K,
  build: (world: World, spec: Extract<ComponentSpec, { readonly kind: K }>) => Component,
): void {
  builders.add(kind, build as unknown as Build);
}

/** A component of a kind that was added. */
export function buildKind(world: World, spec: ComponentSpec): Component {
  return builders.get(spec.kind)(world, spec as never);
}
