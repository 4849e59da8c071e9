/**
 * What layout needs to know about a drawing. A node's (x, y) is always the top left of its body, links attach
 * to the body, and the overhang is what labels, badges and shadows need around it.
 */
export interface NodeBox {
  readonly w: number;
  readonly h: number;
  readonly overhang: Overhang;
}

export interface Overhang {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A box whose overhang is the state badge at the top right, the slow echo at the left and the selection ring, unless told otherwise. */
export function nodeBox(w: number, h: number, k: number, overhang: Partial<Overhang> = {}): NodeBox {
  const ring = 3 * k + 3;
  return { w, h, overhang: { top: 5.5 * k + 1, right: ring, bottom: ring, left: 4.5 * k + 1, ...overhang } };
}
