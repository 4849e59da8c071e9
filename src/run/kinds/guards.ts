import { guardsCalls } from '../../components/call-guard.ts';
import { GuardedExchanges } from '../../components/resilience/guarded-exchanges.ts';
import { compilesGuards } from '../../scenario/call-guards.ts';
import { compileCallGuards } from '../../scenario/guards/compile-guards.ts';

compilesGuards(compileCallGuards);
guardsCalls((world, owner, wire) => new GuardedExchanges(world, owner, wire));
