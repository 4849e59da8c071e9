import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createProjection } from '../projections/create-projection.ts';
import { createSimulation } from '../run/simulation.ts';
import { loadScenario } from '../scenario/load.ts';
import { parseLink } from '../share/parse-link.ts';
import { payloadLinkText } from '../share/payload-link.ts';
import { countAt } from '../trace/trace.ts';
import { createWorkbench, type WorkbenchConfig } from './create-workbench.ts';
import { plainView, seen } from './testing/seen.ts';
import { closingDocument, shopDocument } from './testing/shop-document.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

const MS = 1_000;
const open = (config: Partial<WorkbenchConfig> = {}): Workbench =>
  createWorkbench({ document: shopDocument, slug: 'shop', tUs: 0, step: 6, ...config });
const at = (workbench: Workbench): WorkbenchState => workbench.store.getState();
const check = (workbench: Workbench): string | null => {
  const link = parseLink(workbench.link());
  return link.kind === 'moment' ? link.check : null;
};

/** The check of the moment that a workbench shows, from a simulation that nobody watched. */
function freshCheck(workbench: Workbench): string {
  const { input, tUs } = at(workbench);
  const loaded = loadScenario(shopDocument, { variant: input.variant });
  if (!loaded.ok) throw new Error('the document loads');
  const simulation = createSimulation(loaded.scenario, input);
  simulation.advanceTo(tUs);
  return simulation.hashAt(tUs).slice(0, 6);
}

describe('playing', () => {
  test('[SESSION-1] goes as far as the wall time of the frames', () => {
    const workbench = open();
    workbench.setSpeed(0.5);
    workbench.frame(100);
    expect(at(workbench).tUs).toBe(0);
    workbench.play();
    for (let i = 0; i < 10; i += 1) workbench.frame(16.7);
    expect(at(workbench).tUs).toBe(83_500);
    workbench.toggle();
    workbench.frame(100);
    expect(at(workbench)).toMatchObject({ tUs: 83_500, playing: false, playedUs: 83_500 });
  });

  test('[SESSION-3] gives the trace of a fresh simulation, whatever was done', () => {
    const components = ['orders', 'payment', 'customer', 'nobody'];
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('frame' as const), ms: fc.double({ min: 0.1, max: 300, noNaN: true }) }),
      },
      fc.record({ do: fc.constant('scrub' as const), ms: fc.nat({ max: 3_000 }) }),
      fc.record({
        do: fc.constantFrom(
          'forward' as const,
          'back' as const,
          'play' as const,
          'restart' as const,
          'next' as const,
          'previous' as const,
        ),
      }),
      fc.record({
        do: fc.constantFrom('crash' as const, 'restart-it' as const),
        component: fc.constantFrom(...components),
      }),
      fc.record({
        do: fc.constant('slow' as const),
        component: fc.constantFrom(...components),
        factor: fc.integer({ min: 2, max: 9 }),
      }),
      fc.record({ do: fc.constant('loss' as const), probability: fc.double({ min: 0.1, max: 1, noNaN: true }) }),
      fc.record({ do: fc.constant('branch' as const), branch: fc.nat({ max: 5 }) }),
      fc.record({ do: fc.constant('variant' as const), variant: fc.constantFrom(null, 'async') }),
      fc.record({ do: fc.constant('seed' as const), seed: fc.nat({ max: 3 }) }),
      fc.record({ do: fc.constant('speed' as const), speed: fc.double({ min: 0.01, max: 10, noNaN: true }) }),
      fc.record({ do: fc.constant('step' as const), step: fc.nat({ max: 6 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        const workbench = open({ step: 0, tUs: null });
        for (const a of actions) {
          switch (a.do) {
            case 'frame':
              workbench.frame(a.ms);
              break;
            case 'scrub':
              workbench.scrubTo(a.ms * MS);
              break;
            case 'forward':
              workbench.stepForward();
              break;
            case 'back':
              workbench.stepBack();
              break;
            case 'play':
              workbench.play();
              break;
            case 'restart':
              workbench.restart();
              break;
            case 'next':
              workbench.nextStep();
              break;
            case 'previous':
              workbench.previousStep();
              break;
            case 'crash':
              workbench.intervene({ kind: 'crash', component: a.component });
              break;
            case 'restart-it':
              workbench.intervene({ kind: 'restart', component: a.component });
              break;
            case 'slow':
              workbench.intervene({ kind: 'slow', component: a.component, factor: a.factor });
              break;
            case 'loss':
              workbench.intervene({ kind: 'loss', link: ['customer', 'orders'], probability: a.probability });
              break;
            case 'branch':
              workbench.switchBranch(a.branch);
              break;
            case 'variant':
              workbench.switchVariant(a.variant);
              break;
            case 'seed':
              workbench.setSeed(a.seed);
              break;
            case 'speed':
              workbench.setSpeed(a.speed);
              break;
            case 'step':
              workbench.goToStep(a.step);
              break;
          }
          const state = at(workbench);
          expect(state.tUs).toBeLessThanOrEqual(state.playedUs);
          expect(state.branches.map(({ id }) => id)).toContain(state.branch);
          const shown = check(workbench);
          if (shown !== null) expect(shown).toBe(freshCheck(workbench));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('[SESSION-4] steps back and forward to the identical view', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 20, max: 4_000 }),
        fc.constantFrom(null, 'async'),
        (steps, ms, variant) => {
          const workbench = open({
            variant,
            interventions: [{ atUs: 700 * MS, what: { kind: 'crash', component: 'payment' } }],
          });
          workbench.scrubTo(ms * MS);
          workbench.stepForward();
          const before = seen(workbench);
          let back = 0;
          for (; back < steps && at(workbench).tUs > 0; back += 1) workbench.stepBack();
          for (; back > 0; back -= 1) workbench.stepForward();
          expect(seen(workbench)).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('[SESSION-5] pauses for a step and for a scrub, and scrubs on beyond what was played', () => {
    const workbench = open();
    for (const interrupt of [
      () => workbench.stepForward(),
      () => workbench.stepBack(),
      () => workbench.scrubTo(5 * MS),
    ]) {
      workbench.play();
      expect(at(workbench).playing).toBe(true);
      interrupt();
      expect(at(workbench).playing).toBe(false);
    }
    workbench.scrubTo(-4);
    expect(at(workbench).tUs).toBe(0);
    workbench.scrubTo(900 * MS + 0.4);
    expect(at(workbench)).toMatchObject({ tUs: 900 * MS, playedUs: 900 * MS });
    workbench.nudge(-100 * MS);
    workbench.nudge(5_000 * MS);
    expect(at(workbench)).toMatchObject({ tUs: 900 * MS, playedUs: 900 * MS });
    workbench.nudge(-5_000 * MS);
    expect(at(workbench)).toMatchObject({ tUs: 0, playedUs: 900 * MS });
  });

  test('[SESSION-6] shows nothing later than its instant, and announces what comes', () => {
    const workbench = open();
    for (let i = 0; i < 200; i += 1) {
      workbench.stepForward();
      const { projection, tUs, input, scenario, playedUs } = at(workbench);
      const simulation = createSimulation(scenario, input);
      simulation.advanceTo(tUs);
      if (i % 20 === 0)
        expect(seen(workbench)).toEqual(plainView(createProjection(scenario, simulation.trace).at(tUs)));
      expect(projection.at(tUs).count).toBe(countAt(simulation.trace, tUs));
      expect(projection.upcoming(tUs)).not.toBeNull();
      expect(playedUs).toBe(tUs);
    }
  });

  test('[SESSION-7] says once that nothing more happens, and goes on', () => {
    const workbench = createWorkbench({ document: closingDocument, slug: null, payloadText: payloadLinkText });
    workbench.play();
    workbench.setSpeed(10);
    const notices: (string | null)[] = [];
    for (let i = 0; i < 50; i += 1) {
      workbench.frame(16);
      notices.push(at(workbench).notice);
    }
    expect(at(workbench)).toMatchObject({
      tUs: 8_000 * MS,
      playing: true,
      notice: 'Nothing more happens in this run.',
    });
    expect(new Set(notices)).toEqual(new Set([null, 'Nothing more happens in this run.']));
    workbench.pause();
    workbench.play();
    workbench.frame(16);
    expect(at(workbench).notice).toBeNull();
  });

  test('[SESSION-8] ends after an hour', () => {
    const workbench = createWorkbench({ document: closingDocument, slug: null, payloadText: payloadLinkText });
    workbench.scrubTo(5_000_000 * MS);
    expect(at(workbench)).toMatchObject({
      tUs: 3_600_000 * MS,
      notice: expect.stringContaining('3,600,000 ms') as string,
    });
    workbench.play();
    workbench.frame(16);
    expect(at(workbench)).toMatchObject({ tUs: 3_600_000 * MS, playing: false });
  });

  test('[SESSION-8] stops short of a flood, and says so', () => {
    const send = { command: 'PlaceOrder', to: 'orders', every: '100us', data: { orderId: 'o' } };
    const flood = {
      ...closingDocument,
      components: {
        ...closingDocument.components,
        customer: { kind: 'client', sends: Array.from({ length: 10 }, () => send) },
      },
    };
    const workbench = createWorkbench({ document: flood, slug: null, payloadText: payloadLinkText });
    workbench.scrubTo(3_600_000 * MS);
    expect(at(workbench).notice).toContain('More than 250000 things happen within one second');
    expect(at(workbench).tUs).toBeLessThan(3_600_000 * MS);
  }, 30_000);
});

describe('futures', () => {
  test('[SESSION-10] an intervention at the tip belongs to the branch', () => {
    const workbench = open();
    workbench.scrubTo(500 * MS);
    workbench.intervene({ kind: 'crash', component: 'payment' });
    workbench.intervene({ kind: 'slow', component: 'orders', factor: 3 });
    expect(at(workbench)).toMatchObject({ branch: 0, tUs: 500 * MS });
    expect(at(workbench).branches).toMatchObject([
      { id: 0, parent: null, interventions: at(workbench).input.interventions },
    ]);
    expect(at(workbench).input.interventions).toEqual([
      { atUs: 500 * MS, what: { kind: 'crash', component: 'payment' } },
      { atUs: 500 * MS, what: { kind: 'slow', component: 'orders', factor: 3 } },
    ]);
    expect(
      at(workbench)
        .projection.at(500 * MS)
        .components.get('payment')?.life.state,
    ).toBe('crashed');
  });

  test('[SESSION-11] an intervention behind the tip begins a branch, and the old one stays', () => {
    const workbench = open();
    workbench.scrubTo(400 * MS);
    workbench.intervene({ kind: 'slow', component: 'orders', factor: 2 });
    workbench.scrubTo(3_000 * MS);
    const old = at(workbench).projection;
    const before = check(workbench);
    workbench.scrubTo(1_290 * MS);
    workbench.intervene({ kind: 'crash', component: 'payment' });
    expect(at(workbench)).toMatchObject({ branch: 1, tUs: 1_290 * MS, playedUs: 1_290 * MS });
    expect(at(workbench).notice).toContain('Payment crashes at 1,290 ms');
    expect(at(workbench).branches).toMatchObject([
      { id: 0, parent: null, playedUs: 3_000 * MS, interventions: [{}] },
      {
        id: 1,
        parent: 0,
        forkUs: 1_290 * MS,
        name: 'Payment crashes at 1,290 ms',
        playedUs: 1_290 * MS,
        interventions: [{}, {}],
      },
    ]);
    workbench.play();
    workbench.frame(200);
    workbench.switchBranch(0);
    expect(at(workbench)).toMatchObject({ branch: 0, playedUs: 3_000 * MS, projection: old });
    workbench.scrubTo(3_000 * MS);
    expect(check(workbench)).toBe(before);
    workbench.switchBranch(1);
    expect(at(workbench)).toMatchObject({ branch: 1, tUs: 1_390 * MS });
  });

  test('[SESSION-11] up to the fork both branches have the same entries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000 }),
        fc.constantFrom(null, 'async'),
        fc.boolean(),
        (ms, variant, onAHappening) => {
          const workbench = open({ variant });
          workbench.scrubTo(2_500 * MS);
          const parent = at(workbench).projection;
          workbench.scrubTo(ms * MS);
          if (onAHappening) workbench.stepForward();
          const { tUs } = at(workbench);
          const before = seen(workbench);
          workbench.intervene({ kind: 'crash', component: 'payment' });
          const child = at(workbench).projection;
          expect(child).not.toBe(parent);
          const { count } = parent.at(tUs);
          for (const id of ['customer', 'orders', 'payment']) {
            const ofParent = parent.logOf(id, tUs, 10_000).toReversed();
            expect(
              child
                .logOf(id, tUs, 10_000)
                .toReversed()
                .filter(({ seq }) => seq < count),
            ).toEqual(ofParent);
          }
          workbench.switchBranch(0);
          expect(seen(workbench)).toEqual(before);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('[SESSION-12] the same deed at the same instant is the same branch', () => {
    const workbench = open();
    workbench.scrubTo(2_000 * MS);
    for (let i = 0; i < 3; i += 1) {
      workbench.switchBranch(0);
      workbench.scrubTo(1_000 * MS);
      workbench.intervene({ kind: 'crash', component: 'payment' });
      expect(at(workbench)).toMatchObject({ branch: 1 });
    }
    expect(at(workbench).branches).toHaveLength(2);
  });

  test('[SESSION-13] what changes nothing is not written down', () => {
    const workbench = open();
    workbench.scrubTo(2_000 * MS);
    workbench.scrubTo(1_000 * MS);
    workbench.intervene({ kind: 'restart', component: 'payment' });
    expect(at(workbench).branches).toHaveLength(1);
    expect(at(workbench).input.interventions).toEqual([]);
    expect(at(workbench).notice).toContain('Payment');
    workbench.intervene({ kind: 'crash', component: 'nobody' });
    expect(at(workbench).notice).toContain('nobody');
    expect(at(workbench).branches).toHaveLength(1);
  });

  test('[SESSION-14] [SESSION-15] another variant keeps the deeds and the instant, and nothing is lost', () => {
    const workbench = open({ variant: 'async' });
    workbench.scrubTo(500 * MS);
    workbench.intervene({ kind: 'crash', component: 'payment' });
    workbench.intervene({ kind: 'crash', component: 'order-events' });
    workbench.scrubTo(900 * MS);
    const asyncRun = at(workbench);
    workbench.switchVariant(null);
    expect(at(workbench)).toMatchObject({
      tUs: 900 * MS,
      input: { variant: null, interventions: [{ what: { component: 'payment' } }] },
    });
    expect(at(workbench).scenario.components.has('order-events')).toBe(false);
    expect(at(workbench).notice).toContain('`order-events`');
    expect(at(workbench).branches).toHaveLength(1);
    workbench.setSeed(3);
    expect(at(workbench)).toMatchObject({ tUs: 900 * MS, input: { seed: 3, interventions: [{}] } });
    workbench.setSeed(7);
    workbench.switchVariant('no such');
    expect(at(workbench).notice).toContain('no such');
    workbench.switchVariant('async');
    expect(at(workbench)).toMatchObject({ tUs: 900 * MS, scenario: asyncRun.scenario });
    const kept = at(workbench).branches.find(({ id }) => id === asyncRun.branch);
    expect(kept).toMatchObject({ interventions: [{}, {}], playedUs: 900 * MS });
  });

  test('[SESSION-36] a changed parameter plays the run again up to the same instant', () => {
    const parameters = { pace: { label: 'Pace', min: 1, max: 10, step: 1, default: 2, unit: 'per s' } };
    const document = { ...closingDocument, parameters };
    const workbench = createWorkbench({ document, slug: null, payloadText: payloadLinkText });
    workbench.scrubTo(300 * MS);
    workbench.intervene({ kind: 'crash', component: 'orders' });
    workbench.setParameter('pace', 7);
    expect(at(workbench)).toMatchObject({
      tUs: 300 * MS,
      input: { parameters: { pace: 7 }, interventions: [{ what: { kind: 'crash' } }] },
      notice: null,
    });
    workbench.setParameter('pace', 11);
    expect(at(workbench)).toMatchObject({ input: { parameters: { pace: 7 } }, notice: 'Pace goes from 1 to 10.' });
    workbench.setParameter('peace', 1);
    expect(at(workbench).notice).toBe('There is no parameter peace here.');
  });

  test('[SESSION-16] restart looks at the beginning, reset begins anew', () => {
    const workbench = open({ step: 0, tUs: null, variant: 'async' });
    workbench.nextStep();
    workbench.nextStep();
    workbench.answer(1);
    workbench.setSeed(3);
    workbench.intervene({ kind: 'crash', component: 'payment' });
    const { playedUs, branch } = at(workbench);
    workbench.restart();
    expect(at(workbench)).toMatchObject({ tUs: 0, playedUs, branch });
    workbench.reset();
    expect(at(workbench)).toMatchObject({
      tUs: 0,
      playedUs: 0,
      playing: false,
      input: { seed: 7, variant: null, interventions: [] },
      guide: { step: 0, phase: 'setting-up', answers: { 0: 1 } },
    });
  });
});
