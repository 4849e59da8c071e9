import { Registry } from '../../components/registry/registry.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileRegistry } from '../../scenario/kinds/registry.ts';
import { buildsKind } from '../kind.ts';

compilesKind('registry', compileRegistry);
buildsKind('registry', (world, spec) => new Registry(world, spec));
