import { rebalance } from '../../components/log/assignors/rebalance.ts';
import { ASSIGNORS } from '../../components/log/assignors/assignor.ts';
import type { Assignor } from '../../components/log/assignors/assignor.ts';
import type { Assignment } from '../../components/log/assignors/member.ts';
import { BrokerRecords } from '../../components/log/broker/broker-records.ts';
import { dealsBy } from '../../components/log/dealing.ts';
import type { Shares } from '../../components/log/dealing.ts';
import { keepsRecords } from '../../components/log/records.ts';
import { produce } from '../../components/service/producing.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { compileKeeping, compileProducing, compileReading } from '../../scenario/kinds/log.ts';
import { compilesLogOptions } from '../../scenario/log-options.ts';
import { compileCommit } from '../../scenario/statements/commit.ts';
import { compilesVerb } from '../../scenario/verb.ts';

const TOPIC = 'topic';

const sharesOf = (assignment: Assignment): Shares =>
  Object.fromEntries([...assignment].map(([id, mine]) => [id, mine.map(({ partition }) => partition)]));

for (const assignor of ASSIGNORS) {
  dealsBy(assignor, (name, partitions, holdings, generation) => {
    const members = [...holdings].map(([id, owned]) => {
      const topics = [TOPIC];
      if (owned === null) return { id, topics };
      return { id, topics, owned: owned.map((partition) => ({ topic: TOPIC, partition })), generation };
    });
    const { assignment, revoked, added, followUp } = rebalance(
      name as Assignor,
      new Map([[TOPIC, partitions]]),
      members,
    );
    return { assignment: sharesOf(assignment), revoked: sharesOf(revoked), added: sharesOf(added), followUp };
  });
}

keepsRecords((host) => new BrokerRecords(host));
runsVerb('publish', (task, statement, _, tools) => produce(task, statement, tools));
runsVerb('commit', (task, _, __, tools) => {
  if (task.hop.record !== null) tools.subscriberOf(task.hop)?.commit?.(task.hop, task.cause);
  return 'next';
});
compilesVerb('commit', compileCommit);
compilesLogOptions({ keeping: compileKeeping, producing: compileProducing, reading: compileReading });
