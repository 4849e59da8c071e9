import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '../kernel/invariant.ts';
import { createSimulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';
import { parseLink } from '../share/parse-link.ts';
import { parsePayloadLink } from '../share/payload-link.ts';
import type { PayloadLink } from '../share/run-link.ts';
import { main } from './main.ts';

/** Loyalty reads an account, works, and writes it back: who reads in between is overwritten. */
const LOST_UPDATE = `
eventually: 1
id: lost-points
title: Points that get lost
seed: 1
messages:
  Buy: { kind: command, fields: { who: string, n: number } }
  Bought: { kind: event, fields: { who: string, n: number } }
parameters: { pace: { label: Pace, min: 1, max: 9, step: 1, default: 1 } }
components:
  shopper:
    kind: client
    sends:
      - { command: Buy, to: shop, every: { exponential: 400ms }, data: { who: ="p" + string(n % 3), n: =n * param.pace } }
  shop:
    kind: service
    workers: 4
    on:
      Buy:
        - { write: sales, key: =string(msg.n), set: { who: =msg.who } }
        - { send: Bought, to: loyalty, data: { who: =msg.who, n: =msg.n } }
        - reply: {}
  loyalty:
    kind: service
    workers: 2
    on:
      Bought:
        - { read: points, key: =msg.who, as: account }
        - work: { uniform: [10ms, 120ms] }
        - { write: points, key: =msg.who, set: { total: "=account == null ? 1 : account.total + 1" } }
fitness:
  - name: every sale gives a point
    holds: sum(loyalty.points.map(p, p.total)) == shop.sales.size()
`;
/** Threads take seconds to begin on a busy machine. */
const PATIENCE = { timeout: 240_000 };
const FITNESS = 'every sale gives a point';

let folder = '';
let lostUpdate = '';
let careful = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventually-'));
  lostUpdate = write('lost-points.yaml', LOST_UPDATE);
  // One worker: nobody reads in between. What the network loses stays lost.
  careful = write('careful.yaml', LOST_UPDATE.replace('workers: 2', 'workers: 1'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function command(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(words, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function opened(link: string): PayloadLink {
  const packed = parseLink(link);
  invariant(packed.kind === 'packed', 'the link carries a run');
  const payload = parsePayloadLink(packed.payload);
  invariant(payload.kind === 'payload', 'the link can be read');
  return payload;
}

describe('eventually check', () => {
  const search = (...more: string[]) => command('check', lostUpdate, '--until', '5s', '--workers', '1', ...more);

  it('finds the planted lost update: the same smallest seed with one thread and with two', PATIENCE, async () => {
    const [one, two] = await Promise.all([
      search('--seeds', '1..400', '--json'),
      search('--seeds', '1..400', '--workers', '2', '--json'),
    ]);
    expect(one.code).toBe(1);
    expect(two.out).toBe(one.out);
    expect(one.err).toMatch(/seeds played[^]*looking for a smaller run/);
    const { holds, failing } = JSON.parse(one.out);
    expect(holds).toBe(false);
    const { seed } = failing;
    expect(seed).toBeGreaterThan(1);

    const before = await search('--seeds', `1..${seed - 1}`);
    expect(before).toMatchObject({ code: 0 });
    expect(before.out).toBe(`${seed - 1} seeds (1..${seed - 1}) of 5 s: 1 fitness function, none broken`);
    const itself = await search('--seeds', String(seed), '--json');
    expect(JSON.parse(itself.out).failing).toEqual(failing);
  });

  it('makes the run shorter, and links to where it broke, as the page opens it', async () => {
    const { out } = await search('--json', '--until', '20s', '--do', '[{"at":"19s","crash":"shop"}]');
    const { failing } = JSON.parse(out);
    expect(failing).toMatchObject({ fitness: { name: FITNESS, when: 'quiescent', fault: null }, interventions: [] });
    expect(failing.until).toBeLessThan(19);
    expect(failing.entry.words).toMatch(/ (adds|changes) /);

    const link = opened(failing.link);
    expect(link).toMatchObject({ seed: failing.seed === 1 ? null : failing.seed, tUs: failing.brokeAt * 1_000_000 });
    const loaded = loadScenario(link.document);
    invariant(loaded.ok, 'the document in the link loads');
    const input = { seed: failing.seed, variant: null, parameters: {}, interventions: link.interventions };
    const simulation = createSimulation(loaded.scenario, input);
    simulation.advanceTo(link.tUs as number);
    expect(simulation.traceHash().slice(0, 6)).toBe(link.check);
    expect(simulation.trace.entries[failing.entry.seq]?.tUs).toBe(link.tUs);

    const { seed, until } = failing;
    const again = await command('run', lostUpdate, '--seed', String(seed), '--until', `${until}s`, '--json');
    const summary = JSON.parse(again.out);
    expect(summary.fitness).toMatchObject([{ name: FITNESS, holds: false }]);
    expect(summary.traceHash).toBe(failing.traceHash);
  });

  it('tells people how to see it again', async () => {
    const { code, out } = await search('--seeds', '1..400');
    expect(code).toBe(1);
    const [first, , broke, length, again, link] = out.split('\n');
    expect(first).toMatch(/^Seed \d+ is the smallest of 1\.\.400 that breaks “every sale gives a point”$/);
    expect(broke).toMatch(/^ {2}It broke at \d+\.\d+ s, with entry \d+: (Shop|Loyalty) /);
    expect(length).toMatch(/^ {2}Smallest run found: [\d.]+ s, 0 interventions$/);
    expect(again).toMatch(/^ {2}Again: npx eventually run .*lost-points\.yaml --seed \d+ --until \d+m?s$/);
    expect(link).toMatch(/^ {2}#\/r\/1/);
  });

  it('draws faults with --chaos, and leaves those that the failure needs', async () => {
    const words = ['check', careful, '--until', '6s', '--seeds', '1..40', '--workers', '1', '--json'];
    expect(await command(...words)).toMatchObject({ code: 0 });
    const { code, out } = await command(...words, '--chaos');
    expect(code).toBe(1);
    const { failing } = JSON.parse(out);
    expect(failing.interventions).toHaveLength(2);
    expect(Object.keys(failing.interventions[0])).not.toContain('restart');
    expect(opened(failing.link).interventions).toHaveLength(2);
  });

  it('names a built-in scenario in its link, and the entry that broke what must always hold', async () => {
    const words = ['check', 'sync-vs-async', '--seeds', '3..4', '--until', '10s', '--json'];
    const { code, out } = await command(...words, '--do', '[{"at":"5s","crash":"payment"}]');
    expect(code).toBe(1);
    const { failing } = JSON.parse(out);
    expect(failing).toMatchObject({ seed: 3, fitness: { when: 'always' } });
    expect(failing.entry.words).toMatch(/^Customer has no answer to PlaceOrder/);
    expect(failing.link).toMatch(/^#\/s\/sync-vs-async\?t=[\d.]+&seed=3&i=\d+:crash:payment&c=[0-9a-f]{6}$/);
    expect(failing.brokeAt).toBeGreaterThan(failing.until - 0.2);
  });

  it('takes parameters, which make no difference here', async () => {
    const { out } = await search('--seeds', '1..400', '--param', 'pace=7', '--json');
    const { parameters, failing } = JSON.parse(out);
    expect(parameters).toEqual({ pace: 7 });
    expect(failing.parameters).toEqual({});
    const run = await command('run', lostUpdate, '--param', 'pace=7', '--until', '2s', '--json');
    expect(JSON.parse(run.out).parameters).toEqual({ pace: 7 });
    expect(Object.keys(JSON.parse(run.out).tables.shop.sales)[0]).toBe('7');
  });

  it('exits with 2 where the command line is wrong', async () => {
    const unjudged = write('unjudged.yaml', LOST_UPDATE.slice(0, LOST_UPDATE.indexOf('fitness:')));
    const wrong: readonly (readonly [words: readonly string[], says: RegExp])[] = [
      [['check'], /Which scenario\?/],
      [['check', lostUpdate, '--seeds', '9..1'], /^--seeds: 9\.\.1 is not a range/],
      [['check', lostUpdate, '--seeds', 'all'], /^--seeds: all is not a range/],
      [['check', lostUpdate, '--workers', '0'], /^--workers: 0 is not a whole number/],
      [['check', lostUpdate, '--param', 'pace'], /^--param: pace is not a name and a number/],
      [['check', lostUpdate, '--param', 'pase=1'], /^--param: `pase` is not a parameter; did you mean `pace`\?/],
      [['check', lostUpdate, '--param', 'pace=12'], /^--param: .*outside its range of 1 to 9/],
      [['check', unjudged], /has no fitness functions, so there is nothing to check/],
      [['check', lostUpdate, '--sedes', '1..2'], /^--sedes is not an option/],
    ];
    for (const [words, says] of wrong) {
      const { code, err } = await command(...words);
      expect(err).toMatch(says);
      expect(code).toBe(2);
    }
  });
});
