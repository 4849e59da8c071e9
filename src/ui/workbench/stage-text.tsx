import { memo } from 'react';
import { msText } from '../../projections/words.ts';
import type { View } from '../../projections/view.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { nodeWords } from '../stage/stage-words.ts';
import { useWorkbenchState, viewOf } from './context.ts';
import { nameOf } from './selection.ts';

/** While the run plays, the words follow in steps: nobody reads 60 versions a second. */
const STEP_US = 250_000;

/** The stage in words: every component with its state, then what is under way, in the order of arrival. */
export function StageText() {
  const scenario = useWorkbenchState((state) => state.scenario);
  const view = useWorkbenchState(viewOf);
  const playing = useWorkbenchState((state) => state.playing);
  const version = playing ? `about ${Math.floor(view.tUs / STEP_US)}` : `${view.tUs} ${view.count}`;
  return <Words scenario={scenario} view={view} version={version} />;
}

interface WordsProps {
  readonly scenario: Scenario;
  readonly view: View;
  /** Another version is other words. */
  readonly version: string;
}

const Words = memo(
  function Words({ scenario, view }: WordsProps) {
    const flights = view.flights.toSorted((a, b) => a.dueUs - b.dueUs);
    return (
      <>
        <ul>
          {[...view.components.values()].map((seen) => (
            <li key={seen.id}>{nodeWords(nameOf(scenario, seen.id), seen, view)}</li>
          ))}
        </ul>
        <ul>
          {flights.map(({ hop, message, from, to, dueUs }) => (
            <li key={hop}>
              {message.name} {message.label} from {nameOf(scenario, from)} to {nameOf(scenario, to)}, arrives at{' '}
              {msText(dueUs)}
            </li>
          ))}
        </ul>
      </>
    );
  },
  (before, after) => before.scenario === after.scenario && before.version === after.version,
);
