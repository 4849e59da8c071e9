import { describe, expect, test } from 'vitest';
import { handled } from './handling.fixture.ts';
import { entriesOf, firstOf, MS, SECOND } from './run-document.fixture.ts';
import type { Simulation } from './simulation.ts';

const calls = (simulation: Simulation): readonly number[] =>
  entriesOf(simulation, 'message.sent', 'b').flatMap(({ tUs, message }) => (message.name === 'Ask' ? [tUs] : []));
const outcomes = (simulation: Simulation): readonly string[] =>
  entriesOf(simulation, 'request.completed').map(({ outcome }) => outcome);

describe('call', () => {
  test('[CALL-1] waits for the reply and reads it', () => {
    const simulation = handled('[{ call: Ask, to: c, data: { n: 4 }, as: answer }, { reply: { n: =answer.n } }]', {
      callee: '[work: 500ms, { reply: { n: =msg.n * 2 } }]',
    });
    expect(firstOf(simulation, 'request.completed')).toMatchObject({ outcome: 'ok', data: { n: 8 } });
    expect(firstOf(simulation, 'handler.finished', 'b').tUs).toBe(100 * MS + 5 * MS + 5 * MS + 500 * MS + 5 * MS);
  });

  test('[CALL-1] a reply to an earlier attempt finds nobody, before the next one and during it', () => {
    // The first attempt takes 330 ms, the others 150 ms; the second is on its way when the first answer comes.
    const simulation = handled(
      '[{ call: Ask, to: c, data: { n: 1 }, timeout: 200ms, retry: { attempts: 3, delay: 50ms } }]',
      {
        callee:
          '[{ read: t, key: tries }, { write: t, key: tries, set: { n: 1 } }, { if: t == null, then: [work: 330ms], else: [work: 150ms] }]',
      },
    );
    const dropped = firstOf(simulation, 'message.dropped');
    expect(dropped).toMatchObject({ reason: 'nobody-waits', at: 'b', tUs: 105 * MS + 340 * MS });
    expect(calls(simulation)).toEqual([105 * MS, 355 * MS]);
    const done = firstOf(simulation, 'handler.finished', 'b');
    expect(done).toMatchObject({ outcome: 'done', tUs: 355 * MS + 160 * MS });

    const between = handled(
      '[{ call: Ask, to: c, data: { n: 1 }, timeout: 200ms, retry: { attempts: 2, delay: 500ms } }]',
      {
        callee: '[work: 300ms]',
      },
    );
    expect(entriesOf(between, 'message.dropped').map(({ reason, tUs }) => [reason, tUs])[0]).toEqual([
      'nobody-waits',
      415 * MS,
    ]);
    expect(firstOf(between, 'handler.finished', 'b').outcome).toBe('failed');
  });

  test('[CALL-2] an attempt that is not answered in time fails, and is handled all the same', () => {
    const simulation = handled('[{ call: Ask, to: c, data: { n: 1 }, timeout: 200ms }]', {
      callee: '[work: 900ms, { write: t, key: k, set: { n: 1 } }]',
    });
    const sent = entriesOf(simulation, 'message.sent', 'b').find(({ message }) => message.name === 'Ask');
    expect(sent).toMatchObject({ timeoutAtUs: 305 * MS });
    expect(firstOf(simulation, 'call.timed-out')).toMatchObject({
      tUs: 305 * MS,
      attempt: 1,
      waitedUs: 200 * MS,
      cause: sent?.seq,
    });
    expect(firstOf(simulation, 'call.failed').why).toBe('C did not answer within 200 ms');
    expect(entriesOf(simulation, 'table.written').length).toBe(1);
  });

  test('[CALL-3] timeouts and failures are tried again', () => {
    const retry = 'timeout: 200ms, retry: { attempts: 3, delay: 100ms }';
    const late = handled(`[{ call: Ask, to: c, data: { n: 1 }, ${retry} }]`, { callee: '[work: 10s]' });
    expect(calls(late)).toEqual([105 * MS, 405 * MS, 705 * MS]);
    expect(entriesOf(late, 'call.retrying').map(({ attempt, resumeUs }) => [attempt, resumeUs])).toEqual([
      [2, 405 * MS],
      [3, 705 * MS],
    ]);
    expect(firstOf(late, 'call.failed')).toMatchObject({ attempts: 3, tUs: 905 * MS });

    const failing = handled(`[{ call: Ask, to: c, data: { n: 1 }, ${retry} }]`, { callee: '[{ fail: broken }]' });
    expect(calls(failing)).toEqual([105 * MS, 215 * MS, 325 * MS]);
    expect(firstOf(failing, 'call.failed')).toMatchObject({ attempts: 3, why: 'broken' });
    expect(new Set(entriesOf(failing, 'handler.started', 'c').map(({ message }) => message.id)).size).toBe(1);
  });

  test.each([
    ['timeout: 200ms, ', true],
    ['', false],
  ])(
    '[CALL-3] what gets lost can come again only where somebody waits for it in vain (%s%s)',
    (timeout, comesAgain) => {
      const simulation = handled(
        `[{ call: Ask, to: c, data: { n: 1 }, ${timeout}retry: { attempts: 2, delay: 100ms } }]`,
        {},
        { interventions: [{ at: '0ms', crash: 'c' }] },
      );
      const dropped = entriesOf(simulation, 'message.dropped').map(({ mayComeAgain }) => mayComeAgain);
      expect(dropped).toEqual(comesAgain ? [true, false] : [false]);
    },
  );

  test('[CALL-3] refusals and rejections are not', () => {
    const retry = 'timeout: 200ms, retry: { attempts: 3, delay: 100ms }';
    const refused = handled(`[{ call: Ask, to: c, data: { n: 1 }, ${retry} }]`, { callee: '[{ refuse: sold out }]' });
    expect(calls(refused)).toEqual([105 * MS]);
    expect(firstOf(refused, 'call.failed')).toMatchObject({ attempts: 1, why: 'sold out' });
    const rejected = handled(
      `[{ call: Ask, to: c, data: { n: 1 }, ${retry} }]`,
      {},
      { interventions: [{ at: '0ms', rename: 'Ask', of: 'b', field: 'n', to: 'm' }] },
    );
    expect(calls(rejected)).toEqual([105 * MS]);
    expect(firstOf(rejected, 'call.failed').why).toBe('`n` is missing');
  });

  test('[CALL-4] the fallback runs when all attempts have failed', () => {
    const simulation = handled(
      '[{ call: Ask, to: c, data: { n: 1 }, timeout: 100ms, retry: { attempts: 2, delay: 10ms }, fallback: [{ reply: { n: 0 } }] }, { write: t, key: k, set: { n: 1 } }]',
      { callee: '[work: 1s]' },
    );
    expect(firstOf(simulation, 'request.completed')).toMatchObject({ outcome: 'ok', data: { n: 0 } });
    expect(entriesOf(simulation, 'statement.started', 'b').map(({ op }) => op)).toEqual(['call', 'reply', 'write']);
    const fine = handled(
      '[{ call: Ask, to: c, data: { n: 1 }, fallback: [{ reply: { n: 0 } }] }, { write: t, key: k, set: { n: 1 } }]',
    );
    expect(entriesOf(fine, 'statement.started', 'b').map(({ op }) => op)).toEqual(['call', 'write']);
  });

  test.each([
    ['[work: 1s]', 'timeout', 'timeout'],
    ['[{ fail: broken }]', 'failed', 'failed'],
    ['[{ refuse: sold out }]', 'failed', 'failed'],
  ])('[CALL-4] without one the handler fails, and the caller hears how (%s)', (callee, outcome, code) => {
    const simulation = handled(
      '[{ call: Ask, to: c, data: { n: 1 }, timeout: 100ms }, { write: t, key: k, set: { n: 1 } }]',
      { callee },
    );
    expect(firstOf(simulation, 'handler.finished', 'b')).toMatchObject({ outcome: 'failed', line: 2 });
    expect(firstOf(simulation, 'request.completed')).toMatchObject({ outcome, data: { code } });
    expect(entriesOf(simulation, 'table.written')).toEqual([]);
  });

  test('[CALL-5] exponential backoff doubles up to its maximum', () => {
    const pauses = (retry: string, seed = 1): readonly number[] =>
      entriesOf(
        handled(
          `[{ call: Ask, to: c, data: { n: 1 }, retry: { attempts: 7, delay: 10ms, ${retry} } }]`,
          { callee: '[{ fail: broken }]' },
          { seed },
        ),
        'call.retrying',
      ).map(({ resumeUs, tUs }) => (resumeUs - tUs) / MS);
    expect(pauses('backoff: exponential')).toEqual([10, 20, 40, 80, 160, 320]);
    expect(pauses('backoff: exponential, max: 100ms')).toEqual([10, 20, 40, 80, 100, 100]);
    expect(pauses('backoff: fixed')).toEqual([10, 10, 10, 10, 10, 10]);
    const jittered = Array.from({ length: 20 }, (_, seed) =>
      pauses('backoff: exponential, max: 100ms, jitter: full', seed),
    );
    const shares = jittered.flatMap((some) => some.map((pause, i) => pause / Math.min(100, 10 * 2 ** i)));
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThan(1);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * (0.2887 / Math.sqrt(120)));
  });
});

describe('publish', () => {
  test('[PUBLISH-1] waits for the acknowledgement', () => {
    const simulation = handled('[{ publish: Went, to: log }]');
    expect(firstOf(simulation, 'handler.finished', 'b').tUs).toBe(115 * MS);
  });

  test('[PUBLISH-1] publishes again without one, so that the record may be there twice', () => {
    const simulation = handled(
      '[{ publish: Went, to: log, timeout: 300ms, retry: { attempts: 40, delay: 100ms } }]',
      { count: 30, more: 'links: [{ between: [b, log], latency: 5ms, loss: 0.3 }]' },
      { untilUs: 60 * SECOND },
    );
    const records = entriesOf(simulation, 'log.appended').map(({ message }) => message.id);
    expect(new Set(records).size).toBe(30);
    expect(records.length).toBeGreaterThan(30);
    expect(entriesOf(simulation, 'handler.finished', 'b').every(({ outcome }) => outcome === 'done')).toBe(true);
    const again = entriesOf(simulation, 'call.timed-out');
    expect(again.length).toBeGreaterThan(5);
  });

  test('[PUBLISH-1] gives up after the last attempt, and the handler fails', () => {
    const simulation = handled(
      '[{ publish: Went, to: log, timeout: 300ms, retry: { attempts: 2, delay: 100ms } }]',
      {},
      {
        interventions: [{ at: '0ms', crash: 'log' }],
      },
    );
    expect(firstOf(simulation, 'handler.finished', 'b')).toMatchObject({ outcome: 'failed', tUs: 805 * MS });
    expect(outcomes(simulation)).toEqual(['timeout']);
  });

  test('[PUBLISH-1] without acks it does not wait, and what gets lost is lost', () => {
    const simulation = handled('[{ publish: Went, to: log, acks: false }]', {
      count: 50,
      more: 'links: [{ between: [b, log], latency: 5ms, loss: 0.3 }]',
    });
    for (const { tUs, cause } of entriesOf(simulation, 'handler.finished', 'b'))
      expect(simulation.trace.entries[cause as number]?.tUs).toBe(tUs);
    const lost = entriesOf(simulation, 'message.dropped');
    expect(lost.length).toBeGreaterThan(5);
    expect(lost.every(({ mayComeAgain }) => !mayComeAgain)).toBe(true);
    expect(entriesOf(simulation, 'log.appended').length).toBe(50 - lost.length);
  });
});

test('[SEND-1] a send does not wait, and nobody hears whether it arrived', () => {
  const simulation = handled('[{ send: Went, to: c }]', { count: 20 }, { interventions: [{ at: '1s', crash: 'c' }] });
  const sent = entriesOf(simulation, 'message.sent').filter(({ passage }) => passage === 'send');
  expect(sent.length).toBe(20);
  const finished = entriesOf(simulation, 'handler.finished', 'b');
  sent.forEach(({ tUs }, i) => expect(finished[i]).toMatchObject({ tUs, outcome: 'done' }));
  const dropped = entriesOf(simulation, 'message.dropped', 'c');
  expect(dropped.length).toBeGreaterThan(5);
  for (const { seq, mayComeAgain } of dropped) {
    expect(mayComeAgain).toBe(false);
    expect(simulation.trace.entries.some(({ cause }) => cause === seq)).toBe(false);
  }
  expect(entriesOf(simulation, 'message.sent', 'c')).toEqual([]);
});
