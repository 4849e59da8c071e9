/**
 * Adds every kind of component and every statement, for programs that don't fetch them one by one: the command line,
 * tests, benches. The page fetches what a scenario needs (`session/fetch-kinds.ts`). One line per file of `kinds/`.
 */
import '../kernel/further-distributions.ts';
import './kinds/database.ts';
import './kinds/cdc.ts';
import './kinds/saga.ts';
import './kinds/event-store.ts';
import './kinds/view.ts';
import './kinds/control.ts';
import './kinds/queue.ts';
import './kinds/topic.ts';
import './kinds/registry.ts';
import './kinds/stream.ts';
import './kinds/guards.ts';
import './kinds/interventions.ts';
import './kinds/relays.ts';
import './kinds/security.ts';
import './kinds/log-broker.ts';
