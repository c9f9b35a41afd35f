import { randomText } from '../base/random.ts';
import { createApprovals, type Approvals } from '../calls/confirmation/approvals.ts';
import { createCatalogue } from '../calls/catalogue/tool-catalogue.ts';
import type { Config } from '../config/config.ts';
import { version } from '../config/version.ts';
import { createCookieJar } from '../http/cookies.ts';
import { createRateLimit } from '../http/limits/rate-limit.ts';
import type { Handler } from '../http/request-context.ts';
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
import { openCalls } from './open-calls.ts';

/** Number of random bytes in a session id, after its prefix (see `session-hint.ts`). */
const SESSION_ID_BYTES = 16;

/** Creates the handlers for all routes except the health routes. */
export function createHandlers(
  config: Config,
  environment: Environment,
  foundations: Foundations,
): Record<Exclude<RouteName, 'healthz' | 'health' | 'readyz'>, Handler> {
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
  const approvals = openApprovals(config, environment, foundations);
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
  const records = enabledTools(linked);
  const catalogue = createCatalogue(records, loadTool);
  const policy = withBlocks(createPolicy(config, records), {
    blocked: () => blocks.latest(),
    now,
    tools: records,
  });
  const { rememberChallenge } = pendingClaims;
  const shared = { catalogue, policy, approvals, linked, rememberChallenge };
  const mcp = createMcp({
    config,
    serverInfo: { name: 'portico', title: 'Portico for Microsoft 365', version },
    authenticate,
    catalogue,
    calls: openCalls(config, environment, foundations, shared),
    newSessionId: linked.providers.size > 0 ? () => randomText(random, SESSION_ID_BYTES) : undefined,
  });
  return {
    landing: createLanding(config.publicUrl, [...linked.providers.values()]),
    mcp: withAddressPage(config.publicUrl, mcp.mcp),
    sse: withAddressPage(config.publicUrl, mcp.sse),
    ...oauth,
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

/** Returns the tools for Microsoft 365 and for the enabled providers. */
function enabledTools({ providers }: LinkedAccounts): readonly ToolRecord[] {
  const isEnabled = ({ provider }: ToolRecord) => provider !== undefined && providers.has(provider);
  return [...toolRecords, ...linkedToolRecords.filter(isEnabled)];
}

/**
 * Maximum number of approval requests per user per minute, because each request needs the user's attention and up to 16
 * kB of state. If the call rate is unlimited, the rate of approval requests is unlimited too.
 */
const APPROVALS_PER_MINUTE = 20;

function openApprovals(
  { publicUrl, rateLimits }: Config,
  { now, random }: Environment,
  { sealer, store }: Foundations,
): Approvals {
  const perMinute = Math.min(rateLimits.perPerson, APPROVALS_PER_MINUTE);
  return createApprovals({
    sealer,
    store,
    publicUrl,
    limit: createRateLimit({ perMinute, now }),
    now,
    random,
  });
}
