import type { Row } from '../../scenario/scenario.ts';
import type { Data } from '../../trace/message.ts';

/** What one statement of a transaction does when the transaction commits. */
export type Change =
  | {
      readonly kind: 'write' | 'insert';
      readonly table: string;
      readonly key: string;
      readonly keyField: string;
      /** The key as it stands in its column. */
      readonly keyData: Data;
      readonly set: Row;
    }
  | { readonly kind: 'delete'; readonly table: string; readonly key: string }
  | {
      readonly kind: 'rekey';
      readonly table: string;
      readonly key: string;
      readonly newKey: string;
      readonly newKeyData: Data;
    }
  | { readonly kind: 'truncate'; readonly table: string }
  | { readonly kind: 'message'; readonly prefix: string; readonly content: Data };
