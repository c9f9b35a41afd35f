import { createCalls, type Calls, type CallsDependencies } from '../calls/calls.ts';
import { createConfirmations } from '../calls/confirmation/confirmation.ts';
import { createCursors } from '../calls/cursors.ts';
import type { Config } from '../config/config.ts';
import { createTextReader } from '../documents/text-reader.ts';
import { createBatch } from '../graph/batch.ts';
import { createTransfer } from '../graph/content/transfer.ts';
import { createGraph } from '../graph/graph-client.ts';
import { createGraphLimits } from '../graph/limits/graph-limits.ts';
import type { Environment } from './environment.ts';
import type { Foundations } from './foundations.ts';

/** The dependencies of `openCalls` that other handlers also use. */
type SharedDependencies = Pick<
  CallsDependencies,
  'catalogue' | 'policy' | 'approvals' | 'linked' | 'rememberChallenge'
>;

/** Creates the tool runner and the Graph clients that it uses. */
export function openCalls(
  config: Config,
  { now, random, textThread }: Environment,
  { log, audit, telemetry, sealer, store, entra }: Foundations,
  shared: SharedDependencies,
): Calls {
  const limits = createGraphLimits(now);
  const graphDependencies = {
    origin: config.cloud.graph,
    limits,
    telemetry,
    log,
    now,
    random,
    // Two thirds of a call's deadline, so that a request that hangs leaves time for a second attempt.
    silenceMs: Math.ceil((config.requestDeadlineSeconds * 2_000) / 3),
  };
  const graph = createGraph(graphDependencies);
  return createCalls({
    ...shared,
    config,
    cursors: createCursors({ sealer }),
    confirmations: createConfirmations({ sealer, store, now, random }),
    graph,
    batch: createBatch({ graph, limits, now, random }),
    transfer: createTransfer({ ...graphDependencies, loopback: config.loopbackUpstreams }),
    readText: createTextReader(textThread),
    onBehalfOf: entra.onBehalfOf,
    audit,
    telemetry,
    log,
    now,
    adminConsentUrl: entra.signIn.adminConsentUrl,
  });
}
