import type { ComponentView, GroupView, PartitionView, TableView, View } from '../projections/view.ts';
import type { Row } from '../scenario/scenario.ts';
import type { Data } from '../trace/message.ts';

export interface TablesSummary {
  readonly [table: string]: { readonly [key: string]: Row };
}

/** What a component holds in order: a log by partition, an event store by stream. */
export interface StreamsSummary {
  /** Per partition, in the order of offsets. */
  readonly partitions?: readonly (readonly {
    readonly offset: number;
    readonly name: string;
    readonly key: string | null;
    readonly data: Data;
  }[])[];
  readonly groups?: { readonly [group: string]: { readonly lag: number; readonly committed: readonly number[] } };
  readonly streams?: { readonly [stream: string]: readonly Data[] };
}

/** What the components of a run hold at one instant. */
export interface Contents {
  readonly tables: { readonly [component: string]: TablesSummary };
  readonly streams: { readonly [component: string]: StreamsSummary };
  /** Read models: how far each has read, and its tables. */
  readonly views: { readonly [component: string]: { readonly position: number; readonly tables: TablesSummary } };
}

/** Everything that is held, by what a component's view can show and not by its kind. */
export function contentsOf({ components }: View): Contents {
  const tables: { [component: string]: TablesSummary } = {};
  const streams: { [component: string]: StreamsSummary } = {};
  const views: { [component: string]: Contents['views'][string] } = {};
  for (const [id, component] of components) {
    const own = tablesOf(component.tables ?? []);
    // Who holds streams writes them; its position is its own.
    if (component.position !== undefined && component.streams === undefined)
      views[id] = { position: component.position, tables: own };
    else if (Object.keys(own).length > 0) tables[id] = own;
    const held = streamsOf(component);
    if (Object.keys(held).length > 0) streams[id] = held;
  }
  return { tables, streams, views };
}

function tablesOf(tables: readonly TableView[]): TablesSummary {
  return Object.fromEntries(tables.map((table) => [table.name, Object.fromEntries(table.rows())]));
}

type Holding = ComponentView & {
  readonly partitions?: readonly PartitionView[];
  readonly groups?: readonly GroupView[];
};

function streamsOf(component: Holding): StreamsSummary {
  const { partitions, groups, streams } = component;
  return {
    ...(partitions !== undefined && {
      partitions: partitions.map(({ records, end }) =>
        records
          .filter(({ offset }) => offset < end)
          .map(({ offset, message: { name, key, data } }) => ({ offset, name, key, data })),
      ),
    }),
    ...(groups !== undefined && {
      groups: Object.fromEntries(
        groups.map(({ group, lag, partitions: places }) => [
          group,
          { lag, committed: places.map(({ committed }) => committed) },
        ]),
      ),
    }),
    ...(streams !== undefined && { streams: Object.fromEntries(streams()) }),
  };
}
