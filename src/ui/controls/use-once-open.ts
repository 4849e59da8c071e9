import { useState } from 'react';

/** Whether a panel is open or has been: until then nothing of it need be there. */
export function useOnceOpen(open: boolean): boolean {
  const [once, setOnce] = useState(open);
  if (open && !once) setOnce(true);
  return once || open;
}
