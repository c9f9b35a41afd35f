import type { JWTPayload } from 'jose';

import { appendBounded } from '../bounded.ts';
import { listen, type Listening } from '../listen.ts';
import { createOutage, type OutageControl } from '../outage.ts';
import { type Company, demoTenant, people as demoPeople, type Person } from '../tenant/people.ts';
import { consentedPermissions } from '../tenant/consented-permissions.ts';
import { webListener } from '../web-listener.ts';
import { readEntraRequest } from './entra-request.ts';
import { apiClaims, graphAudience } from './tokens/token-claims.ts';
import { controlOf, newSecret, type DirectoryControl } from './directory-control.ts';
import { personOf, type Directory } from './entra-directory.ts';
import { createInjectedRefusals } from './injected-refusals.ts';
import { createKeys, type Keys } from './tokens/signing-keys.ts';
import { openidConfiguration } from './endpoints/discovery.ts';
import { answerEndpoint, TOKEN_ENDPOINT } from './endpoints/entra-endpoints.ts';

const LOG_LIMIT = 20_000;

/** A logged request. For a token request, `grant` is its grant_type. Codes, tokens and secrets are never logged. */
export type EntraLogEntry = {
  readonly method: string;
  readonly path: string;
  readonly grant?: string;
  readonly userAgent: string | undefined;
};

/** The person and the permissions in a Graph token. */
export type GraphTokenClaims = { oid: string; tid: string; scopes: string[]; appId: string };

export type EntraStandIn = Listening & {
  readonly issuer: string;
  /** JSON for the setting `ENTRA_AUTHORITY_METADATA`. */
  readonly metadata: string;
  readonly clientSecret: string;
  readonly log: readonly EntraLogEntry[];
  readonly graphAudience: string;
  /** Signs claims with the chosen key. Adds `iss`, `iat`, `nbf` and `exp` if they are missing. */
  readonly sign: Keys['sign'];
  /** Creates an access token for our API, like the ones that Entra issues to this person. */
  readonly accessTokenFor: (alias: string, overrides?: JWTPayload) => Promise<string>;
  /** Rejects any token that Entra did not issue for Graph. */
  readonly verifyGraphToken: (token: string) => Promise<GraphTokenClaims>;
  readonly control: OutageControl & DirectoryControl;
};

/** `now` is in milliseconds. */
export type EntraOptions = {
  readonly port?: number;
  readonly now?: () => number;
  readonly accessTokenSeconds?: number;
  /** Default: the demo company. */
  readonly company?: Company;
  /** The people in the tenant, by default the demo people. */
  readonly people?: readonly Person[];
  /** Registered redirect URIs in addition to `/callback` on loopback. */
  readonly redirectUris?: readonly string[];
  /** Whether access tokens contain group claims (`groupMembershipClaims` in the app registration). */
  readonly groupClaims?: boolean;
};

export async function startEntra(options: EntraOptions = {}): Promise<EntraStandIn> {
  const now = options.now ?? Date.now;
  const log: EntraLogEntry[] = [];
  const outage = createOutage();
  const keys = await createKeys(() => directory.issuer, now);
  const listening = await listen(
    webListener(async (request) => {
      const { pathname } = new URL(request.url);
      const [tenant = '', ...endpoint] = pathname.slice(1).split('/');
      const entraRequest = await readEntraRequest(request, tenant);
      appendBounded(log, entryOf(request, pathname, entraRequest.parameters['grant_type']), LOG_LIMIT);
      const failure = await outage.apply();
      if (failure !== undefined) return Response.json({ error: 'temporarily_unavailable' }, failure);
      return answerEndpoint(endpoint.join('/'), entraRequest, directory);
    }),
    options.port,
  );
  const directory = openDirectory(listening.origin, { keys, now, options });

  return {
    ...listening,
    issuer: directory.issuer,
    metadata: JSON.stringify(openidConfiguration(directory)),
    get clientSecret() {
      return directory.clientSecret;
    },
    log,
    graphAudience,
    sign: keys.sign,
    accessTokenFor: (alias, overrides = {}) => {
      const claims = apiClaims(directory, { person: personOf(directory, alias), contexts: [] });
      return keys.sign({ ...claims, ...overrides }, { expiresIn: directory.accessTokenSeconds });
    },
    verifyGraphToken: (token) => readGraphToken(token, keys),
    control: { ...outage.control, ...controlOf(directory) },
  };
}

function openDirectory(
  origin: string,
  parts: { keys: Keys; now: () => number; options: EntraOptions },
): Directory {
  const { keys, now, options } = parts;
  const { company = demoTenant, people = demoPeople } = options;
  return {
    company,
    people,
    origin,
    issuer: `${origin}/${company.id}/v2.0`,
    now,
    keys,
    accessTokenSeconds: options.accessTokenSeconds ?? 3600,
    redirectUris: options.redirectUris ?? [],
    groupClaims: options.groupClaims ?? false,
    manifest: { tokenVersion: 2, accountType: true, anyOrganisation: false },
    clientSecret: newSecret(),
    expiredSecret: undefined,
    certificates: new Map(),
    consented: consentedPermissions,
    adminConsented: false,
    disabled: new Set(people.filter((person) => person.quirk === 'disabled').map((person) => person.oid)),
    injected: createInjectedRefusals(),
    codes: new Map(),
    sessions: new Map(),
    refreshTokens: new Map(),
  };
}

function entryOf(request: Request, path: string, grant: string | undefined): EntraLogEntry {
  const userAgent = request.headers.get('user-agent')?.slice(0, 200);
  const entry = { method: request.method, path: path.slice(0, 200), userAgent };
  return grant !== undefined && path.endsWith(`/${TOKEN_ENDPOINT}`)
    ? { ...entry, grant: grant.slice(0, 80) }
    : entry;
}

async function readGraphToken(token: string, keys: Keys): Promise<GraphTokenClaims> {
  const claims = await keys.verify(token, { audience: graphAudience });
  const text = (name: string): string => {
    const value = claims[name];
    if (typeof value !== 'string') throw new Error(`The Graph token does not have the claim ${name}.`);
    return value;
  };
  return {
    oid: text('oid'),
    tid: text('tid'),
    scopes: text('scp').split(' ').filter(Boolean),
    appId: text('appid'),
  };
}
