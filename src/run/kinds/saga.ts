import { SagaOrchestrator } from '../../components/saga/orchestrator.ts';
import type { SagaState } from '../../components/saga/orchestrator.ts';
import { sagaVerb } from '../../components/service/sagas.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { compileSaga } from '../../scenario/statements/saga.ts';
import { compilesVerb } from '../../scenario/verb.ts';

compilesVerb('saga', compileSaga);
runsVerb(
  'saga',
  sagaVerb<SagaState>((steps, state) => new SagaOrchestrator(steps, state)),
);
