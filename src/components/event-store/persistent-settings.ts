import type { StrategyName } from './consumer-strategy.ts';

/** How a persistent subscription behaves; the names and defaults are the product's. */
export interface PersistentSettings {
  /** The first place to deliver; `end` delivers what is written from now on. */
  readonly startFrom: number | 'start' | 'end';
  /** An event that isn't acknowledged by then is delivered again. */
  readonly messageTimeoutUs: number;
  /** After so many retries an event is parked. */
  readonly maxRetryCount: number;
  /** A checkpoint is worth writing after so many events… */
  readonly minCheckpointCount: number;
  /** …and is written at once after so many. */
  readonly maxCheckpointCount: number;
  /** The time between two checkpoints that aren't written at once. */
  readonly checkpointAfterUs: number;
  /** 0 for any number. */
  readonly maxSubscriberCount: number;
  /** So many events are read ahead where the strategy holds some back. */
  readonly bufferSize: number;
  readonly strategy: StrategyName;
}

export const PERSISTENT_DEFAULTS: PersistentSettings = {
  startFrom: 'end',
  messageTimeoutUs: 30_000_000,
  maxRetryCount: 10,
  minCheckpointCount: 10,
  maxCheckpointCount: 1_000,
  checkpointAfterUs: 2_000_000,
  maxSubscriberCount: 0,
  bufferSize: 500,
  strategy: 'roundRobin',
};
