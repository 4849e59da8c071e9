import { msText } from '../../../projections/words.ts';
import type { View } from '../../../projections/view.ts';
import { useWorkbench } from '../context.ts';
import { latencyText } from '../faults.ts';
import type { Selection } from '../selection.ts';
import { CodeWords } from '../../controls/code-words.tsx';
import { Fact } from './fact.tsx';
import styles from './link-facts.module.css';

const LATENCIES_US = [50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000];

export interface LinkFactsProps {
  readonly link: Extract<Selection, { kind: 'link' }>;
  readonly view: View;
}

/** The live state of a link, and how long it takes. */
export function LinkFacts({ link, view }: LinkFactsProps) {
  const workbench = useWorkbench();
  const [from, to] = link.ends;
  const seen = view.links.get(link.id);
  const underWay = view.flights.filter(
    (flight) => (flight.from === from.id && flight.to === to.id) || (flight.from === to.id && flight.to === from.id),
  );
  return (
    <>
      <dl>
        {seen !== undefined && <Fact name="Since">{msText(seen.sinceUs)}</Fact>}
        {link.spec !== null && <Fact name="Usual latency">{latencyText(link.spec.latency)}</Fact>}
        <Fact name="Under way">
          {underWay.length === 0 ? 'nothing' : underWay.map(({ message }) => message.label).join(', ')}
        </Fact>
      </dl>
      {seen !== undefined && seen.why !== '' && (
        <p className={styles.why}>
          <CodeWords>{seen.why}</CodeWords>
        </p>
      )}
      <label className={styles.choice}>
        Set the latency
        <select
          value=""
          onChange={(event) =>
            workbench.intervene({
              kind: 'latency',
              link: [from.id, to.id],
              latency: { kind: 'constant', valueUs: Number(event.currentTarget.value) },
            })
          }
        >
          <option value="" disabled>
            Choose
          </option>
          {LATENCIES_US.map((us) => (
            <option key={us} value={us}>
              {msText(us)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
