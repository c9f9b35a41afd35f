import { z } from 'zod';

import { cloudNames, clouds, type Cloud, type CloudName } from './cloud.ts';

/** Every setting of Portico, parsed; the table in docs/settings.md says what each means. */
export type Config = {
  /** Canonical origin and issuer, without a trailing slash. */
  readonly publicUrl: string;
  readonly entra: {
    readonly tenantId: string;
    readonly clientId: string;
    readonly credential: 'federated' | 'certificate' | 'secret';
    readonly clientSecretFile: string | undefined;
    /** OpenID metadata (JSON) in place of the cloud's own; loopback stand-ins only. */
    readonly authorityMetadata: string | undefined;
  };
  readonly managedIdentityClientId: string | undefined;
  readonly keyVaultUrl: string | undefined;
  readonly sealRootFile: string | undefined;
  readonly stateTablesUrl: string | undefined;
  readonly cloudName: CloudName;
  readonly cloud: Cloud;
  readonly allowedTenants: readonly string[];
  readonly allowGuests: boolean;
  readonly allowedDirectClients: readonly string[];
  readonly allowedRedirectUris: readonly string[];
  readonly allowedClients: readonly string[];
  readonly dynamicRegistration: boolean;
  readonly cimd: boolean;
  readonly allowedOrigins: readonly string[];
  readonly toolsets: readonly string[] | 'all';
  readonly enabledTools: readonly string[] | 'all';
  readonly readOnly: boolean;
  readonly externalSend: 'allow' | 'confirm' | 'approve' | 'deny';
  readonly graphBeta: boolean;
  readonly legacyToolNames: boolean;
  readonly requestDeadlineSeconds: number;
  readonly trustedProxyHops: number;
  readonly telemetryConnectionString: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Whether plain-http upstreams on loopback are allowed: stand-ins, tests, benchmarks. */
  readonly loopbackUpstreams: boolean;
  readonly port: number;
  readonly host: string | undefined;
};

/** The settings as read, or every sentence that says what to mend; a wrong setting never throws. */
export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

const guid = (name: string) =>
  z
    .string(`${name} is missing: give the GUID that Entra shows on the app registration's overview page.`)
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, `${name} must be a GUID.`);

const flag = (name: string, fallback: boolean) =>
  z
    .enum(['on', 'off', 'true', 'false'], `${name} must be on or off.`)
    .default(fallback ? 'on' : 'off')
    .transform((value) => value === 'on' || value === 'true');

const list = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''));

const listOrAll = z
  .string()
  .default('all')
  .transform((value) => (value.trim() === 'all' ? ('all' as const) : value.split(/[\s,]+/).filter(Boolean)));

const whole = (name: string, min: number, max: number, fallback: number) =>
  z.coerce
    .number(`${name} must be a whole number.`)
    .int(`${name} must be a whole number.`)
    .min(min, `${name} must be at least ${min}.`)
    .max(max, `${name} must be at most ${max}.`)
    .default(fallback);

const choice = <const T extends readonly [string, ...string[]]>(
  name: string,
  values: T,
  fallback: T[number],
) => z.enum(values, `${name} must be one of: ${values.join(', ')}.`).default(fallback as never);

const schema = z.object({
  PUBLIC_URL: z.string().optional(),
  WEBSITE_HOSTNAME: z.string().optional(),
  ENTRA_TENANT_ID: guid('ENTRA_TENANT_ID'),
  ENTRA_CLIENT_ID: guid('ENTRA_CLIENT_ID'),
  ENTRA_CREDENTIAL: choice('ENTRA_CREDENTIAL', ['federated', 'certificate', 'secret'], 'federated'),
  ENTRA_CLIENT_SECRET_FILE: z.string().optional(),
  ENTRA_AUTHORITY_METADATA: z.string().optional(),
  AZURE_CLIENT_ID: z.string().optional(),
  KEY_VAULT_URL: z.string().optional(),
  SEAL_ROOT_FILE: z.string().optional(),
  STATE_TABLES_URL: z.string().optional(),
  IDENTITY_ENDPOINT: z.string().optional(),
  GRAPH_URL: z.string().optional(),
  CLOUD: choice('CLOUD', cloudNames, 'public'),
  ALLOWED_TENANTS: list,
  ALLOW_GUESTS: flag('ALLOW_GUESTS', false),
  ALLOWED_DIRECT_CLIENTS: list,
  ALLOWED_REDIRECT_URIS: list,
  ALLOWED_CLIENTS: list,
  DYNAMIC_REGISTRATION: flag('DYNAMIC_REGISTRATION', true),
  CIMD: flag('CIMD', true),
  ALLOWED_ORIGINS: list,
  TOOLSETS: listOrAll,
  ENABLED_TOOLS: listOrAll,
  READ_ONLY: flag('READ_ONLY', false),
  EXTERNAL_SEND: choice('EXTERNAL_SEND', ['allow', 'confirm', 'approve', 'deny'], 'confirm'),
  GRAPH_BETA: flag('GRAPH_BETA', false),
  LEGACY_TOOL_NAMES: flag('LEGACY_TOOL_NAMES', false),
  REQUEST_DEADLINE_SECONDS: whole('REQUEST_DEADLINE_SECONDS', 1, 200, 45),
  TRUSTED_PROXY_HOPS: whole('TRUSTED_PROXY_HOPS', 0, 5, 0),
  APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().optional(),
  LOG_LEVEL: choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
  ALLOW_LOOPBACK_UPSTREAMS: flag('ALLOW_LOOPBACK_UPSTREAMS', false),
  PORT: whole('PORT', 0, 65_535, 7071),
  HOST: z.string().optional(),
});

type Settings = z.infer<typeof schema>;

/** The names of all settings, for the documentation and the contract tests. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** Reads the settings from an environment. Empty values count as absent. Does no I/O and never throws. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, env[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.map((issue) => issue.message) };
  const settings = parsed.data;
  const publicUrl = canonicalOrigin(settings);
  const problems = [
    ...publicUrlProblems(publicUrl),
    ...upstreamProblems(settings),
    ...secretProblems(settings),
  ];
  if (publicUrl === undefined || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: toConfig(settings, publicUrl) };
}

/** Whether a URL's host is this machine: `localhost`, `127.0.0.0/8` or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function canonicalOrigin(settings: Settings): string | undefined {
  const given = settings.PUBLIC_URL ?? (settings.WEBSITE_HOSTNAME && `https://${settings.WEBSITE_HOSTNAME}`);
  return given === undefined || !URL.canParse(given) ? undefined : given;
}

function publicUrlProblems(given: string | undefined): string[] {
  if (given === undefined) {
    return [
      'PUBLIC_URL is missing or no URL: give the origin that people reach, such as https://mcp.contoso.com.',
    ];
  }
  const url = new URL(given);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return ['PUBLIC_URL must begin with https:// (http:// only for localhost).'];
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    return ['PUBLIC_URL must be an origin only: no path, query or user name.'];
  }
  return [];
}

/** Plain http leaves the machine unprotected, so it is for stand-ins on loopback under an explicit switch. */
function upstreamProblems(settings: Settings): string[] {
  const allowed = settings.ALLOW_LOOPBACK_UPSTREAMS;
  const check = (name: string, value: string | undefined): string[] => {
    if (value === undefined || (name === 'STATE_TABLES_URL' && value === azuriteShorthand && allowed))
      return [];
    if (!URL.canParse(value)) return [`${name} must be a URL.`];
    const url = new URL(value);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && allowed && isLoopback(url.hostname)))
      return [];
    return [
      `${name} must begin with https:// (plain http only for loopback hosts with ALLOW_LOOPBACK_UPSTREAMS=true).`,
    ];
  };
  return [
    ...check('KEY_VAULT_URL', settings.KEY_VAULT_URL),
    ...check('STATE_TABLES_URL', settings.STATE_TABLES_URL),
    ...check('GRAPH_URL', settings.GRAPH_URL),
    ...(allowed ? check('IDENTITY_ENDPOINT', settings.IDENTITY_ENDPOINT) : []),
    ...authorityMetadataProblems(settings),
  ];
}

/** What Azure's tools write for a local Azurite. */
export const azuriteShorthand = 'UseDevelopmentStorage=true';

function authorityMetadataProblems(settings: Settings): string[] {
  if (settings.ENTRA_AUTHORITY_METADATA === undefined) return [];
  if (!settings.ALLOW_LOOPBACK_UPSTREAMS) {
    return ['ENTRA_AUTHORITY_METADATA is for stand-ins: it needs ALLOW_LOOPBACK_UPSTREAMS=true.'];
  }
  const metadata = authorityMetadata.safeParse(parseJson(settings.ENTRA_AUTHORITY_METADATA));
  if (!metadata.success) {
    return [
      'ENTRA_AUTHORITY_METADATA must be the JSON of an OpenID configuration (issuer, endpoints, jwks_uri).',
    ];
  }
  const { issuer: _issuer, ...endpoints } = metadata.data;
  const outside = Object.values(endpoints).filter((value) => !isLoopback(new URL(value).hostname));
  return outside.length === 0 ? [] : ['ENTRA_AUTHORITY_METADATA may name loopback endpoints only.'];
}

const authorityMetadata = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url(),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function secretProblems(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.KEY_VAULT_URL === undefined && settings.SEAL_ROOT_FILE === undefined) {
    problems.push('KEY_VAULT_URL or SEAL_ROOT_FILE is missing: without a seal root no token can be issued.');
  }
  if (
    settings.ENTRA_CREDENTIAL !== 'federated' &&
    settings.KEY_VAULT_URL === undefined &&
    !(settings.ENTRA_CREDENTIAL === 'secret' && settings.ENTRA_CLIENT_SECRET_FILE !== undefined)
  ) {
    problems.push(
      `ENTRA_CREDENTIAL=${settings.ENTRA_CREDENTIAL} needs KEY_VAULT_URL (or ENTRA_CLIENT_SECRET_FILE).`,
    );
  }
  return problems;
}

function toConfig(settings: Settings, publicUrl: string): Config {
  const cloud = clouds[settings.CLOUD];
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
    keyVaultUrl: settings.KEY_VAULT_URL,
    sealRootFile: settings.SEAL_ROOT_FILE,
    stateTablesUrl: settings.STATE_TABLES_URL,
    cloudName: settings.CLOUD,
    cloud: settings.GRAPH_URL === undefined ? cloud : { ...cloud, graph: new URL(settings.GRAPH_URL).origin },
    allowedTenants: tenants(settings),
    allowGuests: settings.ALLOW_GUESTS,
    allowedDirectClients: settings.ALLOWED_DIRECT_CLIENTS.map((id) => id.toLowerCase()),
    allowedRedirectUris: settings.ALLOWED_REDIRECT_URIS,
    allowedClients: settings.ALLOWED_CLIENTS,
    dynamicRegistration: settings.DYNAMIC_REGISTRATION,
    cimd: settings.CIMD,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    toolsets: settings.TOOLSETS,
    enabledTools: settings.ENABLED_TOOLS,
    readOnly: settings.READ_ONLY,
    externalSend: settings.EXTERNAL_SEND,
    graphBeta: settings.GRAPH_BETA,
    legacyToolNames: settings.LEGACY_TOOL_NAMES,
    requestDeadlineSeconds: settings.REQUEST_DEADLINE_SECONDS,
    trustedProxyHops: settings.TRUSTED_PROXY_HOPS,
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
