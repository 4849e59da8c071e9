import type { Data } from '../../trace/message.ts';
import type { CommitChange, CommitRequest } from '../database-port.ts';
import { dataText } from '../data-text.ts';
import type { DatabaseCore } from './database-core.ts';
import type { Transaction } from './transaction.ts';

/** Where keys that are handled once are kept, and messages that wait to be published. */
export const INBOX = 'inbox';
const OUTBOX = 'outbox';

/** The transaction that a request asks for; `requestId` makes the ids of its outbox messages. */
export function transactionOf(core: DatabaseCore, request: CommitRequest, requestId: number): Transaction {
  const transaction = core.begin();
  if (request.once !== null) transaction.insert(INBOX, request.once, 'key', {});
  for (const { table, key, version } of request.checks) transaction.expect(table, key, version);
  let messages = 0;
  for (const change of request.changes) apply(transaction, change, () => `${requestId}-${++messages}`);
  return transaction;
}

function apply(transaction: Transaction, change: CommitChange, nextId: () => string): void {
  switch (change.op) {
    case 'write':
      return transaction.write(change.table, change.key, change.keyField, change.set, change.keyData);
    case 'delete':
      return transaction.delete(change.table, change.key);
    case 'outbox': {
      const id = nextId();
      const aggregateid: Data = change.key === null ? id : dataText(change.key);
      return transaction.insert(OUTBOX, id, 'id', { aggregateid, type: change.type, payload: change.payload });
    }
  }
}
