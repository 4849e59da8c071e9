import { msText } from '../../../projections/words.ts';
import type { LogView, ServiceView, View } from '../../../projections/view.ts';
import type { ServiceSpec } from '../../../scenario/scenario.ts';
import { wholeText } from '../../number-text.ts';
import { CodeWords } from '../../controls/code-words.tsx';
import { useWorkbenchState } from '../context.ts';
import { nameOf } from '../selection.ts';
import { Fact } from './fact.tsx';
import { LagFact } from './lag-fact.tsx';
import { TableFact } from './table-fact.tsx';

export interface ServiceFactsProps {
  readonly spec: ServiceSpec;
  readonly seen: ServiceView;
  readonly view: View;
}

const OUTCOMES = [
  ['done', 'done'],
  ['refused', 'refused'],
  ['deduplicated', 'recognised as duplicates'],
  ['rejected', 'rejected'],
  ['failed', 'failed'],
  ['crashed', 'cut off'],
] as const;

/** The live state of a service. */
export function ServiceFacts({ spec, seen, view }: ServiceFactsProps) {
  const scenario = useWorkbenchState((state) => state.scenario);
  const consumptions = spec.consumes.flatMap(({ from, group }) => {
    const log = view.components.get(from);
    const found = log?.kind === 'log' ? groupOf(log, group) : undefined;
    return found === undefined ? [] : [{ log: from, group: found }];
  });
  const waiting = seen.tasks.filter((task) => task.waitingFor !== null);
  const outcomes = OUTCOMES.filter(([outcome]) => seen.counts[outcome] > 0);
  return (
    <>
      <dl>
        {consumptions.map(({ log, group }) => (
          <LagFact key={log} log={log} group={group} life={seen.life} />
        ))}
        {consumptions.map(({ log, group }) => (
          <Fact key={log} name="Reads next">
            {group.partitions
              .map(
                ({ committed, position }, index) => `p${index}@${seen.life.state === 'crashed' ? committed : position}`,
              )
              .join(' ')}
          </Fact>
        ))}
        {waiting.map((task) => (
          <Fact key={task.task} name={`${task.message.label} waits for`}>
            {nameOf(scenario, task.waitingFor ?? '')}
          </Fact>
        ))}
        {seen.queue.length > 0 && (
          <Fact name="Wait for a worker">
            {seen.queue.length > 6 ? wholeText(seen.queue.length) : seen.queue.map(({ label }) => label).join(', ')}
          </Fact>
        )}
        {seen.retrying !== null && (
          <Fact name={`Reads ${seen.retrying.message.label} again`}>
            at {msText(seen.retrying.resumeUs)}, attempt {seen.retrying.attempt}
          </Fact>
        )}
        {seen.interfaces.map(({ message, version, change }) => (
          <Fact key={message} name={`${message} v${version}`}>
            <CodeWords>{change}</CodeWords>
          </Fact>
        ))}
        {(seen.facts ?? []).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        {outcomes.length > 0 && (
          <Fact name="Handled">
            {outcomes.map(([outcome, words]) => `${wholeText(seen.counts[outcome])} ${words}`).join(', ')}
          </Fact>
        )}
      </dl>
      {seen.tables.map((table) => (
        <TableFact key={table.name} table={table} />
      ))}
    </>
  );
}

function groupOf(log: LogView, group: string): LogView['groups'][number] | undefined {
  return log.groups.find((one) => one.group === group);
}
