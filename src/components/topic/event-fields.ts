import type { Data } from '../../trace/message.ts';
import type { Scalar } from './value-test.ts';

/** Which element of which array a value stands in; arrays are numbered from the event's beginning. */
export interface Place {
  readonly array: number;
  readonly index: number;
}

/** A leaf of an event. */
export interface FieldValue {
  readonly value: Scalar;
  /** From the outermost array inwards; none for a value outside of objects that are array elements. */
  readonly places: readonly Place[];
}

const NOWHERE: readonly Place[] = [];

/** An event's leaves by the dotted names of their fields: arrays add nothing to a name. */
export class EventFields {
  readonly #byName = new Map<string, FieldValue[]>();
  #arrays = 0;
  /** Whether any value stands inside an array element. */
  hasPlaces = false;

  /** `used` holds the dotted names that matter, and every beginning of them that ends before a dot. */
  constructor(event: Data, used: ReadonlySet<string>) {
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return;
    this.#readObject(event as { readonly [field: string]: Data }, '', NOWHERE, used);
  }

  /** All values of the field, in the event's order. */
  of(name: string): readonly FieldValue[] {
    return this.#byName.get(name) ?? [];
  }

  #readObject(
    object: { readonly [field: string]: Data },
    prefix: string,
    places: readonly Place[],
    used: ReadonlySet<string>,
  ): void {
    for (const field of Object.keys(object)) {
      const name = prefix + field;
      if (used.has(name)) this.#read(object[field] as Data, name, places, used);
    }
  }

  #read(value: Data, name: string, places: readonly Place[], used: ReadonlySet<string>): void {
    if (typeof value !== 'object' || value === null) this.#add(name, { value, places });
    else if (Array.isArray(value)) this.#readArray(value as readonly Data[], name, places, used);
    else this.#readObject(value as { readonly [field: string]: Data }, `${name}.`, places, used);
  }

  #readArray(elements: readonly Data[], name: string, places: readonly Place[], used: ReadonlySet<string>): void {
    const array = this.#arrays++;
    for (const [index, element] of elements.entries()) {
      // A plain value belongs to the array as a whole: only objects and arrays are elements that belong together.
      const isPlain = typeof element !== 'object' || element === null;
      this.#read(element, name, isPlain ? places : [...places, { array, index }], used);
    }
  }

  #add(name: string, value: FieldValue): void {
    if (value.places.length > 0) this.hasPlaces = true;
    const values = this.#byName.get(name);
    if (values === undefined) this.#byName.set(name, [value]);
    else values.push(value);
  }
}

/** The places of both together; null where they stand in different elements of one array. */
export function together(a: readonly Place[], b: readonly Place[]): readonly Place[] | null {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const added: Place[] = [];
  for (const place of b) {
    const known = a.find(({ array }) => array === place.array);
    if (known === undefined) added.push(place);
    else if (known.index !== place.index) return null;
  }
  return added.length === 0 ? a : [...a, ...added];
}
