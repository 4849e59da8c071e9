import type { MessageContract } from '../scenario/scenario.ts';

/** The side of a schema registry that guards the contracts of messages. */
export interface RegistryPort {
  /** Registers the new contract of a message before anybody speaks it; why it is refused, or null. */
  deploy(contract: Pick<MessageContract, 'name' | 'fields'>, cause: number): string | null;
}
