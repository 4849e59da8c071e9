import { WorldGuard } from '../../components/security/world-guard.ts';
import { Vault } from '../../components/vault/vault.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileVault } from '../../scenario/kinds/vault.ts';
import { compileSecurity } from '../../scenario/security/compile-security.ts';
import { compilesSecurity } from '../../scenario/security/security-options.ts';
import { makesGuard } from '../guard.ts';
import { buildsKind } from '../kind.ts';

compilesKind('vault', compileVault);
buildsKind('vault', (world, spec) => new Vault(world, spec));
compilesSecurity(compileSecurity);
makesGuard((world, spec, components) => new WorldGuard(world, spec, components));
