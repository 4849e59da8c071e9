/** The place of a component on the stage's grid: column and row. */
export type Place = readonly [number, number];

/**
 * Places the components that a document leaves without one: a column to the right of whoever sends to them, in the
 * first row that is free there. Nobody's given place changes.
 */
export function placeComponents(
  ids: readonly string[],
  given: ReadonlyMap<string, Place>,
  talks: readonly (readonly [string, string])[],
): ReadonlyMap<string, Place> {
  const places = new Map(given);
  const taken = new Set([...given.values()].map(String));
  const columns = columnsOf(ids, given, talks);
  for (const id of ids) {
    if (places.has(id)) continue;
    const column = columns.get(id) ?? 0;
    let row = 0;
    while (taken.has(String([column, row]))) row++;
    places.set(id, [column, row]);
    taken.add(String([column, row]));
  }
  return places;
}

function columnsOf(
  ids: readonly string[],
  given: ReadonlyMap<string, Place>,
  talks: readonly (readonly [string, string])[],
): Map<string, number> {
  const columns = new Map<string, number>();
  const receivers = new Set(talks.map(([, to]) => to));
  let frontier: (readonly [string, number])[] = ids
    .filter((id) => given.has(id) || !receivers.has(id))
    .map((id) => [id, given.get(id)?.[0] ?? 0]);
  while (frontier.length > 0) {
    const next: (readonly [string, number])[] = [];
    for (const [id, column] of frontier) {
      if (columns.has(id)) continue;
      columns.set(id, column);
      for (const [from, to] of talks) if (from === id && !columns.has(to)) next.push([to, column + 1]);
    }
    frontier = next;
  }
  return columns;
}
