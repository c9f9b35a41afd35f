import * as z from 'zod';

import { parseJson } from '../base/json-text.ts';
import { parseUrl } from '../base/text/parse-url.ts';
import { clouds } from './clouds.ts';
import { isLoopback } from './loopback.ts';
import { clientIdSetting, providerNames, urlSetting } from './provider-names.ts';
import type { Settings } from './settings.ts';

export function publicUrlProblems(given: string | undefined): string[] {
  if (given === undefined) {
    return [
      'PUBLIC_URL is missing or not a URL: set it to the public origin, such as https://mcp.contoso.com.',
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

/** Allows only Graph itself and stand-ins, because any other host would receive all users' Graph tokens. */
function graphProblems({ GRAPH_URL, CLOUD, ALLOW_LOOPBACK_UPSTREAMS: allowed }: Settings): string[] {
  const own = clouds[CLOUD].graph;
  const problems = addressProblems('GRAPH_URL', GRAPH_URL, allowed);
  if (GRAPH_URL === undefined || problems.length > 0 || new URL(GRAPH_URL).origin === own) return problems;
  return standInProblems(
    'GRAPH_URL',
    GRAPH_URL,
    allowed,
    `Leave it out: with CLOUD=${CLOUD}, Portico calls ${own}.`,
  );
}

/** Returns problems with a stand-in's URL. The URL must have a loopback host. */
function standInProblems(
  name: string,
  value: string | undefined,
  allowed: boolean,
  advice: string,
): string[] {
  if (value === undefined) return [];
  if (!allowed)
    return [`${name} is only for stand-ins and requires ALLOW_LOOPBACK_UPSTREAMS=true. ${advice}`];
  const problems = addressProblems(name, value, allowed);
  if (problems.length > 0 || isLoopback(new URL(value).hostname)) return problems;
  return [`${name} is only for stand-ins and must have a loopback host. ${advice}`];
}

/** Returns problems with the URLs of the services that Portico calls. */
export function upstreamProblems(settings: Settings): string[] {
  const allowed = settings.ALLOW_LOOPBACK_UPSTREAMS;
  const check = (name: string, value: string | undefined) => addressProblems(name, value, allowed);
  return [
    ...check('KEY_VAULT_URL', settings.KEY_VAULT_URL),
    ...check('STATE_TABLES_URL', settings.STATE_TABLES_URL),
    ...graphProblems(settings),
    ...(allowed ? check('IDENTITY_ENDPOINT', settings.IDENTITY_ENDPOINT) : []),
    ...authorityMetadataProblems(settings),
  ];
}

/**
 * Returns problems with the URL of a service. Plain http is not encrypted, so it is allowed only for stand-ins on
 * loopback, with an explicit setting.
 */
export function addressProblems(name: string, value: string | undefined, loopback: boolean): string[] {
  if (value === undefined || (name === 'STATE_TABLES_URL' && value === azuriteShorthand && loopback))
    return [];
  const url = parseUrl(value);
  if (url === undefined) return [`${name} must be a URL.`];
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback && isLoopback(url.hostname)))
    return [
      `${name} must begin with https:// (plain http only for loopback hosts with ALLOW_LOOPBACK_UPSTREAMS=true).`,
    ];
  return [...partProblems(name, url), ...(name === 'STATE_TABLES_URL' ? tableHostProblems(url) : [])];
}

/**
 * Reports a URL that is a different endpoint of the storage account or contains the path of a table. Only Azure's own
 * host names are checked: a private endpoint or an emulator can have any name and a path.
 */
function tableHostProblems({ hostname, origin, pathname }: URL): string[] {
  const service = /\.(blob|dfs|file|queue|table)\.(?:core|storage\.azure)\./.exec(hostname)?.[1];
  if (service === undefined) return [];
  const right = origin.replace(`.${service}.`, '.table.');
  return service === 'table' && pathname === '/'
    ? []
    : [`STATE_TABLES_URL must be the table endpoint of the storage account, without a path: ${right}.`];
}

function partProblems(name: string, { search, hash, username, password, pathname, origin }: URL): string[] {
  if (search !== '' || hash !== '' || username !== '' || password !== '')
    return [`${name} must not contain a query, such as a SAS, or a user name: Portico signs in by itself.`];
  return pathname === '/' || namesWithPath.has(name)
    ? []
    : [`${name} must be an origin, such as ${origin}, without the path of a secret or an operation.`];
}

const namesWithPath: ReadonlySet<string> = new Set(['STATE_TABLES_URL', 'IDENTITY_ENDPOINT']);

/** The connection string for a local Azurite. */
export const azuriteShorthand = 'UseDevelopmentStorage=true';

function authorityMetadataProblems(settings: Settings): string[] {
  if (settings.ENTRA_AUTHORITY_METADATA === undefined) return [];
  if (!settings.ALLOW_LOOPBACK_UPSTREAMS) {
    return ['ENTRA_AUTHORITY_METADATA is only for stand-ins and requires ALLOW_LOOPBACK_UPSTREAMS=true.'];
  }
  const metadata = authorityMetadata.safeParse(parseJson(settings.ENTRA_AUTHORITY_METADATA));
  if (!metadata.success) {
    return [
      'ENTRA_AUTHORITY_METADATA must be the JSON of an OpenID configuration (issuer, endpoints, jwks_uri).',
    ];
  }
  const { issuer: _issuer, ...endpoints } = metadata.data;
  const outside = Object.values(endpoints).filter((value) => !isLoopback(new URL(value).hostname));
  return outside.length === 0 ? [] : ['ENTRA_AUTHORITY_METADATA must contain only loopback endpoints.'];
}

const authorityMetadata = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url(),
});

/** Returns problems with the seal root and the credential. */
export function secretProblems(settings: Settings): string[] {
  const problems: string[] = [];
  if (settings.KEY_VAULT_URL === undefined && settings.SEAL_ROOT_FILE === undefined) {
    problems.push('Set KEY_VAULT_URL or SEAL_ROOT_FILE: without a seal root, Portico cannot issue tokens.');
  }
  const hasVault = settings.KEY_VAULT_URL !== undefined;
  if (settings.ENTRA_CREDENTIAL === 'certificate' && !hasVault)
    problems.push('ENTRA_CREDENTIAL=certificate needs KEY_VAULT_URL: the vault holds the certificate.');
  if (settings.ENTRA_CREDENTIAL === 'secret' && !hasVault && settings.ENTRA_CLIENT_SECRET_FILE === undefined)
    problems.push('ENTRA_CREDENTIAL=secret needs KEY_VAULT_URL or ENTRA_CLIENT_SECRET_FILE.');
  if (settings.ENTRA_CLIENT_SECRET_FILE !== undefined && settings.ENTRA_CREDENTIAL !== 'secret') {
    problems.push(
      `ENTRA_CLIENT_SECRET_FILE has no effect with ENTRA_CREDENTIAL=${settings.ENTRA_CREDENTIAL}: set ENTRA_CREDENTIAL=secret, or remove ENTRA_CLIENT_SECRET_FILE.`,
    );
  }
  if (settings.AZURE_FEDERATED_TOKEN_FILE !== undefined && settings.AZURE_CLIENT_ID === undefined) {
    problems.push(
      'AZURE_FEDERATED_TOKEN_FILE requires AZURE_CLIENT_ID: set it to the client id of the identity that trusts the pod.',
    );
  }
  return problems;
}

/** Reports an epoch in the future, because until then every registration would be older than the epoch and refused. */
export function epochProblems({ REGISTRATION_EPOCH: epoch }: Settings, now: number): string[] {
  if (epoch === undefined || epoch * 1_000 <= now) return [];
  const time = new Date(now).toISOString().slice(0, 19);
  return [
    `REGISTRATION_EPOCH is in the future, so no client could register until then. It is now ${time}Z (UTC).`,
  ];
}

/**
 * Returns problems with the providers of linked accounts. Every provider requires Key Vault, which holds its client
 * secret and the key that protects users' tokens.
 */
export function providerProblems(settings: Settings): string[] {
  return providerNames.flatMap((name) => {
    const [id, url] = [clientIdSetting(name), urlSetting(name)];
    const needsClientId = settings.LEGACY_TOOL_NAMES === name && settings[id] === undefined;
    const needsVault = settings[id] !== undefined && settings.KEY_VAULT_URL === undefined;
    return [
      ...(needsClientId
        ? [`LEGACY_TOOL_NAMES=${name} requires ${id}: without it, the tools behind the old names are off.`]
        : []),
      ...(needsVault
        ? [`${id} requires KEY_VAULT_URL: the vault holds the client secret and the key for tokens.`]
        : []),
      ...standInProblems(
        url,
        settings[url],
        settings.ALLOW_LOOPBACK_UPSTREAMS,
        "Leave it out: Portico calls the provider's own address.",
      ),
    ];
  });
}
