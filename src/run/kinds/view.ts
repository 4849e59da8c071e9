import { runDelete } from '../../components/service/delete.ts';
import { HandlerRunner } from '../../components/service/handler-runner.ts';
import { runReadAt } from '../../components/service/read-at.ts';
import { subscribe } from '../../components/service/subscriber.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { View } from '../../components/view/view.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileView } from '../../scenario/kinds/view.ts';
import type { ViewDocument } from '../../scenario/kinds/view-schema.ts';
import { compilesRead } from '../../scenario/remote-read.ts';
import { compileDelete } from '../../scenario/statements/delete.ts';
import { compileReadAt } from '../../scenario/statements/read-at.ts';
import { compilesVerb } from '../../scenario/verb.ts';
import { buildsKind } from '../kind.ts';

compilesKind('view', (document, context) => compileView(document as unknown as ViewDocument, context));
buildsKind(
  'view',
  (world, spec) =>
    new View(world, spec, {
      runner: (programs, build, ports) => new HandlerRunner(world, spec, programs, build, ports),
      reads: (consumption, ports) => subscribe(world, spec.id, consumption, { ...ports, workers: () => 1 }),
    }),
);
compilesRead('view', compileReadAt);
compilesVerb('delete', compileDelete);
runsVerb('delete', runDelete);
runsVerb('read at', runReadAt);
