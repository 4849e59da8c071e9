import { AllTrigger, AnyTrigger, InOrderTrigger, OrFinallyTrigger, RepeatedlyTrigger } from './composite-triggers.ts';
import { CountTrigger, DefaultTrigger, DelayTrigger, NeverTrigger } from './simple-triggers.ts';
import type { TriggerSpec } from './trigger-spec.ts';
import type { TriggerState } from './trigger-state.ts';
import { WatermarkTrigger } from './watermark-trigger.ts';

/** A trigger at its start, for a new window. */
export function createTrigger(spec: TriggerSpec): TriggerState {
  switch (spec.kind) {
    case 'never':
      return new NeverTrigger();
    case 'repeatedlyAtWatermark':
      return new DefaultTrigger();
    case 'afterWatermark':
      return new WatermarkTrigger(
        createTrigger(spec.early ?? { kind: 'never' }),
        spec.late && createTrigger(spec.late),
      );
    case 'elementCount':
      return new CountTrigger(spec.count);
    case 'processingTime':
      return new DelayTrigger(spec.delayUs, spec.alignUs);
    case 'repeatedly':
      return new RepeatedlyTrigger([createTrigger(spec.trigger)]);
    case 'any':
      return new AnyTrigger(spec.of.map(createTrigger));
    case 'all':
      return new AllTrigger(spec.of.map(createTrigger));
    case 'inOrder':
      return new InOrderTrigger(spec.of.map(createTrigger));
    case 'orFinally':
      return new OrFinallyTrigger([createTrigger(spec.trigger), createTrigger(spec.until)]);
  }
}
