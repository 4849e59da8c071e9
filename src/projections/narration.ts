import type { Scenario } from '../scenario/scenario.ts';
import type { GroupRebalanced } from '../trace/entries/log-entries.ts';
import type {
  CallRetrying,
  CallTimedOut,
  Entry,
  HandlerFinished,
  LifeChanged,
  RequestCompleted,
  StateChanged,
} from '../trace/entry.ts';
import { attemptsOf } from './attempts.ts';
import { describeEntry } from './entry-words.ts';
import { linkCondition } from './link-words.ts';
import { describeArrival, describeDeparture, describeDrop, messageName } from './message-words.ts';
import { capitalised, clause, counted, listed, msText, placeName } from './words.ts';

/** One entry in plain words, present tense, with the names that people see: "PlaceOrder 19 reaches Orders". */
export function describe(entry: Entry, scenario: Scenario): string {
  return capitalised(wordsFor(entry, scenario));
}

function wordsFor(entry: Entry, scenario: Scenario): string {
  const who = placeName(scenario, entry.at);
  switch (entry.kind) {
    case 'run.started':
      return `the run starts with seed ${entry.seed}`;
    case 'component.crashed':
    case 'component.restarting':
    case 'component.restarted':
    case 'component.slowed':
      return describeLife(entry, who);
    case 'state.changed':
      return describeState(entry, who);
    case 'message.sent':
      return describeDeparture(entry, scenario);
    case 'message.delivered':
      return describeArrival(entry, scenario);
    case 'message.dropped':
      return describeDrop(entry, scenario);
    case 'message.deduplicated':
      return `${who} has handled ${messageName(entry.message)} before and does not repeat it`;
    case 'message.rejected':
      return `${who} rejects ${messageName(entry.message)}: ${clause(scenario, entry.why)}`;
    case 'handler.queued':
      return `${messageName(entry.message)} waits at ${who}, number ${entry.depth} in line`;
    case 'handler.started':
      return `${who} starts on ${messageName(entry.message)}`;
    case 'statement.started':
      return `${who} comes to line ${entry.line}, ${entry.op}`;
    case 'handler.finished':
      return describeEnd(entry, who, scenario);
    case 'call.timed-out':
      return `${who} gives up on ${placeName(scenario, entry.to)} after ${msText(entry.waitedUs)}${attemptWords(entry, scenario)}`;
    case 'call.retrying':
      return `${who} tries ${placeName(scenario, entry.to)} again in ${msText(entry.resumeUs - entry.tUs)}${attemptWords(entry, scenario)}`;
    case 'call.failed':
      return `${who} stops trying ${messageName(entry.message)}: ${clause(scenario, entry.why)}`;
    case 'workload.stopped':
      return `${who} sends no more: ${clause(scenario, entry.why)}`;
    case 'request.completed':
      return describeCompletion(entry, who);
    case 'table.written':
      return `${who} ${entry.isNew ? `adds ${entry.key} to` : `changes ${entry.key} in`} ${entry.table}`;
    case 'table.deleted':
      return `${who} removes ${entry.key} from ${entry.table}`;
    case 'table.read':
      return `${who} reads ${entry.key} from ${entry.table}${entry.found ? '' : ' and finds nothing'}`;
    case 'log.appended':
      return `${who} keeps ${messageName(entry.message)} at offset ${entry.offset} of partition ${entry.partition}`;
    case 'offset.committed':
      return `${groupName(scenario, entry.at, entry.group)} commits offset ${entry.offset} of partition ${entry.partition}`;
    case 'group.rebalanced':
      return `${who} deals the partitions of group ${entry.group} anew, because ${describeRebalance(entry, scenario)}`;
    case 'group.assigned':
      return describeAssignment(entry.assignment, who, scenario);
    case 'consumer.retrying':
      return `${who} cannot handle ${messageName(entry.message)} and reads it again in ${msText(entry.resumeUs - entry.tUs)}: ${clause(scenario, entry.why)}`;
    case 'interface.changed':
      return `${who} ${entry.change} in ${entry.message}, which is version ${entry.version} now`;
    case 'intervention.applied':
      return entry.words;
    case 'intervention.ignored':
      return `${entry.words}: nothing changes, because ${clause(scenario, entry.why)}`;
    case 'limit.reached':
      return entry.why;
    default:
      return describeEntry(entry, who, scenario);
  }
}

function describeLife(entry: LifeChanged, who: string): string {
  switch (entry.kind) {
    case 'component.crashed':
      return entry.lost
        ? `${who} crashes: ${counted(entry.lost, 'message')} in its memory ${entry.lost === 1 ? 'is' : 'are'} lost or late`
        : `${who} crashes`;
    case 'component.restarting':
      return entry.untilUs === undefined
        ? `${who} restarts`
        : `${who} restarts and is up in ${msText(entry.untilUs - entry.tUs)}`;
    case 'component.restarted':
      return `${who} is up again`;
    case 'component.slowed':
      return (entry.factor ?? 1) === 1
        ? `${who} works at its normal speed again`
        : `${who} takes ${entry.factor} times as long for its work`;
  }
}

function describeEnd({ outcome, message, line, why }: HandlerFinished, who: string, scenario: Scenario): string {
  const what = messageName(message);
  const because = why === null ? '' : `: ${clause(scenario, why)}`;
  switch (outcome) {
    case 'done':
      return `${who} is done with ${what}`;
    case 'deduplicated':
      return `${who} is done with ${what} without repeating it`;
    case 'refused':
      return `${who} refuses ${what}${because}`;
    case 'rejected':
      return `${who} rejects ${what}${because}`;
    case 'failed':
      return `${who} fails at line ${line} of ${what}${because}`;
    case 'crashed':
      return `${who} stops inside line ${line} of ${what}`;
  }
}

const MEMBER_WORDS: { readonly [state: string]: string } = {
  joining: 'asks to join',
  assigned: 'is a member of',
  out: 'leaves',
};

function describeState(entry: StateChanged, who: string): string {
  if (entry.chart.startsWith('consumer '))
    return `${who} ${MEMBER_WORDS[entry.to] ?? entry.to} group ${entry.chart.slice('consumer '.length)}`;
  if (entry.chart !== 'link')
    return `${who}: ${entry.chart} goes from ${entry.from} to ${entry.to}, because ${entry.why}`;
  return `${who} ${linkCondition(entry.to)}`;
}

function attemptWords(entry: CallTimedOut | CallRetrying, scenario: Scenario): string {
  const attempts = attemptsOf(scenario, entry.at, entry.message.name, entry.to);
  return attempts > 1 ? ` (attempt ${entry.attempt} of ${attempts})` : '';
}

function describeCompletion({ outcome, message, latencyUs }: RequestCompleted, who: string): string {
  const what = messageName(message);
  const after = `after ${msText(latencyUs)}`;
  switch (outcome) {
    case 'ok':
      return `${who} has the answer to ${what} ${after}`;
    case 'refused':
      return `${who} learns that ${what} is refused, ${after}`;
    case 'failed':
      return `${who} learns that ${what} failed, ${after}`;
    case 'timeout':
      return `${who} has no answer to ${what} ${after} and waits no longer`;
  }
}

function groupName(scenario: Scenario, log: string, group: string): string {
  for (const component of scenario.components.values()) {
    if (!('consumes' in component)) continue;
    if (component.consumes.some((consumption) => consumption.from === log && consumption.group === group))
      return component.name;
  }
  return group;
}

const REBALANCES: { readonly [because in GroupRebalanced['because']]: string } = {
  joined: 'joins',
  returned: 'is back',
  expired: 'has sent no heartbeat for too long',
  'follow-up': 'made others give partitions up',
};

function describeRebalance({ because, member }: GroupRebalanced, scenario: Scenario): string {
  return `${placeName(scenario, member)} ${REBALANCES[because]}`;
}

function describeAssignment(
  assignment: { readonly [member: string]: readonly number[] },
  log: string,
  scenario: Scenario,
): string {
  const shares = Object.entries(assignment).map(([member, partitions]) => {
    const name = placeName(scenario, member);
    if (partitions.length === 0) return `nothing to ${name}`;
    return `partition${partitions.length === 1 ? '' : 's'} ${listed(partitions.map(String))} to ${name}`;
  });
  return `${log} assigns ${listed(shares)}`;
}
