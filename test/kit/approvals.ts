import { randomBytes } from 'node:crypto';

import { createApprovals, type Approvals } from '../../src/calls/confirmation/approvals.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { openSealer } from './sealer.ts';

/** Approvals in memory, without a limit. `now` is in milliseconds. */
export function openApprovals(now: () => number = Date.now): Approvals {
  return createApprovals({
    sealer: openSealer(now),
    store: createMemoryStore({ now }),
    publicUrl: 'https://portico.example',
    limit: { wait: () => 0, count: () => {} },
    now,
    random: randomBytes,
  });
}
