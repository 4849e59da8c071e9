import { useEffect } from 'react';
import { keepAddress } from '../../session/address-bar.ts';
import type { Workbench } from '../../session/workbench.ts';

/** Keeps the address bar at the workbench's moment, without adding to the history. */
export function useAddress(workbench: Workbench): void {
  useEffect(() => keepAddress(workbench, window), [workbench]);
}
