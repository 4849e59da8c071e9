import { subscribesTo } from '../../components/service/subscriber.ts';
import { TopicConsumer } from '../../components/service/topic-consumer.ts';
import { compileEventPattern } from '../../components/topic/event-pattern.ts';
import { TopicPattern } from '../../components/topic/topic-pattern.ts';
import { Topic } from '../../components/topic/topic.ts';
import { compilesConsumption } from '../../scenario/consumption.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileTopic, compileTopicConsumption } from '../../scenario/kinds/topic.ts';
import type { TopicRules } from '../../scenario/kinds/topic.ts';
import { buildsKind } from '../kind.ts';

const rules: TopicRules = {
  checkPattern: (pattern, findings, path) => void compileEventPattern(pattern, findings, path),
  matches: (key, routingKey) => new TopicPattern(key).matches(routingKey),
};

compilesKind('topic', (document, context) => compileTopic(document, context, rules));
compilesConsumption('topic', (document, context) => compileTopicConsumption(document, context, rules));
buildsKind('topic', (world, spec) => new Topic(world, spec));
subscribesTo('topic', (world, owner, spec, ports) => new TopicConsumer(world, owner, spec, ports));
