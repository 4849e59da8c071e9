import { addClientDeeds } from '../../components/client/client-deeds.ts';
import { addServiceDeeds } from '../../components/service/service-deeds.ts';
import '../../scenario/interventions/contract.ts';
import '../../scenario/interventions/process.ts';
import '../../scenario/interventions/secrets.ts';
import '../../scenario/interventions/stores.ts';
import '../../scenario/interventions/workload.ts';
import '../interventions/process-control.ts';
import '../interventions/store-control.ts';

addClientDeeds();
addServiceDeeds();
