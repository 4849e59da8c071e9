import type { ComponentView, View } from '../../../projections/view.ts';
import type { ComponentSpec } from '../../../scenario/scenario.ts';
import { ClientFacts } from './client-facts.tsx';
import { KindFacts } from './kind-facts.tsx';
import { LogFacts } from './log-facts.tsx';
import { ServiceFacts } from './service-facts.tsx';

export interface LiveStateProps {
  readonly spec: ComponentSpec;
  readonly seen: ComponentView;
  readonly view: View;
}

/** The live state of a component, by its kind. */
export function LiveState({ spec, seen, view }: LiveStateProps) {
  switch (seen.kind) {
    case 'client':
      return <ClientFacts seen={seen} tUs={view.tUs} />;
    case 'log':
      return <LogFacts seen={seen} />;
    case 'service':
      return spec.kind === 'service' ? <ServiceFacts spec={spec} seen={seen} view={view} /> : null;
    default:
      return <KindFacts seen={seen} />;
  }
}
