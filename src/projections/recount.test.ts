import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../trace/entry.ts';
import { createProjection } from './create-projection.ts';
import { aRun, anInstant, sampleTrace, upTo } from './sample-run.spec.ts';
import { sampleScenario } from './sample-scenario.ts';
import type { ClientView, LogView, ServiceView } from './view.ts';

const scenario = sampleScenario();
/** Milliseconds; properties take long on a busy machine. */
const PATIENCE = { timeout: 120_000 };

/** For random runs and instants: a view, and the entries up to it to count again from. */
function check(judge: (components: Seen, entries: readonly Entry[], tUs: number) => void): void {
  fc.assert(
    fc.property(aRun, anInstant, (run, tUs) => {
      const trace = sampleTrace(run);
      const { components } = createProjection(scenario, trace).at(tUs);
      judge(new Seen(components), upTo(trace, tUs).entries, tUs);
    }),
    { numRuns: 40 },
  );
}

class Seen {
  readonly #components: ReadonlyMap<string, unknown>;

  constructor(components: ReadonlyMap<string, unknown>) {
    this.#components = components;
  }

  services(): readonly ServiceView[] {
    return ['orders', 'stock', 'payment', 'kitchen'].map((id) => this.#components.get(id) as ServiceView);
  }

  client(): ClientView {
    return this.#components.get('customer') as ClientView;
  }

  log(): LogView {
    return this.#components.get('order-events') as LogView;
  }
}

function lastCrash(entries: readonly Entry[], component: string): number {
  return entries.findLast(({ kind, at }) => kind === 'component.crashed' && at === component)?.seq ?? -1;
}

describe('a view, counted again from the entries,', () => {
  it('[VIEW-7] has the tasks that began since the last crash and did not end, at their last line', PATIENCE, () => {
    check((seen, entries) => {
      for (const service of seen.services()) {
        const crash = lastCrash(entries, service.id);
        const running = new Map<number, number>();
        for (const entry of entries) {
          if (entry.at !== service.id || entry.seq < crash) continue;
          if (entry.kind === 'handler.started') running.set(entry.task, 1);
          if (entry.kind === 'statement.started') running.set(entry.task, entry.line);
          if (entry.kind === 'handler.finished') running.delete(entry.task);
        }
        expect(service.tasks.map(({ task, line }) => [task, line])).toEqual([...running]);
        const waits = service.tasks.map(({ op, waitingFor }) => [op, waitingFor]);
        expect(waits).toEqual(
          waits.map(([op]) => [op, { call: 'stock', publish: 'order-events' }[String(op)] ?? null]),
        );
      }
    });
  });

  it('[VIEW-8] queues what no worker took since the last crash', PATIENCE, () => {
    check((seen, entries) => {
      for (const service of seen.services()) {
        const crash = lastCrash(entries, service.id);
        const waiting: number[] = [];
        for (const entry of entries) {
          if (entry.at !== service.id || entry.seq < crash) continue;
          if (entry.kind === 'handler.queued') waiting.push(entry.message.id);
          const leaves = entry.kind === 'handler.started' || entry.kind === 'message.rejected';
          const place = leaves ? waiting.indexOf(entry.message.id) : -1;
          if (place >= 0) waiting.splice(place, 1);
        }
        expect(service.queue.map(({ id }) => id)).toEqual(waiting);
      }
    });
  });

  it('[VIEW-9] shows every row as it was last written, and the five rows written last', PATIENCE, () => {
    check((seen, entries) => {
      for (const service of seen.services()) {
        for (const table of service.tables) {
          const writes = entries.filter(
            (entry) => entry.kind === 'table.written' && entry.at === service.id && entry.table === table.name,
          );
          const rows = new Map(
            writes.map((entry) => (entry.kind === 'table.written' ? [entry.key, entry.row] : ['', {}])),
          );
          expect([...table.rows()]).toEqual([...rows]);
          expect(table.size).toBe(rows.size);
          const newestFirst = writes.toReversed().map((entry) => (entry.kind === 'table.written' ? entry.key : ''));
          expect(table.recent.map(({ key }) => key)).toEqual([...new Set(newestFirst)].slice(0, 5));
        }
      }
      expect(seen.services().map(({ tables }) => tables.map(({ name }) => name))).toEqual([
        ['orders'],
        [],
        ['charges'],
        ['pizzas'],
      ]);
    });
  });

  it('[VIEW-11] has a lag of the records less what is committed', PATIENCE, () => {
    check((seen, entries) => {
      const log = seen.log();
      const records = entries.filter(({ kind }) => kind === 'log.appended').length;
      for (const { group, lag, partitions } of log.groups) {
        const committed = partitions.map((_, partition) =>
          entries.reduce(
            (offset, entry) =>
              entry.kind === 'offset.committed' && entry.group === group && entry.partition === partition
                ? entry.offset
                : offset,
            0,
          ),
        );
        expect(partitions.map((place) => place.committed)).toEqual(committed);
        expect(lag).toBe(records - committed.reduce((sum, offset) => sum + offset, 0));
      }
      expect(log.partitions.reduce((sum, { end }) => sum + end, 0)).toBe(records);
    });
  });

  it('[VIEW-12] has the requests open that were sent and did not end', PATIENCE, () => {
    check((seen, entries, tUs) => {
      const client = seen.client();
      const crash = lastCrash(entries, 'customer');
      const open = new Map<number, number | null>();
      for (const entry of entries) {
        if (entry.at !== 'customer') continue;
        if (entry.kind === 'message.sent' && !entry.duplicate && entry.seq > crash)
          open.set(entry.message.id, entry.timeoutAtUs);
        if (entry.kind === 'request.completed') open.delete(entry.message.id);
      }
      expect(client.open.map(({ message, timeoutAtUs }) => [message.id, timeoutAtUs])).toEqual([...open]);
      expect(client.open.every(({ sinceUs }) => sinceUs <= tUs)).toBe(true);
      const { ok, refused, failed, timeout } = client.outcomes;
      expect(ok + refused + failed + timeout).toBe(entries.filter(({ kind }) => kind === 'request.completed').length);
    });
  });

  it('[VIEW-15] has each component in the state that its last life entry says', PATIENCE, () => {
    check((seen, entries) => {
      for (const component of [seen.client(), seen.log(), ...seen.services()]) {
        const last = entries.findLast(
          (entry) => 'chart' in entry && entry.chart === 'life' && entry.at === component.id,
        );
        const state = last !== undefined && 'to' in last ? last.to : 'up';
        expect(component.life.state).toBe(state);
        expect(component.life.factor > 1).toBe(state === 'slow');
        expect(component.entryCount).toBe(entries.filter(({ at }) => at === component.id).length);
      }
    });
  });
});
