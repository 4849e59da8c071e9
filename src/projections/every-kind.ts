/** Adds the views and the words of every kind of component: see `run/every-kind.ts`. One line per file of `kinds/`. */
import './kinds/measures.ts';
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
import './kinds/relays.ts';
import './kinds/security.ts';
import './kinds/log-broker.ts';
import './kinds/guards.ts';
import './kinds/interventions.ts';
