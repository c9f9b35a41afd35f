import { setTimeout as sleep } from 'node:timers/promises';

import type { Portico } from '../app/portico.ts';
import { withTimeout } from '../base/until-aborted.ts';
import type { Config } from '../config/config.ts';
import { ANSWER_MARGIN_SECONDS } from '../http/request-deadline.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { createLog } from '../telemetry/log.ts';
import type { Log, WriteLine } from '../telemetry/telemetry-types.ts';
import { defaultLimits } from './node/host-limits.ts';
import { listenNode, type NodeHost } from './node.ts';
import { stopOnSignal, giveUp, explainListenError, type StopTimes } from './process.ts';

const PURGE_EVERY_MINUTES = 10;

/** With the times below, stopping takes less than the 10 s after which `docker stop` kills the process. */
export const stopTimes: StopTimes = { linger: 2, grace: 6 };

/**
 * How long aborted calls have to write their outcome to the audit trail: longer than the grace period of
 * `withDeadline`.
 */
const ABORTED_MS = 500;

/** Time to close everything except the server after all requests have finished. */
const CLOSE_MS = 1_000;

export type Run = {
  readonly portico: Portico;
  readonly config: Config;
  readonly hosts: readonly [string, ...string[]];
  readonly write: WriteLine;
  /** Stops everything in this process except the server. */
  readonly close?: () => Promise<void>;
};

/**
 * Serves until a signal stops the server. Resolves once the server is listening; if it cannot listen, exits with an
 * explanation.
 */
export async function runNode({ portico, config, hosts, write, close }: Run): Promise<NodeHost> {
  const log = createLog({ write, level: config.logLevel, now: Date.now });
  const host = await listenNode({
    app: portico.app,
    publicUrl: config.publicUrl,
    port: config.port,
    hosts,
    limits: {
      ...defaultLimits,
      answer: config.requestDeadlineSeconds + ANSWER_MARGIN_SECONDS,
      connectionsPerAddress: config.connectionsPerAddress,
    },
    trustedProxyHops: config.trustedProxyHops,
    log,
  }).catch((error: unknown) => giveUp([explainListenError(error, config.port)]));
  const purging = purgeRegularly(portico, log);
  stopOnSignal(
    {
      drain: () => {
        portico.draining();
        host.drain();
      },
      stop: async (graceSeconds) => {
        clearInterval(purging);
        const finished = await host.close(graceSeconds);
        if (!finished) await sleep(ABORTED_MS);
        await withTimeout(CLOSE_MS, () => Promise.allSettled([portico.close(), close?.()])).catch(() => {});
        return finished;
      },
    },
    stopTimes,
    log,
  );
  return host;
}

function purgeRegularly(portico: Portico, log: Log): NodeJS.Timeout {
  const purge = () =>
    void portico.purge().catch((error: unknown) => log.warn('purge failed', errorFields(error)));
  const timer = setInterval(purge, PURGE_EVERY_MINUTES * 60_000);
  return timer.unref();
}
