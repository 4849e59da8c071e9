import type { LogView } from '../../../projections/view.ts';
import { wholeText } from '../../number-text.ts';
import { useWorkbenchState } from '../context.ts';
import { nameOf } from '../selection.ts';
import { LagFact } from './lag-fact.tsx';
import styles from './log-facts.module.css';

/** The live state of a log: its partitions, its groups and where each reads next. */
export function LogFacts({ seen }: { readonly seen: LogView }) {
  const scenario = useWorkbenchState((state) => state.scenario);
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className={styles.caption}>Next offset to read, by partition</caption>
          <thead>
            <tr>
              <th scope="col">Group</th>
              {seen.partitions.map(({ index }) => (
                <th key={index} scope="col" className={styles.number}>
                  p{index}
                </th>
              ))}
              <th scope="col" className={styles.number}>
                Lag
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">End of log</th>
              {seen.partitions.map(({ index, end }) => (
                <td key={index}>{wholeText(end)}</td>
              ))}
              <td>–</td>
            </tr>
            {seen.groups.map((group) => (
              <tr key={group.group}>
                <th scope="row">{group.group}</th>
                {group.partitions.map(({ position, member }, index) => (
                  <td
                    key={seen.partitions[index]?.index ?? index}
                    title={member === null ? 'Nobody reads it' : nameOf(scenario, member)}
                  >
                    {wholeText(position)}
                  </td>
                ))}
                <td className={styles.lag}>{wholeText(group.lag)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl>
        {seen.groups
          .filter(({ lag }) => lag > 0)
          .map((group) => (
            <LagFact
              key={group.group}
              log={seen.id}
              group={group}
              life={null}
              caption={
                <>
                  for <b>{nameOf(scenario, group.component)}</b>
                </>
              }
            />
          ))}
      </dl>
    </>
  );
}
