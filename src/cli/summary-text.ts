import { msText } from '../projections/words.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Summary } from './summary.ts';

/** A run's summary for people. */
export function summaryText(summary: Summary, scenario: Scenario): string {
  const lines = [
    `${scenario.title}${summary.variant === null ? '' : ` (${summary.variant})`}, seed ${summary.seed}, ${summary.until} s`,
    `${summary.entries} entries, trace ${summary.traceHash}`,
    '',
  ];
  for (const [id, component] of Object.entries(summary.components)) {
    const parts = [component.state];
    const { requests, handlers, appended } = component;
    if (requests !== null) {
      parts.push(counts(requests.outcomes));
      if (requests.latencyUs !== null)
        parts.push(`p50 ${msText(requests.latencyUs.p50)}, p99 ${msText(requests.latencyUs.p99)}`);
    }
    if (handlers !== null) parts.push(counts(handlers));
    if (appended !== null) parts.push(`${appended} records`);
    for (const [group, { lag }] of Object.entries(summary.streams[id]?.groups ?? {}))
      parts.push(`lag of ${group} ${lag}`);
    for (const [name, value] of component.facts ?? []) parts.push(`${name} ${value}`);
    if (Object.keys(component.dropped).length > 0) parts.push(`dropped: ${counts(component.dropped)}`);
    lines.push(`  ${scenario.components.get(id)?.name ?? id}: ${parts.filter((part) => part !== '').join('; ')}`);
  }
  for (const { name, holds, at, entry, fault } of summary.fitness) {
    lines.push(
      '',
      `  ${holds ? 'holds ' : 'BROKEN'} ${name}${holds ? '' : ` (at ${at} s${entry === null ? '' : `, entry ${entry}`})`}${fault === null ? '' : `: ${fault}`}`,
    );
  }
  if (summary.cameToRest === false)
    lines.push('', '  The run did not come to rest; what is judged at rest was judged in motion.');
  for (const remark of summary.remarks) lines.push('', `  ${remark}`);
  return lines.join('\n');
}

function counts(numbers: { readonly [name: string]: number }): string {
  return Object.entries(numbers)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => `${n} ${name}`)
    .join(', ');
}
