// A thread of `eventually check`. As in eventually.mjs, tsx lets Node read the sources.
import { register } from 'tsx/esm/api';

register();
await import('./seed-worker.ts');
