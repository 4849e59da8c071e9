import type { Pulse, StreamTrigger, StreamWindowing } from '../../scenario/kinds/stream-spec.ts';
import type { WindowSpec } from './time-window.ts';
import type { TriggerSpec } from './trigger-spec.ts';
import { BEAM_DEFAULTS, FLINK_DEFAULTS, type WindowingStrategy } from './windowing-strategy.ts';

/** What a document says of windows, on top of what the product does when nothing is said. */
export function windowingOf(rules: 'beam' | 'flink', windowing: StreamWindowing): WindowingStrategy {
  const defaults = rules === 'beam' ? BEAM_DEFAULTS : FLINK_DEFAULTS;
  return {
    ...defaults,
    window: windowOf(rules, windowing.window),
    trigger: triggerOf(windowing.trigger) ?? defaults.trigger,
    accumulation: windowing.accumulation ?? defaults.accumulation,
    allowedLatenessUs: windowing.latenessUs,
  };
}

function windowOf(rules: 'beam' | 'flink', window: StreamWindowing['window']): WindowSpec {
  switch (window.kind) {
    case 'hopping':
      return { kind: 'sliding', sizeUs: window.sizeUs, everyUs: window.everyUs, offsetUs: window.offsetUs };
    case 'session':
      return { kind: 'session', gapUs: window.gapUs, mergeTouching: rules === 'flink' };
    default:
      return window;
  }
}

function triggerOf(trigger: StreamTrigger): TriggerSpec | null {
  switch (trigger.kind) {
    case 'default':
      return null;
    case 'repeated':
      return { kind: 'repeatedly', trigger: pulseOf(trigger.pulse) };
    case 'watermark':
      return {
        kind: 'afterWatermark',
        early: trigger.early === null ? null : pulseOf(trigger.early),
        late: trigger.late === null ? null : pulseOf(trigger.late),
      };
  }
}

function pulseOf(pulse: Pulse): TriggerSpec {
  return pulse.kind === 'count'
    ? { kind: 'elementCount', count: pulse.count }
    : { kind: 'processingTime', delayUs: pulse.delayUs, alignUs: null };
}
