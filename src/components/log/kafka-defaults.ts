/** What Apache Kafka's producer does unless it is told otherwise. */
export const PRODUCER_DEFAULTS = {
  acks: 'all',
  retries: 2_147_483_647,
  enableIdempotence: true,
  maxInFlight: 5,
  deliveryTimeoutUs: 120_000_000,
  lingerUs: 0,
  batchSize: 16_384,
} as const;

/** What its consumer does. */
export const CONSUMER_DEFAULTS = {
  enableAutoCommit: true,
  autoCommitIntervalUs: 5_000_000,
  sessionTimeoutUs: 45_000_000,
  heartbeatIntervalUs: 3_000_000,
  maxPollIntervalUs: 300_000_000,
  maxPollRecords: 500,
  autoOffsetReset: 'latest',
  assignors: ['range', 'cooperative-sticky'],
} as const;

/** What its brokers do with a topic. */
export const TOPIC_DEFAULTS = {
  minInsyncReplicas: 1,
  uncleanLeaderElection: false,
  deleteRetentionUs: 86_400_000_000,
  retentionUs: 604_800_000_000,
  segmentUs: 604_800_000_000,
  segmentBytes: 1_073_741_824,
  minCompactionLagUs: 0,
  minCleanableDirtyRatio: 0.5,
  replicaLagTimeMaxUs: 30_000_000,
  brokerSessionTimeoutUs: 9_000_000,
  producerIdExpirationUs: 86_400_000_000,
} as const;
