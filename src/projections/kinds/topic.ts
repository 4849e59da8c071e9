import { projectFold } from '../component-projection.ts';
import { describesEntry } from '../entry-words.ts';
import { describeHandover } from '../handover-words.ts';
import { viewsKind } from '../kind.ts';
import { messageName } from '../message-words.ts';
import { foldTopic, initialTopic, topicView } from '../topic-fold.ts';
import { clause, listed, placeName } from '../words.ts';

viewsKind('topic', (spec, scenario, entries) =>
  projectFold(entries, initialTopic(spec, scenario), foldTopic, topicView),
);

describeHandover();
describesEntry('topic.routed', ({ message, to }, who, scenario) => {
  const names = to.map(({ subscriber }) => placeName(scenario, subscriber));
  return `${who} copies ${messageName(message)} to ${listed(names)}`;
});
describesEntry('topic.unroutable', ({ message, returned, why }, who, scenario) =>
  returned
    ? `${who} sends ${messageName(message)} back: ${clause(scenario, why)}`
    : `${who} drops ${messageName(message)}, and it is lost: ${clause(scenario, why)}`,
);
describesEntry(
  'topic.undeliverable',
  ({ message, to, why }, who, scenario) =>
    `${who} cannot hand ${messageName(message)} to ${placeName(scenario, to)}: ${clause(scenario, why)}`,
);
