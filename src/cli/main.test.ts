import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../scenarios/catalogue.ts';
import { main } from './main.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventually-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function command(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(words, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('eventually run', () => {
  it('prints a complete summary as JSON, the same every time', async () => {
    const words = ['run', 'sync-vs-async', '--variant', 'async', '--seed', '3', '--until', '10s', '--json'];
    const { code, out } = await command(...words);
    expect(code).toBe(0);
    const summary = JSON.parse(out);
    expect(summary).toMatchObject({
      scenario: 'sync-vs-async',
      variant: 'async',
      seed: 3,
      until: 10,
      cameToRest: true,
    });
    expect(summary.traceHash).toMatch(/^[0-9a-f]{16}$/);
    expect(summary).toMatchObject({ parameters: {}, interventions: [], views: {} });
    expect(summary.components.orders.counts.done).toBe(summary.components.orders.handlers.done);
    const { ok } = summary.components.customer.requests.outcomes;
    expect(ok).toBeGreaterThan(30);
    expect(Object.keys(summary.tables.orders.orders).length).toBeGreaterThanOrEqual(ok);
    const records = summary.streams['order-events'].partitions.flat();
    expect(records.length).toBe(summary.components['order-events'].appended);
    expect(summary.fitness.map(({ holds }: { holds: boolean }) => holds)).toEqual([true, true]);
    expect((await command(...words)).out).toBe(out);
  });

  it('does what --do says, and says which fitness function that breaks', async () => {
    const { out } = await command(
      'run',
      'sync-vs-async',
      '--until',
      '10s',
      '--json',
      '--do',
      '[{"at":"5s","crash":"payment"}]',
    );
    const summary = JSON.parse(out);
    expect(summary.components.payment.state).toBe('crashed');
    const broken = summary.fitness.filter(({ holds }: { holds: boolean }) => !holds);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ name: 'no customer waits for a timeout' });
    expect(broken[0].at).toBeGreaterThan(5);
    expect(broken[0].at).toBeLessThan(7);
    expect(broken[0].entry).toBeGreaterThan(500);
    expect(summary.interventions).toEqual([{ at: '5s', crash: 'payment' }]);
    expect(summary.link).toBe(`#/s/sync-vs-async?t=10&i=5:crash:payment&c=${summary.traceHash.slice(0, 6)}`);
  });

  it('writes the trace as one JSON object a line, times in seconds', async () => {
    const path = join(folder, 'trace.ndjson');
    const { code } = await command('run', 'sync-vs-async', '--until', '3s', '--trace', path);
    expect(code).toBe(0);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index));
    expect(lines[5]).toMatch(/^\{"seq":5,"t":\d+\.\d{6},"kind":"[a-z.-]+","at":"[a-z~-]+","cause":\d+,/);
    expect(entries.some(({ kind, at }) => kind === 'message.delivered' && at === 'orders')).toBe(true);
  });

  it('says what is wrong with the command line', async () => {
    expect((await command('run')).err).toMatch(/Which scenario\?/);
    expect((await command('run', 'no-such')).err).toBe(
      `no-such is neither a file nor a built-in scenario (${[...catalogue.keys()].toSorted().join(', ')})`,
    );
    expect((await command('run', 'sync-vs-async', '--until', '10')).err).toMatch(/--until: .*unit/);
    expect((await command('run', 'sync-vs-async', '--seed', 'lucky')).err).toBe(
      '--seed: lucky is not a whole number from 0',
    );
    expect((await command('run', 'sync-vs-async', '--do', '[{"at":"5s","crash":"paymnt"}]')).err).toMatch(
      /did you mean `payment`/,
    );
    expect((await command('run', 'sync-vs-async', '--do', 'crash')).err).toMatch(/^--do: /);
    expect((await command('run', 'sync-vs-async', '--variant', 'asink')).code).toBe(1);
    expect((await command('fly')).code).toBe(2);
  });
});

describe('eventually validate', () => {
  it('accepts what is valid', async () => {
    expect(await command('validate', 'sync-vs-async')).toMatchObject({ code: 0, err: '' });
  });

  it('prints each problem with file, line and column, and exits with 1', async () => {
    const path = join(folder, 'broken.yaml');
    writeFileSync(
      path,
      [
        'eventually: 1',
        'id: broken',
        'title: Broken',
        'messages:',
        '  Ping: { kind: command, fields: {} }',
        'components:',
        '  someone:',
        '    kind: client',
        '    at: [0, 0]',
        '    sends: [{ command: Ping, to: paymnt, every: 1s }]',
        '  payment:',
        '    kind: service',
        '    at: [1, 0]',
        '    on: { Ping: [{ work: 10ms }] }',
      ].join('\n'),
    );
    const { code, err } = await command('validate', path);
    expect(code).toBe(1);
    expect(err).toContain(`${path}:10:34: \`paymnt\` is not a component; did you mean \`payment\`?`);
  });
});
