import { createCalls } from '../calls/calls.ts';
import { createApprovals, type Approvals } from '../calls/confirmation/approvals.ts';
import { createConfirmations } from '../calls/confirmation/confirmation.ts';
import { createCursors } from '../calls/cursors.ts';
import { createCatalogue } from '../calls/catalogue/tool-catalogue.ts';
import type { Config } from '../config/config.ts';
import { version } from '../config/version.ts';
import { createTextReader } from '../documents/text-reader.ts';
import { createBatch } from '../graph/batch.ts';
import { createTransfer } from '../graph/content/transfer.ts';
import { createGraph } from '../graph/graph-client.ts';
import { createGraphLimits } from '../graph/limits/graph-limits.ts';
import { createCookieJar } from '../http/cookies.ts';
import { healthz, readyz, type Readiness } from '../http/health.ts';
import { createRateLimit } from '../http/limits/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';
import { createMcp } from '../mcp/create-mcp.ts';
import { createClientMetadataFetcher } from '../oauth/clients/metadata-document/fetcher.ts';
import { createOAuth } from '../oauth/oauth.ts';
import { createAuthenticator } from '../oauth/tokens/access-token.ts';
import { createAdmission } from '../oauth/tokens/admission.ts';
import { createFamilies } from '../oauth/tokens/family.ts';
import { createPendingClaims } from '../oauth/tokens/pending-claims.ts';
import { withAddressPage } from '../pages/address-page.ts';
import { createLanding } from '../pages/landing-page.ts';
import { withBlocks } from '../policy/block-rules.ts';
import { createPolicy } from '../policy/policy.ts';
import type { RouteName } from '../routes.ts';
import { configureProviders } from '../linked/configured-provider.ts';
import { createLinkedAccounts, type LinkedAccounts } from '../linked/linked-accounts.ts';
import { allProviders } from '../linked/providers/all-providers.ts';
import { providerScopesOf } from '../tools/provider-scopes.ts';
import { linkedToolRecords, loadTool, toolRecords } from '../tools/tool-records.gen.ts';
import { scopesOf } from '../tools/scopes.ts';
import type { ToolRecord } from '../tools/tool-record.ts';
import type { Environment } from './environment.ts';
import type { Foundations } from './foundations.ts';

export type Handler = (request: Request, requestContext: RequestContext) => Promise<Response>;

/** Creates the handler for each route. */
export function createHandlers(
  config: Config,
  environment: Environment,
  foundations: Foundations,
  readiness: () => Promise<Readiness>,
): Record<RouteName, Handler> {
  const { now, random, network } = environment;
  const { log, audit, telemetry, sealer, store, blocks, entra } = foundations;
  const families = createFamilies({ store, now, random });
  const pendingClaims = createPendingClaims({ store, families, now, log });
  const limitPerPerson = () => createRateLimit({ perMinute: config.rateLimits.perPerson, now });
  const authenticate = createAdmission({
    authenticate: createAuthenticator({ config, sealer, families, verify: entra.verify, now }),
    blocks,
    calls: limitPerPerson(),
    audit,
    now,
  });
  const approvals = createApprovals({
    sealer,
    store,
    publicUrl: config.publicUrl,
    limit: createRateLimit({ perMinute: approvalsPerMinute(config), now }),
    now,
    random,
  });
  const linked = openLinkedAccounts(config, environment, foundations);
  const oauth = createOAuth({
    config,
    sealer,
    store,
    approvals,
    linked,
    families,
    pendingClaims,
    signIn: entra.signIn,
    authenticate,
    cookies: createCookieJar(config.publicUrl),
    blocks,
    refreshes: limitPerPerson(),
    scopes: scopesOf(toolRecords, config),
    fetchClientMetadata: createClientMetadataFetcher({ now, log, telemetry, ...network }),
    audit,
    log,
    now,
    random,
  });
  // True for the tools of enabled providers.
  const isOn = ({ provider }: ToolRecord) => provider !== undefined && linked.providers.has(provider);
  const records = [...toolRecords, ...linkedToolRecords.filter(isOn)];
  const tools = createCatalogue(records, loadTool);
  const policy = withBlocks(createPolicy(config, records), {
    blocked: () => blocks.latest(),
    now,
    tools: records,
  });
  const calls = createToolCalls(config, environment, foundations, {
    tools,
    policy,
    approvals,
    linked,
    rememberChallenge: pendingClaims.rememberChallenge,
  });
  const mcp = createMcp({
    config,
    serverInfo: { name: 'portico', title: 'Portico for Microsoft 365', version },
    authenticate,
    catalogue: tools,
    calls,
    newSessionId: linked.providers.size > 0 ? () => Buffer.from(random(16)).toString('base64url') : undefined,
  });
  return {
    landing: createLanding(config.publicUrl, [...linked.providers.values()]),
    mcp: withAddressPage(config.publicUrl, mcp.mcp),
    sse: withAddressPage(config.publicUrl, mcp.sse),
    ...oauth,
    healthz: () => healthz(),
    health: () => healthz(),
    readyz: () => readyz({ readiness }),
  };
}

function openLinkedAccounts(
  config: Config,
  { now }: Environment,
  { vault, wrappingKey, sealer, store, telemetry, log }: Foundations,
): LinkedAccounts {
  const scopesOf = (name: string) => providerScopesOf(linkedToolRecords, name, config);
  const providers = configureProviders(config, allProviders, scopesOf);
  const { publicUrl } = config;
  return createLinkedAccounts({
    providers,
    vault,
    wrappingKey,
    sealer,
    store,
    publicUrl,
    telemetry,
    log,
    now,
  });
}

/**
 * Maximum number of approvals per user per minute. Limited, because each approval takes the user's attention and up to
 * 16 kB of state. If the call rate is unlimited, so is the approval rate.
 */
const APPROVALS_PER_MINUTE = 20;

function approvalsPerMinute({ rateLimits }: Config): number {
  return Math.min(rateLimits.perPerson, APPROVALS_PER_MINUTE);
}

type CallRules = {
  readonly tools: ReturnType<typeof createCatalogue>;
  readonly policy: ReturnType<typeof createPolicy>;
  readonly approvals: Approvals;
  readonly linked: LinkedAccounts;
  readonly rememberChallenge: ReturnType<typeof createPendingClaims>['rememberChallenge'];
};

/** Creates the tool runner and the Graph clients that it uses. */
function createToolCalls(
  config: Config,
  { now, random, textThread }: Environment,
  { log, audit, telemetry, sealer, store, entra }: Foundations,
  { tools, policy, approvals, linked, rememberChallenge }: CallRules,
) {
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
    config,
    catalogue: tools,
    policy,
    cursors: createCursors({ sealer }),
    confirmations: createConfirmations({ sealer, store, now, random }),
    approvals,
    linked,
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
    rememberChallenge,
  });
}
