import { invariant } from '../../kernel/invariant.ts';
import type { StreamSpec } from '../../scenario/kinds/stream-spec.ts';
import { IntervalKeeper } from './interval-keeper.ts';
import { type Keeper, passOn } from './keeper.ts';
import { PatternKeeper } from './pattern-keeper.ts';
import type { Telling } from './telling.ts';
import { joinKeeper, windowKeeper } from './window-keeper.ts';

/** Adds to a scope what all expressions can read. */
export type MakeScope = (names: { readonly [name: string]: unknown }) => { readonly [name: string]: unknown };

/** What a processor keeps, as its spec says. */
export function createKeeper(spec: StreamSpec, telling: Telling, scope: MakeScope): Keeper {
  const { keeps } = spec;
  switch (keeps.kind) {
    case 'nothing':
      return passOn(({ key, value, eventTimeUs }) => {
        const { id, name, label, source, key: messageKey } = value.message;
        const meta = { id, name, key: messageKey, label, source };
        telling.result(scope({ msg: value.data, meta, key, time: eventTimeUs / 1_000_000 }), value.message);
      });
    case 'window':
      return windowKeeper(spec.rules, keeps, telling, scope);
    case 'window-join':
      return joinKeeper(spec.rules, keeps, telling, scope);
    case 'interval-join':
      return new IntervalKeeper(keeps, telling, scope);
    case 'pattern':
      return new PatternKeeper(keeps, telling, scope);
    default:
      invariant(false, 'a stream processor keeps something that it knows');
  }
}
