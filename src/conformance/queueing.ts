import { checkFanOut } from './fan-out-tail.ts';
import type { FanOutCase } from './fan-out-tail.ts';
import { modelOf } from './queueing-model.ts';
import type { QueueingCase, QueueingModel } from './queueing-model.ts';
import { customersFor, toleranceOf } from './queueing-accuracy.ts';
import { simulateQueue } from './queueing-run.ts';
import type { Report } from './report.ts';

interface QueueingVectors {
  readonly cases?: readonly QueueingCase[];
  readonly fanout?: { readonly cases?: readonly FanOutCase[] };
}

type Triple = [number, number, number];

/** Accounting, not chance: the reference allows it one percent. */
const LITTLE = 0.01;

/** Runs a client and a service for so long that their statistics are as exact as the reference asks, and compares them with queueing theory. */
export function check(document: unknown, report: Report): void {
  const { cases = [], fanout } = document as QueueingVectors;
  for (const one of cases) checkCase(one, report);
  checkFanOut(fanout?.cases ?? [], report);
}

function checkCase(one: QueueingCase, report: Report): void {
  const model = modelOf(one);
  if (model === null) return report.case(`${one.id}: model`, one.model, 'a model that nobody knows here');
  compare(one.id, model, one.expected, report);
  const { erlangB } = one.expected;
  // Erlang's B is about the same servers where nobody can wait.
  if (erlangB !== undefined)
    compare(`${one.id} without room to wait`, { ...model, places: model.servers }, { Pblock: erlangB }, report);
}

function compare(name: string, model: QueueingModel, expected: QueueingCase['expected'], report: Report): void {
  const customers = customersFor(model, expected);
  const measured = simulateQueue(model, customers);
  for (const [statistic, value] of Object.entries(expected)) {
    if (statistic === 'erlangB') continue;
    const actual = measured.get(statistic);
    if (actual === undefined) report.case(`${name}: ${statistic}`, value, 'not measured');
    else report.within(`${name}: ${statistic}`, value, actual, toleranceOf(statistic, value, model, customers));
  }
  const [inside, rate, sojourn] = ['L', 'lambda_eff', 'W'].map((key) => measured.get(key) as number) as Triple;
  report.within(`${name}: Little's law`, rate * sojourn, inside, LITTLE * inside);
}
