import type { Config } from '../config/config.ts';
import { createReadiness, healthz, readyz, type Readiness } from '../http/health.ts';
import { limitAddresses } from '../http/limits/address-limits.ts';
import type { App, Handler } from '../http/request-context.ts';
import { serve } from '../http/serve-routes.ts';
import { errorPage } from '../pages/error-page.ts';
import { contentSecurityPolicy } from '../pages/layout.ts';
import { routes, type RouteName } from '../routes.ts';
import { purge } from '../state/purge.ts';
import type { Store } from '../state/store.ts';
import type { StartableTelemetry } from '../telemetry/application-insights.ts';
import type { Environment } from './environment.ts';
import { createFoundations } from './foundations.ts';
import { createHandlers } from './handlers.ts';

export type Portico = {
  readonly app: App;
  /** Returns whether calls can be served and, if not, one sentence per problem. */
  ready(): Promise<Readiness>;
  /** Deletes expired rows. */
  purge(): Promise<void>;
  /** Makes `/readyz` fail from now on. Calls are still served. */
  draining(): void;
  /** Sends buffered telemetry. */
  close(): Promise<void>;
};

/** Maximum duration of one purge in milliseconds. The next purge continues where this purge stopped. */
const PURGE_MS = 60_000;

/** Creates the application. Does no I/O and never throws. */
export function createPortico(
  config: Config,
  overrides: Partial<Environment> & Pick<Environment, 'write'>,
): Portico {
  const environment: Environment = {
    written: () => Promise.resolve(),
    now: Date.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    ...overrides,
  };
  const { now, written } = environment;
  const foundations = createFoundations(config, environment);
  const { telemetry, log, store, plainStore, ring, entra } = foundations;
  const state = { draining: false, rest: undefined as Awaited<ReturnType<typeof purge>>['rest'] };

  const readiness = createReadiness(
    [
      { name: 'The seal root', run: () => ring.ready() },
      { name: 'Entra', run: () => entra.ready() },
      { name: 'State', run: () => checkReachable(store) },
    ],
    now,
  );
  const ready = async (): Promise<Readiness> =>
    state.draining ? { ok: false, problems: ['This instance is stopping.'] } : readiness();

  const handlers: Record<RouteName, Handler> = {
    ...createHandlers(config, environment, foundations),
    healthz,
    health: healthz,
    readyz: () => readyz(ready),
  };
  const limited = limitAddresses({ ...config.rateLimits, now });
  const app = serve({
    publicUrl: config.publicUrl,
    routes,
    handle: (name, request, requestContext) =>
      limited(name, requestContext.address, () => handlers[name as RouteName](request, requestContext)),
    errorPage,
    contentSecurityPolicy,
    log,
    written,
    telemetry,
    now,
  });

  return {
    app: startTelemetryAfterFirstResponse(app, telemetry),
    ready,
    purge: async () => {
      const signal = AbortSignal.timeout(PURGE_MS);
      const { removed, rest } = await purge(plainStore, { now, signal, from: state.rest });
      state.rest = rest;
      log.info('purged', { removed, finished: rest === undefined });
    },
    draining: () => {
      state.draining = true;
    },
    close: () => telemetry.close(),
  };
}

/** Reads a row that does not exist: any response shows that the store is reachable. */
async function checkReachable(store: Store): Promise<void> {
  await store.get({ table: 'blocks', partition: 'probe', id: 'probe' });
}

/** Starts telemetry after the first response, because loading the SDK takes a second of CPU time. */
function startTelemetryAfterFirstResponse(app: App, telemetry: StartableTelemetry): App {
  let started = false;
  return async (request, requestContext) => {
    const response = await app(request, requestContext);
    if (!started) {
      started = true;
      setImmediate(() => void telemetry.start());
    }
    return response;
  };
}
