import { Database } from '../../components/database/database.ts';
import {
  runDeleteRow,
  runOutbox,
  runReadRow,
  runReadTable,
  runWriteRow,
} from '../../components/service/database-client.ts';
import { runTransaction } from '../../components/service/run-transaction.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { compilesKind } from '../../scenario/kind.ts';
import { compileDatabase } from '../../scenario/kinds/database.ts';
import { withStore } from '../../scenario/kinds/database-tables.ts';
import { compilesRead } from '../../scenario/remote-read.ts';
import { compilesChange } from '../../scenario/remote-write.ts';
import { compileChangeRow, compileOutbox, compileReadRow, compileTransaction } from '../../scenario/statements/rows.ts';
import { storesTables } from '../../scenario/store.ts';
import { compilesVerb } from '../../scenario/verb.ts';
import { buildsKind } from '../kind.ts';

compilesKind('database', compileDatabase);
buildsKind('database', (world, spec) => new Database(world, spec));
storesTables('database', withStore);

compilesRead('database', compileReadRow);
compilesChange('database', compileChangeRow);
compilesVerb('transaction', compileTransaction);
compilesVerb('outbox', compileOutbox);

runsVerb('read row', runReadRow);
runsVerb('read table', runReadTable);
runsVerb('write row', runWriteRow);
runsVerb('delete row', runDeleteRow);
runsVerb('outbox', runOutbox);
runsVerb('transaction', runTransaction);
