import { withFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { describeHandover } from '../handover-words.ts';
import { Fold } from '../fold.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import { foldQueue, initialQueue, queueView } from '../queue-fold.ts';
import { QueueIndex } from '../queue-index.ts';
import { clause, msText, placeName } from '../words.ts';

viewsKind('queue', (spec, scenario, entries) => {
  const index = new QueueIndex(spec);
  return withFold(new Fold(entries, initialQueue(spec.id), foldQueue), index, (state, entryCount, count) =>
    queueView(spec, scenario, state, entryCount, index.after(count)),
  );
});

describeHandover();
describesEntry('queue.enqueued', ({ message, visibleAtUs, tUs }, who) =>
  visibleAtUs === null
    ? `${who} takes ${messageName(message)} in`
    : `${who} takes ${messageName(message)} in and hides it for ${msText(visibleAtUs - tUs)}`,
);
describesEntry(
  'queue.requeued',
  ({ message, from, why }, who, scenario) =>
    `${who} has ${messageName(message)} back from ${placeName(scenario, from)}: ${clause(scenario, why)}`,
);
describesEntry('queue.visible', ({ message }, who) => `${messageName(message)} can be received from ${who}`);
describesEntry(
  'queue.acknowledged',
  ({ message, from }, who, scenario) =>
    `${who} forgets ${messageName(message)}: ${placeName(scenario, from)} is done with it`,
);
describesEntry(
  'queue.ack-ignored',
  ({ message, from, why }, who, scenario) =>
    `${who} ignores what ${placeName(scenario, from)} says of ${messageName(message).replace(/^the (?:answer to|error for) /, '')}: ${clause(scenario, why)}`,
);
describesEntry(
  'queue.dead-lettered',
  ({ message, to, why }, who, scenario) =>
    `${who} gives ${messageName(message)} up and sends it to ${placeName(scenario, to)}: ${clause(scenario, why)}`,
);
describesEntry(
  'queue.redriven',
  ({ message, to }, who, scenario) => `${who} gives ${messageName(message)} back to ${placeName(scenario, to)}`,
);
describesEntry(
  'queue.discarded',
  ({ message, why }, who, scenario) =>
    `${who} gives ${messageName(message)} up, and it is lost: ${clause(scenario, why)}`,
);
describesEntry(
  'queue.refused',
  ({ message, why }, who, scenario) => `${who} turns ${messageName(message)} away: ${clause(scenario, why)}`,
);
describesEntry(
  'queue.deduplicated',
  ({ message }, who) => `${who} has had ${messageName(message)} within five minutes and does not keep it again`,
);
