import type { Expression, Template } from '../expression.ts';
import type { ServiceSpec } from '../scenario.ts';

/** A stream processor: reads logs, keeps windows or patterns, and publishes what comes of them. It lives as a service does. */
export interface StreamSpec extends Omit<ServiceSpec, 'kind'> {
  readonly kind: 'stream';
  readonly rules: 'beam' | 'flink';
  /** Event time of a record in seconds; null: the instant at which it is read. */
  readonly time: Template | null;
  /** How far the watermark stays behind what it follows: the latest event time seen, or the clock. */
  readonly watermark: { readonly behindUs: number; readonly follows: 'events' | 'clock' };
  readonly steps: readonly StreamStep[];
  /** What it keeps of records; a processor of single records keeps nothing. */
  readonly keeps: StreamKeeping;
  readonly output: StreamOutput | null;
  /** The table that its results can be read from. */
  readonly results: string;
}

export type StreamStep =
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'map' | 'flatMap' | 'keyBy'; readonly value: Template };

/** When a pane comes beside the window's end: after so many records, or so much processing time after the first. */
export type Pulse =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'every'; readonly delayUs: number };

export type StreamTrigger =
  | { readonly kind: 'watermark'; readonly early: Pulse | null; readonly late: Pulse | null }
  | { readonly kind: 'repeated'; readonly pulse: Pulse }
  /** What the product does when nothing is said. */
  | { readonly kind: 'default' };

export interface StreamWindowing {
  readonly window:
    | { readonly kind: 'tumbling'; readonly sizeUs: number; readonly offsetUs: number }
    | { readonly kind: 'hopping'; readonly sizeUs: number; readonly everyUs: number; readonly offsetUs: number }
    | { readonly kind: 'session'; readonly gapUs: number }
    | { readonly kind: 'global' };
  readonly trigger: StreamTrigger;
  readonly accumulation: 'discarding' | 'accumulating' | 'retracting' | null;
  readonly latenessUs: number;
}

export interface StreamPatternStep {
  readonly name: string;
  /** The event that it waits for; null: any of the processor's events. */
  readonly event: string | null;
  readonly where: Expression | null;
  readonly follows: 'next' | 'followedBy' | 'followedByAny';
  readonly times: number;
  readonly between: 'next' | 'followedBy' | 'followedByAny';
  readonly absent: boolean;
}

export type StreamKeeping =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'window';
      readonly windowing: StreamWindowing;
      readonly aggregate: {
        readonly op: 'count' | 'sum' | 'mean' | 'least' | 'greatest' | 'list';
        readonly of: Template | null;
      };
    }
  | {
      readonly kind: 'window-join';
      readonly windowing: StreamWindowing;
      readonly left: string;
      readonly right: string;
      readonly join: 'inner' | 'left' | 'full';
    }
  | {
      readonly kind: 'interval-join';
      readonly left: string;
      readonly right: string;
      readonly fromUs: number;
      readonly toUs: number;
    }
  | {
      readonly kind: 'pattern';
      readonly steps: readonly StreamPatternStep[];
      readonly withinUs: number | null;
      readonly after: 'keep-all' | 'skip-past-last';
    };

export interface StreamOutput {
  readonly message: string;
  readonly to: string;
  readonly key: Template | null;
  readonly data: Template;
}
