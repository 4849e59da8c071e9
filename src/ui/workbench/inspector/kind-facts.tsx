import type { ComponentView } from '../../../projections/view.ts';
import { Fact } from './fact.tsx';
import { TableFact } from './table-fact.tsx';

/** The live state of a component that says its facts itself. */
export function KindFacts({ seen }: { readonly seen: ComponentView }) {
  return (
    <>
      <dl>
        {(seen.facts ?? []).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {(seen.tables ?? []).map((table) => (
        <TableFact key={table.name} table={table} />
      ))}
    </>
  );
}
