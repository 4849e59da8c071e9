/** A static way that messages take between two components, as the scenario's handlers have it. */
export interface StageEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly mode: 'call' | 'send' | 'subscribe';
  /** Place among the calls of the sender's chain, from 1. */
  readonly order?: number | undefined;
  readonly messages: readonly string[];
  readonly group?: string | undefined;
  readonly mark?: string | undefined;
}
