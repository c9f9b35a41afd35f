import type { Config } from '../config/config.ts';
import { createEntra } from '../entra/entra.ts';
import { createTextReader } from '../documents/text-reader.ts';
import { createBatch } from '../graph/batch.ts';
import { createGraphLimits } from '../graph/limits/graph-limits.ts';
import { createGraph } from '../graph/graph-client.ts';
import { createCalls } from '../calls/calls.ts';
import { createCursors } from '../calls/cursors.ts';
import { createCatalogue } from '../calls/tool-catalogue.ts';
import { createTransfer } from '../graph/content/transfer.ts';
import { limitAddresses } from '../http/limits/address-limits.ts';
import type { App, RequestContext } from '../http/request-context.ts';
import { createCookieJar } from '../http/cookies.ts';
import { createReadiness, healthz, readyz, type Readiness } from '../http/health.ts';
import { createRateLimit } from '../http/limits/rate-limit.ts';
import { serve } from '../http/serve-routes.ts';
import { createMcp } from '../mcp/create-mcp.ts';
import { createAuthenticator } from '../oauth/tokens/access-token.ts';
import { createAdmission } from '../oauth/tokens/admission.ts';
import type { Network } from '../oauth/clients/metadata-document/download-document.ts';
import { createClientMetadataFetcher } from '../oauth/clients/metadata-document/fetcher.ts';
import { createOAuth } from '../oauth/oauth.ts';
import { createFamilies } from '../oauth/tokens/family.ts';
import { createPendingClaims } from '../oauth/tokens/pending-claims.ts';
import { createLanding } from '../pages/landing-page.ts';
import { contentSecurityPolicy } from '../pages/layout.ts';
import { errorPage } from '../pages/error-page.ts';
import { withBlocks } from '../policy/block-rules.ts';
import { createPolicy } from '../policy/policy.ts';
import { routes, type RouteName } from '../routes.ts';
import { createKeyRing } from '../secrets/key-ring.ts';
import { openIdentity } from '../secrets/identity.ts';
import { openVault } from '../secrets/open-vault.ts';
import { createSealer } from '../secrets/sealer.ts';
import { createAuthenticatedStore } from '../state/authenticated-store.ts';
import { createBlockSnapshot } from '../state/block-snapshot.ts';
import { createMemoryStore } from '../state/memory.ts';
import { purge } from '../state/purge.ts';
import type { Store } from '../state/store.ts';
import { createTableStore } from '../state/tables.ts';
import { createTelemetry, type StartableTelemetry } from '../telemetry/application-insights.ts';
import { createAudit } from '../telemetry/audit.ts';
import { createLog } from '../telemetry/log.ts';
import { silentTelemetry } from '../telemetry/silent.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { catalogue } from '../tools/catalogue.gen.ts';
import { scopesOf } from '../tools/scopes.ts';
import { version } from '../config/version.ts';

/** What the world outside gives: where lines go, what time it is (milliseconds since 1970), and randomness. */
export type Outside = {
  readonly write: (line: string) => void;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** How the metadata documents of clients are fetched: from the internet where nothing else is said. */
  readonly network?: Partial<Network>;
  /** The program of the thread that takes the text out of files; without it only text as it is can be read. */
  readonly textThread?: URL | undefined;
};

/** The whole house, opened. */
export type Portico = {
  readonly app: App;
  /** Whether calls can be served, with a sentence for each thing that is missing. */
  ready(): Promise<Readiness>;
  /** Removes what has expired. */
  purge(): Promise<void>;
  /** From now on `/readyz` says no, while calls are still served. */
  draining(): void;
  /** Sends what telemetry is left. */
  close(): Promise<void>;
};

/** How long one purge may run before the next one goes on where it stopped, in milliseconds. */
const PURGE_MS = 60_000;

/** Opens the house: every part once, each given the few things that it needs. Does no I/O and never throws. */
export function createPortico(config: Config, given: Partial<Outside> & Pick<Outside, 'write'>): Portico {
  const outside: Outside = {
    now: Date.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    ...given,
  };
  const parts = foundations(config, outside);
  const { telemetry, log, store, ring, entra } = parts;
  const state = { draining: false, rest: undefined as Awaited<ReturnType<typeof purge>>['rest'] };

  const readiness = createReadiness(
    [
      { name: 'The seal root', run: () => ring.ready() },
      { name: 'Entra', run: () => entra.ready() },
      { name: 'State', run: () => reachable(store) },
    ],
    outside.now,
  );
  const ready = async (): Promise<Readiness> =>
    state.draining ? { ok: false, problems: ['This instance is stopping.'] } : readiness();

  const limited = limitAddresses({ ...config.rateLimits, now: outside.now });
  const handlers = createHandlers(config, { ...parts, ...outside, readiness: ready });
  const app = serve({
    publicUrl: config.publicUrl,
    routes,
    handle: (name, request, requestContext) =>
      limited(name, requestContext.address, () => handlers[name as RouteName](request, requestContext)),
    errorPage,
    contentSecurityPolicy,
    log,
    telemetry,
    now: outside.now,
  });

  return {
    app: startingTelemetry(app, telemetry),
    ready,
    purge: async () => {
      const signal = AbortSignal.timeout(PURGE_MS);
      const { removed, rest } = await purge(parts.bareStore, { now: outside.now, signal, from: state.rest });
      state.rest = rest;
      log.info('purged', { removed, finished: rest === undefined });
    },
    draining: () => {
      state.draining = true;
    },
    close: () => telemetry.close(),
  };
}

/** What everything else stands on. */
function foundations(config: Config, { write, now, random }: Outside) {
  const log = createLog({ write, level: config.logLevel, now });
  const audit = createAudit({ write, now, random });
  const identity = openIdentity(config);
  const telemetry = openTelemetry(config, { identity, log, now });
  const vault = openVault({ config, identity, telemetry });
  const ring = createKeyRing({ vault, name: 'seal-root', now });
  const sealer = createSealer({ ring, issuer: config.publicUrl, now });
  const bareStore = openStore(config, { identity, telemetry, now });
  const store = createAuthenticatedStore(bareStore, sealer, log);
  const blocks = createBlockSnapshot({ store: bareStore, now, log });
  const entra = createEntra({ config, vault, identity, now, log, telemetry });
  return { log, audit, telemetry, vault, ring, sealer, bareStore, store, blocks, entra };
}

type Foundations = ReturnType<typeof foundations>;
type Identity = ReturnType<typeof openIdentity>;

function openTelemetry(
  config: Config,
  needs: { identity: Identity; log: Log; now: () => number },
): StartableTelemetry {
  const { telemetryConnectionString: connectionString, managedIdentityClientId } = config;
  if (connectionString === undefined) {
    return { ...silentTelemetry, start: () => Promise.resolve(), close: () => Promise.resolve() };
  }
  const identity = managedIdentityClientId === undefined ? undefined : needs.identity;
  return createTelemetry({ ...needs, connectionString, identity, version });
}

function openStore(
  config: Config,
  needs: { identity: Identity; telemetry: Telemetry; now: () => number },
): Store {
  const { stateTablesUrl: url, loopbackUpstreams: loopback } = config;
  return url === undefined ? createMemoryStore(needs) : createTableStore({ url, loopback, ...needs });
}

/** Reads a row that does not exist: an answer, whatever it is, shows that the store can be reached. */
async function reachable(store: Store): Promise<void> {
  await store.get({ table: 'blocks', partition: 'probe', id: 'probe' });
}

/** Loading the telemetry SDK costs a second of CPU, so it waits for the first answer. */
function startingTelemetry(app: App, telemetry: StartableTelemetry): App {
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

type Handler = (request: Request, requestContext: RequestContext) => Promise<Response>;
type HandlerNeeds = Foundations & Outside & { readonly readiness: () => Promise<Readiness> };

/** Who answers each route. */
function createHandlers(config: Config, needs: HandlerNeeds): Record<RouteName, Handler> {
  const { entra, blocks, now } = needs;
  const { log, audit, sealer, store, random, network } = needs;
  const families = createFamilies({ store, now, random });
  const perPerson = () => createRateLimit({ perMinute: config.rateLimits.perPerson, now });
  const authenticate = createAdmission({
    authenticate: createAuthenticator({ config, sealer, families, verify: entra.verify, now }),
    blocks,
    calls: perPerson(),
    audit,
    now,
  });
  const pendingClaims = createPendingClaims({ store, families, now, log });
  const oauth = createOAuth({
    config,
    sealer,
    store,
    families,
    pendingClaims,
    signIn: entra.signIn,
    authenticate,
    cookies: createCookieJar(config.publicUrl),
    blocks,
    refreshes: perPerson(),
    scopes: scopesOf(catalogue),
    fetchClientMetadata: createClientMetadataFetcher({ now, log, telemetry: needs.telemetry, ...network }),
    audit,
    log,
    now,
    random,
  });
  const graphNeeds = {
    ...needs,
    origin: config.cloud.graph,
    limits: createGraphLimits(now),
    // A request that hangs leaves time for another one.
    silenceMs: Math.ceil((config.requestDeadlineSeconds * 2_000) / 3),
  };
  const graph = createGraph(graphNeeds);
  const tools = createCatalogue(catalogue);
  const policy = withBlocks(createPolicy(config), { blocked: () => blocks.latest(), now });
  const calls = createCalls({
    config,
    catalogue: tools,
    policy,
    cursors: createCursors(needs),
    graph,
    batch: createBatch({ ...graphNeeds, graph }),
    transfer: createTransfer({ ...graphNeeds, loopback: config.loopbackUpstreams }),
    readText: createTextReader(needs.textThread),
    onBehalfOf: entra.onBehalfOf,
    audit: needs.audit,
    telemetry: needs.telemetry,
    log: needs.log,
    now,
    adminConsentUrl: (tid) => entra.signIn.adminConsentUrl(tid),
    rememberChallenge: pendingClaims.rememberChallenge,
  });
  const { mcp, sse } = createMcp({
    config,
    serverInfo: { name: 'portico', title: 'Portico for Microsoft 365', version },
    authenticate,
    catalogue: tools,
    policy,
    calls,
  });
  return {
    landing: createLanding(config.publicUrl),
    mcp,
    sse,
    ...oauth,
    healthz: () => healthz(),
    health: () => healthz(),
    readyz: () => readyz(needs),
  };
}
