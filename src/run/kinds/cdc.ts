import { Cdc } from '../../components/cdc/cdc.ts';
import { OutboxRelay } from '../../components/cdc/outbox-relay.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileCdc, compileOutboxRelay } from '../../scenario/kinds/cdc.ts';
import { buildsKind } from '../kind.ts';

compilesKind('cdc', compileCdc);
compilesKind('outbox-relay', compileOutboxRelay);
buildsKind('cdc', (world, spec) => new Cdc(world, spec));
buildsKind('outbox-relay', (world, spec) => new OutboxRelay(world, spec));
