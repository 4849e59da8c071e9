import { Segmented } from '../controls/segmented.tsx';
import { useWorkbench, useWorkbenchState } from './context.ts';

/** Chooses among the variants that the scenario offers; the document itself is the first. */
export function VariantSwitch({ stacked = false }: { readonly stacked?: boolean }) {
  const workbench = useWorkbench();
  const variants = useWorkbenchState((state) => state.scenario.variants);
  const variant = useWorkbenchState((state) => state.input.variant);
  const [first] = variants;
  if (first === undefined || variants.length < 2) return null;
  return (
    <Segmented
      label="Variant"
      stacked={stacked}
      options={variants.map(({ id, title, about }) => ({ value: id, text: title, about }))}
      value={variant ?? first.id}
      onChange={(id) => workbench.switchVariant(id === first.id ? null : id)}
    />
  );
}
