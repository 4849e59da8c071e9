import { changeInterface } from '../interface-change.ts';
import type { Series } from './client.ts';
import { type ClientInside, doesToClient } from './deeds.ts';

/** Adds what a person can do to a client beside crashing and restarting it. */
export function addClientDeeds(): void {
  doesToClient('change', ({ world, interfaces }, { message, changes }, cause) => {
    if (!interfaces.sends(message)) return `it never sends ${message}`;
    const form = changeInterface(world, interfaces, message, changes, cause);
    return typeof form === 'string' ? form : null;
  });
  doesToClient('burst', (inside, { message, extra }) => {
    const [series] = sending(inside, message);
    if (series === undefined) return `it sends no ${message}`;
    if (!inside.running) return 'nobody sends any more';
    let left = extra;
    while (left > 0 && inside.send(series)) left--;
    return left === extra ? `it sends no ${message} any more` : null;
  });
  doesToClient('rush', (inside, { message, factor, forUs }) => {
    const rushed = sending(inside, message);
    if (rushed.length === 0) return `it sends no ${message}`;
    const before = rushed.map((series) => series.factor);
    if (before.every((one) => one === factor)) return 'it sends as often as that already';
    const { clock } = inside.world;
    for (const series of rushed) series.factor = factor;
    clock.at(clock.nowUs + forUs, () => {
      // A later rush has its own end.
      for (const series of rushed) if (series.factor === factor) series.factor = 1;
    });
    return null;
  });
}

function sending({ series }: ClientInside, message: string): readonly Series[] {
  return series.filter(({ workload }) => workload.message === message);
}
