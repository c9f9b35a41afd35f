import { randomBytes } from 'node:crypto';

import { createApprovals, type Approvals } from '../../src/calls/confirmation/approvals.ts';
import { createMemoryStore } from '../../src/state/memory.ts';
import { openSealer } from './sealer.ts';

/** Creates approvals that are stored in memory and not rate-limited. `now` is in milliseconds. */
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
