import { changeInterface } from '../interface-change.ts';
import { crashAt } from './crash-point.ts';
import { doesToService } from './deeds.ts';

/** Adds what a person can do to a service beside crashing, restarting and slowing it. */
export function addServiceDeeds(): void {
  doesToService('scale', ({ world, spec, workers, serve }, { what, to }, cause) => {
    if (what === 'consumers') return 'each of its consumers is a component of its own';
    const { trace, clock } = world;
    const from = workers.size;
    if (from === to) return `it has ${to} ${to === 1 ? 'worker' : 'workers'} already`;
    trace.append({
      seq: trace.next,
      tUs: clock.nowUs,
      at: spec.id,
      cause,
      kind: 'component.scaled',
      from,
      to,
    });
    workers.scale(to);
    serve();
    return null;
  });
  doesToService('change', ({ world, handlers, interfaces }, { message, changes }, cause) => {
    const handler = handlers.get(message);
    if (handler === undefined && !interfaces.sends(message)) return `it neither sends nor handles ${message}`;
    const form = changeInterface(world, interfaces, message, changes, cause);
    if (typeof form === 'string') return form;
    if (handler !== undefined) handlers.set(message, { ...handler, ...form });
    return null;
  });
  doesToService('crash-at', crashAt);
}
