/** An expression cannot be accepted; `offset` is into its source. Thrown while one is compiled, and caught there. */
export class CelRefusal extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
