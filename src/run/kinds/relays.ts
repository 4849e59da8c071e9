import { dataText } from '../../components/data-text.ts';
import { behave } from '../../components/service/relays/behave.ts';
import { Targets } from '../../components/service/relays/forward.ts';
import { KeptAnswers } from '../../components/service/relays/kept-answers.ts';
import { Service } from '../../components/service/service.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileBalancer, compileForward } from '../../scenario/kinds/balancer.ts';
import { compileCache, compileCached, compileInvalidate } from '../../scenario/kinds/cache.ts';
import { compileBehave, compileExternal } from '../../scenario/kinds/external.ts';
import { compileRoutes } from '../../scenario/kinds/routes.ts';
import { compilesVerb } from '../../scenario/verb.ts';
import { buildsKind } from '../kind.ts';

compilesKind('gateway', (document, context) => ({ ...compileRoutes(document, context), kind: 'gateway' }));
compilesKind('esb', (document, context) => ({ ...compileRoutes(document, context), kind: 'esb' }));
compilesKind('external', compileExternal);
compilesKind('balancer', compileBalancer);
compilesKind('cache', compileCache);
for (const kind of ['gateway', 'esb', 'external', 'balancer', 'cache'] as const)
  buildsKind(kind, (world, spec) => new Service(world, { ...spec, kind: 'service' }));

// Statements that configurations make: no schema lets a document write them.
compilesVerb('behave', compileBehave as never);
compilesVerb('forward', compileForward as never);
compilesVerb('cached', compileCached as never);
compilesVerb('invalidate', compileInvalidate as never);
runsVerb('behave', (task, statement, _, tools) => behave(task, statement, tools));
runsVerb('forward', (task, statement, _, tools) =>
  tools.residents.get('targets', () => new Targets(tools)).forward(task, statement),
);
runsVerb('cached', (task, statement, _, tools) =>
  tools.residents.get('kept', () => new KeptAnswers(tools)).cached(task, statement),
);
runsVerb('invalidate', (task, { key }, _, tools) => {
  const kept = tools.residents.get('kept', () => new KeptAnswers(tools));
  kept.invalidate(dataText(key.evaluate(task.scope)), task.cause);
  return 'next';
});
