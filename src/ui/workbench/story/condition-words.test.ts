import { describe, expect, it } from 'vitest';
import type { View } from '../../../projections/view.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import { conditionWords } from './condition-words.ts';

const scenario = {
  components: new Map([
    ['payment', { name: 'Payment' }],
    ['client', { name: 'Customer' }],
  ]),
} as unknown as Scenario;
const view = {
  components: new Map<string, unknown>([
    ['events', { kind: 'log', groups: [{ group: 'pay', component: 'payment', lag: 3 }] }],
    ['client', { kind: 'client', sent: 9, outcomes: { ok: 1, refused: 0, failed: 0, timeout: 0 } }],
  ]),
} as unknown as View;

describe('what the run plays towards', () => {
  it('tells the lag that is waited for, and the lag now', () => {
    expect(conditionWords("lag('events', 'pay') >= 5", scenario, view)).toEqual({
      words: "Payment's lag reaches 5",
      progress: 'lag 3',
    });
    expect(conditionWords("lag('events', 'pay') == 0", scenario, view)?.words).toBe("Payment's lag is 0");
  });

  it('tells counts, states and times', () => {
    expect(conditionWords("count('client', 'ok') >= 2", scenario, view)).toEqual({
      words: 'Customer has 2 good answers',
      progress: 'now 1',
    });
    expect(conditionWords('state("payment") == "up"', scenario, view)).toEqual({
      words: 'Payment is up',
      progress: null,
    });
    expect(conditionWords('now() >= 2.9', scenario, view)?.words).toBe('2,900 ms');
  });

  it('tells how the last request ends and where a handler is', () => {
    expect(conditionWords("last('client') == 'ok'", scenario, view)?.words).toBe('a request of Customer is answered');
    expect(conditionWords("line('payment') == 4", scenario, view)?.words).toBe('Payment is at line 4');
  });

  it('joins what must hold together', () => {
    expect(conditionWords("state('payment') == 'up' && lag('events', 'pay') == 0", scenario, view)).toEqual({
      words: "Payment is up and Payment's lag is 0",
      progress: 'lag 3',
    });
  });

  it('knows when it does not know', () => {
    expect(conditionWords('payment.charges.size() > 3', scenario, view)).toBeNull();
    expect(conditionWords("state('payment') == 'up' && inflight() == 0", scenario, view)).toBeNull();
  });
});
