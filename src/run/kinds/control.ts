import { runForEach } from '../../components/service/for-each.ts';
import { runCancel, runSchedule } from '../../components/service/schedule.ts';
import { runTogether } from '../../components/service/together.ts';
import { runsVerb } from '../../components/service/verb.ts';
import { compileForEach } from '../../scenario/statements/for-each.ts';
import { compileCancel, compileSchedule } from '../../scenario/statements/schedule.ts';
import { compileTogether } from '../../scenario/statements/together.ts';
import { compilesVerb } from '../../scenario/verb.ts';

compilesVerb('for each', compileForEach);
compilesVerb('together', compileTogether);
compilesVerb('schedule', compileSchedule);
compilesVerb('cancel', compileCancel);
runsVerb('for each', runForEach);
runsVerb('together', runTogether);
runsVerb('schedule', runSchedule);
runsVerb('cancel', runCancel);
