import { normaliseClient, readAllowedClients, type AllowedClients } from './allowed-clients.ts';
import { clouds, type Cloud, type CloudName } from './clouds.ts';
import { listProblems } from './list-problems.ts';
import {
  epochProblems,
  providerProblems,
  publicUrlProblems,
  secretProblems,
  upstreamProblems,
} from './problems.ts';
import { readProviders, type ProviderName, type ProviderSettings } from './provider-names.ts';
import { schema, type Settings } from './settings.ts';
import { misspeltNameProblems } from './misspelt-names.ts';
import { nameProblems, type KnownNames } from './name-problems.ts';

/** The parsed settings (see docs/settings.md). */
export type Config = {
  /** Canonical origin and issuer, without a trailing slash. */
  readonly publicUrl: string;
  readonly entra: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly credential: 'federated' | 'certificate' | 'secret';
    readonly clientSecretFile: string | undefined;
    /** OpenID metadata (JSON) that replaces the cloud's own metadata. Used only with stand-ins on loopback. */
    readonly authorityMetadata: string | undefined;
  };
  readonly managedIdentityClientId: string | undefined;
  /** The file that holds the Kubernetes pod's token, if workload identity replaces the managed identity. */
  readonly federatedTokenFile: string | undefined;
  readonly keyVaultUrl: string | undefined;
  readonly sealRootFile: string | undefined;
  readonly stateTablesUrl: string | undefined;
  readonly cloudName: CloudName;
  readonly cloud: Cloud;
  readonly allowedTenants: readonly string[];
  readonly allowGuests: boolean;
  readonly allowedDirectClients: readonly string[];
  readonly allowedRedirectUris: readonly string[];
  readonly allowedClients: AllowedClients;
  /** Client classes and ids that are refused. */
  readonly deniedClients: readonly string[];
  /** Registrations created before this time, in seconds since 1970, are invalid. */
  readonly registrationEpoch: number | undefined;
  readonly dynamicRegistration: boolean;
  readonly cimd: boolean;
  readonly allowedOrigins: readonly string[];
  readonly toolsets: readonly string[] | 'all';
  readonly enabledTools: readonly string[] | 'all';
  readonly readOnly: boolean;
  readonly externalSend: 'allow' | 'confirm' | 'approve' | 'deny';
  readonly graphBeta: boolean;
  /** The MCP server whose tool names are accepted as aliases for Portico's tools. */
  readonly legacyToolNames: 'msgraph-mcp' | 'm365-mcp-server' | 'spotify' | undefined;
  /** The enabled providers of linked accounts. */
  readonly providers: Readonly<Partial<Record<ProviderName, ProviderSettings>>>;
  /** Requests per minute on each instance; 0 means no limit. */
  readonly rateLimits: {
    readonly perPerson: number;
    readonly perAddress: number;
    readonly failures: number;
  };
  readonly requestDeadlineSeconds: number;
  readonly trustedProxyHops: number;
  /** Used only by the Node host, and only without trusted proxies; 0 means no limit. */
  readonly connectionsPerAddress: number;
  readonly telemetryConnectionString: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Allows plain http to upstreams on loopback hosts, for stand-ins, tests and benchmarks. */
  readonly loopbackUpstreams: boolean;
  readonly port: number;
  readonly host: string | undefined;
};

/** The settings, or a message for each problem. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the settings from environment variables. Empty values count as absent. Names of toolsets and tools are checked
 * only if `known` is given. `now` is in milliseconds since 1970. Does no I/O and never throws.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  known?: KnownNames,
  now = Date.now(),
): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => issue.message) };
  const settings = parsed.data;
  const publicUrl = givenPublicUrl(settings);
  const problems = [
    ...publicUrlProblems(publicUrl),
    ...upstreamProblems(settings),
    ...secretProblems(settings),
    ...epochProblems(settings, now),
    ...providerProblems(settings),
    ...listProblems(settings),
    ...misspeltNameProblems(env),
    ...(known === undefined ? [] : nameProblems(settings, known)),
  ];
  if (publicUrl === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(settings, publicUrl) };
}

function givenPublicUrl(settings: Settings): string | undefined {
  const given = settings.PUBLIC_URL ?? (settings.WEBSITE_HOSTNAME && `https://${settings.WEBSITE_HOSTNAME}`);
  return given === undefined || !URL.canParse(given) ? undefined : given;
}

function toConfig(settings: Settings, publicUrl: string): Config {
  const cloud = clouds[settings.CLOUD];
  const allowedClients = readAllowedClients(settings.ALLOWED_CLIENTS);
  return {
    publicUrl: new URL(publicUrl).origin,
    entra: {
      tenantId: settings.ENTRA_TENANT_ID.toLowerCase(),
      clientId: settings.ENTRA_CLIENT_ID.toLowerCase(),
      credential: settings.ENTRA_CREDENTIAL,
      clientSecretFile: settings.ENTRA_CLIENT_SECRET_FILE,
      authorityMetadata: settings.ENTRA_AUTHORITY_METADATA,
    },
    managedIdentityClientId: settings.AZURE_CLIENT_ID,
    federatedTokenFile: settings.AZURE_FEDERATED_TOKEN_FILE,
    keyVaultUrl: settings.KEY_VAULT_URL,
    sealRootFile: settings.SEAL_ROOT_FILE,
    stateTablesUrl: settings.STATE_TABLES_URL,
    cloudName: settings.CLOUD,
    cloud: settings.GRAPH_URL === undefined ? cloud : { ...cloud, graph: new URL(settings.GRAPH_URL).origin },
    allowedTenants: tenants(settings),
    allowGuests: settings.ALLOW_GUESTS,
    allowedDirectClients: settings.ALLOWED_DIRECT_CLIENTS.map((id) => id.toLowerCase()),
    allowedRedirectUris: settings.ALLOWED_REDIRECT_URIS,
    allowedClients,
    deniedClients: settings.DENIED_CLIENTS.map((entry) => normaliseClient(entry, allowedClients)),
    registrationEpoch: settings.REGISTRATION_EPOCH,
    dynamicRegistration: settings.DYNAMIC_REGISTRATION,
    cimd: settings.CIMD,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    toolsets: settings.TOOLSETS,
    enabledTools: settings.ENABLED_TOOLS,
    readOnly: settings.READ_ONLY,
    externalSend: settings.EXTERNAL_SEND,
    graphBeta: settings.GRAPH_BETA,
    legacyToolNames: settings.LEGACY_TOOL_NAMES === 'off' ? undefined : settings.LEGACY_TOOL_NAMES,
    providers: readProviders(settings),
    rateLimits: {
      perPerson: settings.RATE_LIMIT_PER_PERSON,
      perAddress: settings.RATE_LIMIT_PER_ADDRESS,
      failures: settings.RATE_LIMIT_FAILURES,
    },
    requestDeadlineSeconds: settings.REQUEST_DEADLINE_SECONDS,
    trustedProxyHops: settings.TRUSTED_PROXY_HOPS,
    connectionsPerAddress: settings.CONNECTIONS_PER_ADDRESS,
    telemetryConnectionString: settings.APPLICATIONINSIGHTS_CONNECTION_STRING,
    logLevel: settings.LOG_LEVEL,
    loopbackUpstreams: settings.ALLOW_LOOPBACK_UPSTREAMS,
    port: settings.PORT,
    host: settings.HOST,
  };
}

function tenants(settings: Settings): readonly string[] {
  const others = settings.ALLOWED_TENANTS.map((id) => id.toLowerCase());
  return [...new Set([settings.ENTRA_TENANT_ID.toLowerCase(), ...others])];
}
