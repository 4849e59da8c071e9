import type { Scenario } from '../scenario/scenario.ts';
import { linkCondition } from './link-words.ts';
import { messageName } from './message-words.ts';
import type { ClientView, ComponentView, Flight, LifeView, LogView, ServiceView, View } from './view.ts';
import { capitalised, counted, listed, msText, placeName } from './words.ts';

/** The stage in words, for whoever doesn't see it. */
export interface PictureText {
  /** One sentence per component, in the scenario's order. */
  readonly components: readonly { readonly id: string; readonly text: string }[];
  /** One sentence per link whose condition is not the usual one. */
  readonly links: readonly { readonly id: string; readonly text: string }[];
  /** One sentence per message on its way, the one that arrives next first. */
  readonly flights: readonly { readonly hop: number; readonly text: string }[];
}

export function pictureText(view: View, scenario: Scenario): PictureText {
  return {
    components: [...view.components.values()].map((component) => ({
      id: component.id,
      text: `${placeName(scenario, component.id)}: ${listed([...lifeWords(component.life, view.tUs), ...detail(component, scenario)])}.`,
    })),
    links: [...view.links.values()].map(({ id, state }) => ({
      id,
      text: `${capitalised(placeName(scenario, id))} ${linkCondition(state)}.`,
    })),
    flights: [...view.flights]
      .sort((a, b) => a.dueUs - b.dueUs || a.hop - b.hop)
      .map((flight) => ({ hop: flight.hop, text: flightText(flight, view.tUs, scenario) })),
  };
}

/** What the playhead says where it stands: "2,350 ms, Payment is down, lag 5". */
export function playheadText(view: View, scenario: Scenario): string {
  const parts = [msText(view.tUs)];
  for (const { id, life } of view.components.values()) {
    const name = placeName(scenario, id);
    if (life.state === 'crashed') parts.push(`${name} is down`);
    else if (life.state === 'restarting') parts.push(`${name} restarts`);
    else if (life.state === 'paused') parts.push(`${name} pauses`);
    else if (life.state === 'slow') parts.push(`${name} is slow`);
  }
  for (const { id, state } of view.links.values()) parts.push(`${placeName(scenario, id)} ${linkCondition(state)}`);
  const lag = worstLag(view);
  if (lag > 0) parts.push(`lag ${lag}`);
  return parts.join(', ');
}

function worstLag(view: View): number {
  const lags = [...view.components.values()].flatMap((one) =>
    one.kind === 'log' ? one.groups.map(({ lag }) => lag) : [],
  );
  return Math.max(0, ...lags);
}

function lifeWords({ state, sinceUs, untilUs, factor }: LifeView, nowUs: number): string[] {
  switch (state) {
    case 'up':
      return ['up'];
    case 'crashed':
      return [`down for ${msText(nowUs - sinceUs)}`];
    case 'restarting':
      return [untilUs === null ? 'restarting' : `restarting, up in ${msText(untilUs - nowUs)}`];
    case 'paused':
      return [`paused for ${msText(nowUs - sinceUs)}`];
    case 'absent':
      return ['not there yet'];
    case 'slow':
      return [`slow, its work takes ${factor} times as long`];
  }
}

function detail(component: ComponentView, scenario: Scenario): string[] {
  switch (component.kind) {
    case 'client':
      return clientDetail(component);
    case 'service':
      return serviceDetail(component, scenario);
    case 'log':
      return logDetail(component, scenario);
    default:
      return (component.facts ?? []).map(([name, value]) => `${name} ${value}`);
  }
}

function clientDetail({ open, sent, outcomes }: ClientView): string[] {
  const { ok, refused, failed, timeout } = outcomes;
  const words = [`${counted(sent, 'message')} sent`];
  if (open.length > 0) words.push(`${counted(open.length, 'answer')} awaited`);
  if (ok > 0) words.push(`${ok} answered`);
  if (refused > 0) words.push(`${refused} refused`);
  if (failed + timeout > 0) words.push(`${failed + timeout} failed`);
  return words;
}

function serviceDetail({ tasks, queue, tables, retrying }: ServiceView, scenario: Scenario): string[] {
  const words = tasks.map(({ message, line, waitingFor }) =>
    waitingFor === null
      ? `${messageName(message)} at line ${line}`
      : `${messageName(message)} at line ${line} waiting for ${placeName(scenario, waitingFor)}`,
  );
  if (queue.length > 0) words.push(`${counted(queue.length, 'message')} in its inbox`);
  if (retrying !== null) words.push(`trying ${messageName(retrying.message)} again`);
  for (const { name, size } of tables) if (size > 0) words.push(`${counted(size, 'row')} in ${name}`);
  return words;
}

function logDetail({ partitions, groups }: LogView, scenario: Scenario): string[] {
  const records = partitions.reduce((sum, { end }) => sum + end, 0);
  return [
    `${counted(records, 'record')} in ${counted(partitions.length, 'partition')}`,
    ...groups
      .filter(({ lag }) => lag > 0)
      .map(({ component, lag }) => `lag ${lag} for ${placeName(scenario, component)}`),
  ];
}

function flightText({ message, from, to, dueUs, duplicate }: Flight, nowUs: number, scenario: Scenario): string {
  const what = `${duplicate ? 'a copy of ' : ''}${messageName(message)}`;
  const route = `from ${placeName(scenario, from)} to ${placeName(scenario, to)}`;
  return `${capitalised(what)} ${route}, arrives in ${msText(Math.max(0, dueUs - nowUs))}.`;
}
