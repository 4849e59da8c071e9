import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64urlText } from '../share/base64url.ts';
import { DICTIONARY_1 } from '../share/dictionary-1.ts';
import { payloadLinkText } from '../share/payload-link.ts';
import { EMPTY_RUN } from '../share/run-link.ts';
import { createWorkbench } from './create-workbench.ts';
import { openLink, type Catalogue, type Opened } from './open-link.ts';
import { seen } from './testing/seen.ts';
import { closingDocument, shopDocument } from './testing/shop-document.ts';
import type { Workbench, WorkbenchState } from './workbench.ts';

const parameterised = {
  ...closingDocument,
  parameters: { pause: { label: 'Pause', min: 1, max: 9, step: 1, default: 2, unit: 'ms' } },
};
const catalogue: Catalogue = new Map([
  ['shop', { title: shopDocument.title, load: () => Promise.resolve(shopDocument) }],
  ['closing', { title: parameterised.title, load: () => Promise.resolve(parameterised) }],
]);
const at = (workbench: Workbench): WorkbenchState => workbench.store.getState();
const open = (hash: string): Promise<Opened> => openLink(hash, catalogue, null);

async function opened(hash: string): Promise<{ readonly workbench: Workbench; readonly notices: readonly string[] }> {
  const result = await open(hash);
  if (result.kind !== 'workbench') throw new Error(`${hash} opens: ${JSON.stringify(result)}`);
  return result;
}

/** What a link has to bring back. */
function moment(workbench: Workbench): unknown {
  const { scenario, input, tUs, guide } = at(workbench);
  const { step, phase } = guide;
  return { id: scenario.id, variant: scenario.variant, input, tUs, step, phase, seen: seen(workbench) };
}

describe('a link', () => {
  test('[SESSION-31] opens the moment that it was made at', async () => {
    const action = fc.oneof(
      fc.constantFrom(
        'next',
        'finish',
        'forward',
        'crash',
        'restart-it',
        'restart',
        'async',
        'sync',
        'seed',
        'previous',
      ),
      fc.nat({ max: 2_500 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 14 }), fc.constantFrom('shop', null), async (actions, slug) => {
        const workbench = createWorkbench({ document: shopDocument, slug, payloadText: payloadLinkText });
        for (const a of actions) {
          if (typeof a === 'number') workbench.scrubTo(a * 1_000);
          else if (a === 'next') workbench.nextStep();
          else if (a === 'finish') for (let i = 0; i < 400 && at(workbench).playing; i += 1) workbench.frame(50);
          else if (a === 'forward') workbench.stepForward();
          else if (a === 'crash') workbench.intervene({ kind: 'crash', component: 'payment' });
          else if (a === 'restart-it') workbench.intervene({ kind: 'restart', component: 'payment' });
          else if (a === 'restart') workbench.restart();
          else if (a === 'seed') workbench.setSeed(12);
          else if (a === 'previous') workbench.previousStep();
          else workbench.switchVariant(a === 'async' ? 'async' : null);
        }
        workbench.pause();
        const link = workbench.link();
        const again = await opened(link);
        expect(again.notices).toEqual([]);
        expect(moment(again.workbench)).toEqual(moment(workbench));
        expect(again.workbench.link()).toBe(link);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  test('[SESSION-31] is short, and says no more than it must', async () => {
    const { workbench } = await opened('#/s/shop');
    expect(workbench.link()).toBe('#/s/shop');
    workbench.scrubTo(350_000);
    expect(workbench.link()).toMatch(/^#\/s\/shop\?step=1&t=0\.35&phase=setting-up&c=[0-9a-f]{6}$/);
    workbench.intervene({ kind: 'crash', component: 'payment' });
    expect(workbench.link()).toMatch(
      /^#\/s\/shop\?step=1&t=0\.35&phase=setting-up&i=0\.35:crash:payment&c=[0-9a-f]{6}$/,
    );
  });

  test('[SESSION-31] keeps what it says beside', async () => {
    const { workbench } = await opened('#/s/shop?view=logs&embed&future=1');
    workbench.scrubTo(100_000);
    expect(workbench.link()).toContain('view=logs&embed&future=1');
  });

  test('[SESSION-32] with a step alone plays the script up to it', async () => {
    const { workbench, notices } = await opened('#/s/shop?step=3&seed=9');
    const pressed = createWorkbench({ document: shopDocument, slug: 'shop', seed: 9 });
    pressed.goToStep(2);
    expect(notices).toEqual([]);
    expect(moment(workbench)).toEqual(moment(pressed));
    expect(at(workbench)).toMatchObject({ playing: false, input: { seed: 9 }, guide: { step: 2, phase: 'reading' } });
  });

  test('[SESSION-32] that says nothing opens the beginning', async () => {
    expect(await open('')).toEqual({ kind: 'gallery' });
    expect(at((await opened('#/s/shop')).workbench)).toMatchObject({
      tUs: 0,
      playing: false,
      guide: { step: 0, phase: 'setting-up' },
    });
    const { workbench } = await opened('#/s/shop?i=0.5:crash:payment');
    expect(at(workbench)).toMatchObject({ tUs: 0, input: { interventions: [{ atUs: 500_000 }] } });
  });

  test('[SESSION-33] to a moment that this version plays differently says so', async () => {
    const { workbench } = await opened('#/s/shop?step=2&t=1.5');
    const link = workbench.link();
    expect((await opened(link)).notices).toEqual([]);
    const other = link.replace(/c=[0-9a-f]{6}/, (check) => (check === 'c=000000' ? 'c=111111' : 'c=000000'));
    expect((await opened(other)).notices).toEqual([expect.stringContaining('This moment has changed')]);
    expect(at((await opened(other)).workbench).tUs).toBe(1_500_000);
  });

  test.each([
    ['#/s/shop?step=40', /This scenario has 7 steps; the link asks for step 40\./],
    ['#/s/shop?variant=asynk&t=1', /`asynk` is not a variant of this scenario; did you mean `async`\?/],
    ['#/s/shop?t=2&i=1:crash:paymnt,1.5:crash:payment&c=000000', /^Left out, because there is no `paymnt` here/],
    ['#/s/shop?t=2&i=1:loss:orders~kitchen:0.3', /there is no `kitchen` here/],
    ['#/s/shop?t=2&i=1:rename:orders:Nothing:a:b', /there is no `Nothing` here/],
    ['#/s/closing?p=pause:40', /Pause goes from 1 to 9; 40 is left out\./],
    ['#/s/closing?p=pawse:4', /`pawse` is not a parameter of this scenario; did you mean `pause`\?/],
  ])('[SESSION-34] %s opens what there is, and names the rest', async (hash, notice) => {
    const { workbench, notices } = await opened(hash);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(notice);
    expect(at(workbench).scenario.components.size).toBeGreaterThan(0);
  });

  test('[SESSION-34] that can not be opened offers ways on, which lead somewhere', async () => {
    const pack = (json: string): string =>
      `#/r/1${base64urlText(deflateSync(new TextEncoder().encode(json), { dictionary: new TextEncoder().encode(DICTIONARY_1) }))}`;
    const whole = payloadLinkText({ kind: 'payload', ...EMPTY_RUN, document: shopDocument }) ?? '';
    const expected: readonly (readonly [hash: string, title: string, ways: readonly string[]])[] = [
      ['#/s/shoop', 'There is no such scenario', ['Open “A shop”', 'All scenarios']],
      ['#/s/something-else-entirely', 'There is no such scenario', ['All scenarios']],
      ['#/s/shop?step=2&t=x', 'A part of this link is broken', ['Open “A shop” without it', 'All scenarios']],
      ['#/s/unknown?step=x', 'A part of this link is broken', ['All scenarios']],
      [whole.slice(0, -20), 'This link is cut off', ['Open “A shop” from the catalogue', 'All scenarios']],
      [
        pack(JSON.stringify({ document: shopDocument, moment: 't=x&step=2' })),
        'A part of this link is broken',
        ['Open the rest', 'All scenarios'],
      ],
      [pack('{"document":{"eventually":1}}'), 'The scenario in this link has a fault', ['All scenarios']],
      [pack('{"document":{"eventually":2}}'), 'The scenario in this link has a fault', ['All scenarios']],
      ['#/elsewhere', 'This link leads nowhere', ['All scenarios']],
    ];
    for (const [hash, title, labels] of expected) {
      const result = await open(hash);
      if (result.kind !== 'problem') throw new Error(`${hash} can not be opened`);
      expect(result.title).toBe(title);
      expect(result.message).toMatch(/\.$/);
      expect(result.ways.map(({ label }) => label)).toEqual(labels);
      for (const { href } of result.ways) expect((await open(href)).kind).not.toBe('problem');
    }
  });
});
