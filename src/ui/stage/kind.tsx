import type { ReactNode } from 'react';
import type { ComponentView, View } from '../../projections/view.ts';
import type { ComponentSpec } from '../../scenario/scenario.ts';
import type { SizeOptions } from './node-size.ts';
import type { NodeSize, PlacedNode } from './placed.ts';

/** The spec or view of a kind, also where several kinds share one. */
type OfKind<K, T> = T extends { readonly kind: infer Own } ? (K extends Own ? T : never) : never;

/** What a kind's drawing gets. */
export interface KindProps<K extends ComponentSpec['kind']> {
  readonly spec: OfKind<K, ComponentSpec>;
  readonly component: OfKind<K, ComponentView>;
  readonly view: View;
  readonly node: PlacedNode;
  readonly selected: boolean;
  readonly terse: boolean;
}

/** How the stage draws a kind of component beyond client, service and log. */
export interface KindLook<K extends ComponentSpec['kind']> {
  /** Null: the size of a plain box. */
  size(spec: OfKind<K, ComponentSpec>, options: SizeOptions): NodeSize | null;
  draw(props: KindProps<K>): ReactNode;
}

interface AnyLook {
  size(spec: never, options: SizeOptions): NodeSize | null;
  draw(props: never): ReactNode;
}

const looks = new Map<string, AnyLook>();

/** Adds the look of a kind. Kinds without one are drawn as plain boxes. */
export function looksLike<K extends ComponentSpec['kind']>(kind: K, look: KindLook<K>): void {
  looks.set(kind, look as unknown as AnyLook);
}

export function kindSize(spec: ComponentSpec, options: SizeOptions): NodeSize | null {
  return looks.get(spec.kind)?.size(spec as never, options) ?? null;
}

/** Null: the kind has no look of its own. */
export function drawKind(props: {
  readonly spec: ComponentSpec;
  readonly component: ComponentView;
  readonly view: View;
  readonly node: PlacedNode;
  readonly selected: boolean;
  readonly terse: boolean;
}): ReactNode {
  return looks.get(props.spec.kind)?.draw(props as never) ?? null;
}
