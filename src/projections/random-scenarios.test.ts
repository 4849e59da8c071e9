import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariant } from '../kernel/invariant.ts';
import { randomRun, simulationOf } from '../run/random-run.fixture.ts';
import { loadScenario } from '../scenario/load.ts';
import { createProjection } from './create-projection.ts';
import { plain } from './plain-view.fixture.ts';
import { upTo } from './sample-run.spec.ts';

const END_US = 2_000_000;
const anInstant = fc.integer({ min: 0, max: END_US });

test('[VIEW-1] shows the same by seeking as from scratch, in any small scenario under any faults', () => {
  fc.assert(
    fc.property(randomRun, fc.array(anInstant, { minLength: 1, maxLength: 4 }), (run, instants) => {
      const loaded = loadScenario(run.document);
      invariant(loaded.ok, 'random scenarios load');
      const simulation = simulationOf(run);
      simulation.advanceTo(END_US);
      const projection = createProjection(loaded.scenario, simulation.trace);
      for (const tUs of instants) {
        const fresh = createProjection(loaded.scenario, upTo(simulation.trace, tUs));
        expect(plain(projection.at(tUs))).toEqual(plain(fresh.at(tUs)));
      }
    }),
    { numRuns: 60 },
  );
});
