import { type Distribution, meanUs } from '../kernel/distribution.ts';
import type { Data } from '../trace/message.ts';
import { withArticle } from './kind-words.ts';
import type { WorkloadDocument } from './document.ts';
import { usOf } from './distributions.ts';
import type { ExpressionSite } from './expression-site.ts';
import { compileGuards } from './call-guards.ts';
import { compileHeaders, type HeadersDocument } from './headers.ts';
import { LIMITS } from './limits.ts';
import { checkData } from './message-data.ts';
import type { Path } from './problem.ts';
import type { References } from './references.ts';
import { retrySpec, timing } from './retries.ts';
import type { MessageContract, Workload } from './scenario.ts';
import { compileTemplate } from './template.ts';

const KINDS = ['command', 'query', 'event'] as const;

/** What a client keeps sending. */
export function compileWorkload(
  document: WorkloadDocument,
  path: Path,
  site: ExpressionSite,
  references: References,
): Workload {
  const { findings } = references;
  const message = messageOf(document, path, references);
  const data = document.data as Data | undefined;
  if (message.contract !== null) checkData(message.contract, data, path, findings);
  const toLog = receiverIsLog(document.to, message, path, references);
  const oneWay = toLog || message.contract?.kind === 'event';
  if (oneWay && document.timeout !== undefined)
    findings.add([...path, 'timeout'], '`timeout` waits for an answer, and nobody answers this', { on: 'key' });
  if (document.stop !== undefined && usOf(document.stop) < usOf(document.start ?? '0ms'))
    findings.add([...path, 'stop'], '`stop` is before `start`');
  return {
    message: message.name,
    to: document.to,
    arrivals: arrivalsOf(document, path, references),
    startUs: usOf(document.start ?? '0ms'),
    stopUs: document.stop === undefined ? null : usOf(document.stop),
    count: document.count ?? null,
    firstNumber: document.first ?? 1,
    data: compileTemplate(data ?? {}, [...path, 'data'], site),
    key: document.key === undefined ? null : compileTemplate(document.key as Data, [...path, 'key'], site),
    headers: compileHeaders(document as HeadersDocument, path, site),
    timeoutUs: document.timeout === undefined ? null : usOf(document.timeout),
    retry: document.retry === undefined ? null : retrySpec(document.retry, [...path, 'retry'], findings),
    guards: compileGuards(document, path, findings)?.guards ?? null,
    oneWay,
  };
}

interface Named {
  readonly name: string;
  readonly contract: MessageContract | null;
}

function messageOf(document: WorkloadDocument, path: Path, references: References): Named {
  const given = KINDS.filter((kind) => document[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    references.findings.add(
      path,
      kind === undefined
        ? 'a workload sends one `command`, `query` or `event`'
        : 'a workload sends one message; write two workloads',
    );
    return { name: '', contract: null };
  }
  const name = document[kind] as string;
  const contract = references.message(name, [...path, kind]);
  if (contract !== null && contract.kind !== kind) {
    references.findings.add(
      [...path, kind],
      `\`${name}\` is ${withArticle(contract.kind)}, not ${withArticle(kind)}; write \`${contract.kind}: ${name}\``,
      { on: 'key' },
    );
  }
  return { name, contract };
}

function receiverIsLog(to: string, message: Named, path: Path, references: References): boolean {
  const receiver = references.component(to, [...path, 'to']);
  if (receiver === null || receiver.kind === 'log' || references.isBroker(to)) return receiver !== null;
  if (message.contract !== null) references.handler(to, message.name, [...path, 'to']);
  return false;
}

function arrivalsOf(document: WorkloadDocument, path: Path, { findings }: References): Workload['arrivals'] {
  const { every, users, think } = document;
  if (every !== undefined && (users !== undefined || think !== undefined)) {
    findings.add(path, 'a workload has either `every` (arrivals that wait for nobody) or `users` and `think`');
  } else if (every === undefined && (users === undefined || think === undefined)) {
    const missing =
      users === undefined && think === undefined
        ? '`every` is missing: how often it sends'
        : `\`${users === undefined ? 'users' : 'think'}\` is missing: \`users\` and \`think\` belong together`;
    findings.add(path, missing);
  }
  if (every !== undefined) {
    const pause = timing(every, [...path, 'every'], findings);
    notTooOften(pause, [...path, 'every'], findings);
    return { kind: 'open', every: pause };
  }
  return { kind: 'closed', users: users ?? 1, think: timing(think ?? '1s', [...path, 'think'], findings) };
}

function notTooOften(pause: Distribution, path: Path, findings: References['findings']): void {
  // An impossible distribution was told already; its stand-in is 0.
  if (meanUs(pause) >= LIMITS.shortestPauseUs || findings.all.some((finding) => finding.path.join() === path.join()))
    return;
  findings.add(
    path,
    `arrivals come closer than ${LIMITS.shortestPauseUs}us on average, so that time would hardly pass; write a longer pause`,
  );
}
