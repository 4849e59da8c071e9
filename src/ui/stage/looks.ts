import { fetchesAlso } from '../../session/fetch-kinds.ts';

/** Fetches the drawings of the kinds that a document has, with the rest that it needs. Once per page. */
export function fetchLooksToo(): void {
  fetchesAlso({ kinds: ['stream'], fetch: () => import('./kinds/stream.tsx') });
  fetchesAlso({
    kinds: ['gateway', 'esb', 'external', 'balancer', 'cache'],
    fetch: () => import('./kinds/relays.tsx'),
  });
  fetchesAlso({ kinds: ['vault'], fetch: () => import('./kinds/vault.tsx') });
  fetchesAlso({ kinds: ['registry'], fetch: () => import('./kinds/registry.tsx') });
  fetchesAlso({ kinds: ['database', 'view'], fetch: () => import('./kinds/tables.tsx') });
  fetchesAlso({ kinds: ['event-store'], fetch: () => import('./kinds/event-store.tsx') });
  fetchesAlso({ kinds: ['cdc', 'outbox-relay'], fetch: () => import('./kinds/cdc.tsx') });
  fetchesAlso({ kinds: ['queue'], fetch: () => import('./kinds/queue.tsx') });
}
