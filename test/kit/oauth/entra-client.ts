import { readConfig, type Config } from '../../../src/config/config.ts';
import { createEntra, type Entra } from '../../../src/entra/entra.ts';
import type { SecretVersion, Vault } from '../../../src/secrets/vault.ts';
import type { EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import type { Telemetry } from '../../../src/telemetry/telemetry-types.ts';
import { logTo } from '../logs/log-to.ts';

/** Returns the settings of a host that uses a client secret and a stand-in, overridden by `changes`. */
export function configFor(entra: EntraStandIn, changes: Record<string, string> = {}): Config {
  const result = readConfig({
    PUBLIC_URL: 'http://localhost:7071',
    ENTRA_TENANT_ID: demoTenant.id,
    ENTRA_CLIENT_ID: demoTenant.clientId,
    ENTRA_CREDENTIAL: 'secret',
    ENTRA_AUTHORITY_METADATA: entra.metadata,
    KEY_VAULT_URL: 'https://vault.example',
    ALLOW_LOOPBACK_UPSTREAMS: 'true',
    ...changes,
  });
  if (!result.ok) throw new Error(result.problems.join(' '));
  return result.config;
}

/** The Entra client under test, with its log and telemetry. */
export type EntraClient = Entra & {
  readonly logged: { event: string; fields: unknown }[];
  readonly facts: Parameters<Telemetry['dependency']>[0][];
};

/** Creates the Entra client for a stand-in. */
export function openEntraClient(
  standIn: EntraStandIn,
  options: {
    readonly settings?: Record<string, string>;
    readonly vault?: Vault;
    readonly identity?: Parameters<typeof createEntra>[0]['identity'];
    readonly now?: () => number;
    readonly deadlineMs?: number;
  } = {},
): EntraClient {
  const logged: EntraClient['logged'] = [];
  const facts: EntraClient['facts'] = [];
  const telemetry: Telemetry = {
    request: () => {},
    dependency: (fact) => void facts.push(fact),
    exception: () => {},
    event: () => {},
  };
  const entra = createEntra({
    config: configFor(standIn, options.settings),
    vault: options.vault ?? secretsOf({ 'entra-client-secret': () => standIn.clientSecret }),
    identity: options.identity ?? (() => Promise.reject(new Error('there is no identity'))),
    now: options.now ?? Date.now,
    log: logTo((event, fields) => void logged.push({ event, fields })),
    telemetry,
    deadlineMs: options.deadlineMs,
  });
  return { ...entra, logged, facts };
}

/** Creates a vault from functions that are keyed by secret name. The vault returns their results. */
export function secretsOf(values: Readonly<Record<string, () => string>>): Vault {
  return {
    versions: async (name): Promise<SecretVersion[]> => {
      const value = values[name]?.();
      return value === undefined ? [] : [{ version: 'v', value, createdAt: 0 }];
    },
  };
}

/** Signs a user in to Entra as a browser would, and returns the parameters of the callback. */
export async function signInAt(authorizeUrl: string, alias: string): Promise<URLSearchParams> {
  const url = new URL(authorizeUrl);
  const form = new URLSearchParams(url.search);
  form.set('person', alias);
  const response = await fetch(url.origin + url.pathname, { method: 'POST', redirect: 'manual', body: form });
  return new URL(response.headers.get('location') ?? 'about:blank').searchParams;
}

/** Counts the token requests with this grant_type that the stand-in has received. */
export function exchanges(entra: EntraStandIn, grant: string): number {
  return entra.log.filter((entry) => entry.grant === grant).length;
}

/** Returns the error that a promise rejects with; throws if it does not reject. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('The promise did not reject.');
}

/** Returns the claims, except for times, of a valid access token for a member of the tenant. */
export function memberClaims(entra: EntraStandIn): Record<string, unknown> {
  return {
    aud: demoTenant.clientId,
    iss: entra.issuer,
    tid: demoTenant.id,
    oid: '00000000-0000-4000-8000-000000000001',
    azp: demoTenant.clientId,
    scp: 'access_as_user',
    ver: '2.0',
    idtyp: 'user',
    acct: 0,
  };
}
