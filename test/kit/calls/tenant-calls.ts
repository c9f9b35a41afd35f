import { randomBytes } from 'node:crypto';

import type { DigestedToken } from '../../../src/base/sha256.ts';
import { createCalls } from '../../../src/calls/calls.ts';
import { createCatalogue } from '../../../src/calls/catalogue/tool-catalogue.ts';
import { createConfirmations } from '../../../src/calls/confirmation/confirmation.ts';
import { createCursors } from '../../../src/calls/cursors.ts';
import { createTextReader } from '../../../src/documents/text-reader.ts';
import { createBatch } from '../../../src/graph/batch.ts';
import { createTransfer } from '../../../src/graph/content/transfer.ts';
import { createGraph } from '../../../src/graph/graph-client.ts';
import { createGraphLimits } from '../../../src/graph/limits/graph-limits.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import { silentTelemetry } from '../../../src/telemetry/silent.ts';
import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { openApprovals } from '../approvals.ts';
import { noLinkedAccounts } from '../linked/no-linked-accounts.ts';
import { silentLog } from '../logs/log-to.ts';
import { openSealer } from '../sealer.ts';

/** The page where the demo tenant's administrator grants permissions. */
export const ADMIN_CONSENT_URL = 'https://login.example/adminconsent';

/** Runs all tools against a Graph stand-in that accepts object ids as tokens. Waits take no time. */
export function openTenantCalls(tenant: {
  readonly origin: string;
  readonly thread: URL | undefined;
  readonly policy: Policy;
  readonly scopesOf: (oid: string) => readonly string[];
  readonly now: () => Date;
}) {
  const now = () => tenant.now().getTime();
  const parts = {
    now,
    random: randomBytes,
    limits: createGraphLimits(now),
    pause: async (_ms: number, signal: AbortSignal) => signal.throwIfAborted(),
    origin: tenant.origin,
    telemetry: silentTelemetry,
    log: silentLog,
  };
  const graph = createGraph(parts);
  return createCalls({
    ...parts,
    policy: tenant.policy,
    config: { requestDeadlineSeconds: 60, cloud: { graph: tenant.origin }, cloudName: 'public' },
    catalogue: createCatalogue(catalogue, async (tool) => tool),
    confirmations: createConfirmations({
      sealer: openSealer(now),
      store: createMemoryStore({ now }),
      now,
      random: randomBytes,
    }),
    approvals: openApprovals(now),
    linked: noLinkedAccounts({ now }),
    cursors: createCursors({ sealer: openSealer(now) }),
    audit: () => {},
    adminConsentUrl: () => ADMIN_CONSENT_URL,
    rememberChallenge: async () => {},
    graph,
    batch: createBatch({ ...parts, graph }),
    transfer: createTransfer({ ...parts, loopback: true }),
    readText: createTextReader(tenant.thread),
    onBehalfOf: async ({ assertion: { token } }: { assertion: DigestedToken }) => ({
      token,
      scopes: tenant.scopesOf(token),
      expiresAt: 0,
    }),
  });
}
