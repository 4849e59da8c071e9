export interface InvariantContext {
  readonly seed?: number | undefined;
  /** The sequence number of the trace entry at hand. */
  readonly seq?: number | undefined;
}

/** A fault of ours, never of the user: it names the seed and the trace entry so that the run can be repeated. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
  readonly context: InvariantContext;

  constructor(message: string, context: InvariantContext = {}) {
    super(message + contextText(context));
    this.context = context;
  }
}

/**
 * Throws an `InvariantError` unless `condition` is truthy; on a hot path pass the message as a function,
 * so that its text is made only when it is needed.
 */
export function invariant(
  condition: unknown,
  message: string | (() => string),
  context?: InvariantContext,
): asserts condition {
  if (condition) return;
  throw new InvariantError(typeof message === 'string' ? message : message(), context);
}

function contextText({ seed, seq }: InvariantContext): string {
  const parts: string[] = [];
  if (seed !== undefined) parts.push(`seed ${seed}`);
  if (seq !== undefined) parts.push(`seq ${seq}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
