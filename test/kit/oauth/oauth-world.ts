import { randomBytes } from 'node:crypto';

import { createApprovals } from '../../../src/calls/confirmation/approvals.ts';
import { readConfig, type Config } from '../../../src/config/config.ts';
import type { VerifyEntra } from '../../../src/entra/entra-types.ts';
import { UnavailableError } from '../../../src/errors.ts';
import type { RequestContext } from '../../../src/http/request-context.ts';
import { createCookieJar } from '../../../src/http/cookies.ts';
import { createRateLimit } from '../../../src/http/limits/rate-limit.ts';
import { createAuthenticator } from '../../../src/oauth/tokens/access-token.ts';
import { createFamilies } from '../../../src/oauth/tokens/family.ts';
import type { FetchClientMetadata } from '../../../src/oauth/clients/metadata-document/fetcher.ts';
import type { OAuthDependencies } from '../../../src/oauth/oauth.ts';
import { createPendingClaims } from '../../../src/oauth/tokens/pending-claims.ts';
import { createKeyRing } from '../../../src/secrets/key-ring.ts';
import { createSealer } from '../../../src/secrets/sealer.ts';
import { createAuthenticatedStore } from '../../../src/state/authenticated-store.ts';
import { createBlockSnapshot } from '../../../src/state/block-snapshot.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import type { Store } from '../../../src/state/store.ts';
import { noLinkedAccounts } from '../linked/no-linked-accounts.ts';
import type { AuditFact, Log } from '../../../src/telemetry/telemetry-types.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { createFakeEntra, type FakeEntra } from './fake-entra.ts';

export const ORIGIN = 'https://mcp.contoso.example';
export const TENANT = demoTenant.id;

/** What the instances of one installation share. */
export type Shared = {
  clock: { ms: number };
  store: Store;
  root: string;
  entra: FakeEntra;
};

export type World = OAuthDependencies & {
  verify: VerifyEntra;
  shared: Shared;
  facts: AuditFact[];
  lines: string[];
  requestContext: RequestContext;
};

export type WorldOptions = {
  shared?: Partial<Shared>;
  env?: Record<string, string>;
  fetchClientMetadata?: FetchClientMetadata;
  address?: string;
};

/** Creates the dependencies of one instance of the authorization server. All are real except for Entra. */
export function createWorld(options: WorldOptions = {}): World {
  const shared = share(options.shared);
  const now = () => shared.clock.ms;
  const config = configOf(options.env, now());
  const vault = { versions: async () => [{ version: 'one', value: shared.root, createdAt: 0 }] };
  const ring = createKeyRing({ vault, name: 'seal-root', now });
  const sealer = createSealer({ ring, issuer: config.publicUrl, now });
  const lines: string[] = [];
  const log = logTo(lines);
  const store = createAuthenticatedStore(shared.store, sealer, log);
  const random = (bytes: number) => new Uint8Array(randomBytes(bytes));
  const families = createFamilies({ store, now, random });
  const { verify } = shared.entra;
  const facts: AuditFact[] = [];
  return {
    shared,
    facts,
    lines,
    requestContext: requestContextFrom(options.address),
    config,
    sealer,
    store,
    families,
    pendingClaims: createPendingClaims({ store, families, now, log }),
    approvals: createApprovals({
      sealer,
      store,
      publicUrl: config.publicUrl,
      limit: { wait: () => 0, count: () => {} },
      now,
      random,
    }),
    linked: noLinkedAccounts({ sealer, store, now }),
    signIn: shared.entra,
    verify,
    authenticate: createAuthenticator({ config, sealer, families, verify, now }),
    cookies: createCookieJar(config.publicUrl),
    blocks: createBlockSnapshot({ store: shared.store, now, log }),
    refreshes: createRateLimit({ perMinute: config.rateLimits.perPerson, now }),
    now,
    random,
    audit: (fact) => facts.push(fact),
    log,
    scopes: [
      { name: 'Mail.Read', words: 'Read your mail' },
      { name: 'Mail.Send', words: 'Send mail as you' },
    ],
    fetchClientMetadata: options.fetchClientMetadata,
  };
}

/** Makes one method of the tables fail until the returned function is called. */
export function breakTables(
  world: World,
  method: 'get' | 'insert' | 'replace' | 'list',
  retryAfterSeconds = 5,
): () => void {
  const whole = { ...world.store };
  world.store[method] = async () => {
    throw new UnavailableError('Table Storage', { retryAfterSeconds });
  };
  return () => void Object.assign(world.store, whole);
}

/** Makes Entra leave out the username in new sign-ins, as for accounts without `preferred_username`. */
export function withoutUsername({ shared }: World): void {
  const redeem = shared.entra.redeem.bind(shared.entra);
  shared.entra.redeem = async (request) => {
    const grant = await redeem(request);
    return { ...grant, person: { ...grant.person, username: undefined } };
  };
}

/** Creates a second instance of the same installation. */
export function secondInstance(first: World, options: WorldOptions = {}): World {
  return createWorld({ ...options, shared: first.shared });
}

export function requestContextFrom(address = '203.0.113.7'): RequestContext {
  return { requestId: 'request-1', address, traceparent: undefined, signal: new AbortController().signal };
}

function configOf(env: Record<string, string> | undefined, now: number): Config {
  const settings = {
    PUBLIC_URL: ORIGIN,
    ENTRA_TENANT_ID: TENANT,
    ENTRA_CLIENT_ID: demoTenant.clientId,
    KEY_VAULT_URL: 'https://vault.contoso.example',
    ...env,
  };
  const result = readConfig(settings, undefined, now);
  if (!result.ok) throw new Error(result.problems.join(' '));
  return result.config;
}

function share(given: Partial<Shared> = {}): Shared {
  const clock = given.clock ?? { ms: Date.parse('2026-11-21T09:00:00Z') };
  return {
    clock,
    store: given.store ?? createMemoryStore({ now: () => clock.ms }),
    root: given.root ?? randomBytes(32).toString('base64'),
    entra: given.entra ?? createFakeEntra(() => clock.ms),
  };
}

function logTo(lines: string[]): Log {
  const write =
    (level: string): Log['info'] =>
    (event, fields) =>
      void lines.push(JSON.stringify({ level, event, ...fields }));
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
