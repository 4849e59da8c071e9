import { checkCloudEvents } from './cloud-event-cases.ts';
import type { CloudEventVectors } from './cloud-event-cases.ts';
import { checkDebezium } from './debezium-cases.ts';
import type { DebeziumVectors } from './debezium-cases.ts';
import { checkInbox, checkOutbox } from './outbox-cases.ts';
import type { InboxVectors, OutboxVectors } from './outbox-cases.ts';
import type { Report } from './report.ts';
import { checkSagas } from './saga-cases.ts';
import type { SagaVectors } from './saga-cases.ts';

interface Vectors {
  readonly cloudevents?: CloudEventVectors;
  readonly debezium?: DebeziumVectors;
  readonly saga?: SagaVectors;
  readonly outbox?: OutboxVectors;
  readonly inbox?: InboxVectors;
}

/** Change events, envelopes, sagas and the outbox, as their sources have them. */
export function check(document: unknown, report: Report): void {
  const { cloudevents, debezium, saga, outbox, inbox } = document as Vectors;
  if (cloudevents !== undefined) checkCloudEvents(cloudevents, report);
  if (debezium !== undefined) checkDebezium(debezium, report);
  if (saga !== undefined) checkSagas(saga, report);
  if (outbox !== undefined) checkOutbox(outbox, report);
  if (inbox !== undefined) checkInbox(inbox, report);
}
