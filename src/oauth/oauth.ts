import type { Approvals } from '../calls/confirmation/approvals.ts';
import type { Config } from '../config/config.ts';
import type { EntraSignIn } from '../entra/entra-types.ts';
import type { CookieJar } from '../http/cookies.ts';
import { createCsrf } from '../http/csrf.ts';
import type { RateLimit } from '../http/limits/rate-limit.ts';
import type { Handler } from '../http/request-context.ts';
import type { LinkedAccounts } from '../linked/linked-accounts.ts';
import type { RouteName } from '../routes.ts';
import type { Sealer } from '../secrets/seal.ts';
import type { Store } from '../state/store.ts';
import type { Audit, Log } from '../telemetry/telemetry-types.ts';
import type { ScopeInWords } from '../tools/scopes.ts';
import { createRedirectToEntra } from './browser/entra-redirect.ts';
import { createOwnPages } from './browser/own-pages.ts';
import { createSessions } from './browser/session.ts';
import { createFinishForClient } from './callback/finish-for-client.ts';
import { createFinishForPage } from './callback/finish-for-page.ts';
import { createClientAuthentication } from './clients/client-authentication.ts';
import { createConsents } from './clients/consents.ts';
import type { FetchClientMetadata } from './clients/metadata-document/fetcher.ts';
import { createClientRegistry } from './clients/oauth-client.ts';
import { createAccount } from './endpoints/account.ts';
import { createApprove } from './endpoints/approve.ts';
import { createAuthorizationServer } from './endpoints/authorization-server.ts';
import { createAuthorize } from './endpoints/authorize.ts';
import { createCallback } from './endpoints/callback.ts';
import { createConnect } from './endpoints/connect.ts';
import { createConnectCallback } from './endpoints/connect-callback.ts';
import { createConsent } from './endpoints/consent.ts';
import { jwks } from './endpoints/jwks.ts';
import { createLogout } from './endpoints/logout.ts';
import { createOpenidConfiguration } from './endpoints/openid-configuration.ts';
import { createProtectedResource } from './endpoints/protected-resource.ts';
import { createRegister } from './endpoints/register.ts';
import { createRevoke } from './endpoints/revoke.ts';
import { createToken } from './endpoints/token.ts';
import { createUserinfo } from './endpoints/userinfo.ts';
import { createAuthorizationCodeGrant } from './grants/authorization-code.ts';
import { createClientOfRefreshToken } from './grants/client-of-refresh-token.ts';
import { createRefreshTokenGrant } from './grants/refresh-token.ts';
import { createOAuthAudit } from './oauth-audit.ts';
import type { Authenticate } from './tokens/access-token.ts';
import type { CurrentBlocks } from './tokens/admission.ts';
import { createCodes } from './tokens/code.ts';
import type { Families } from './tokens/family.ts';
import type { PendingClaims } from './tokens/pending-claims.ts';
import { createTokenIssuer } from './tokens/token-response.ts';

export type OAuthDependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly store: Store;
  readonly families: Families;
  readonly pendingClaims: PendingClaims;
  readonly approvals: Approvals;
  readonly linked: LinkedAccounts;
  readonly signIn: EntraSignIn;
  readonly authenticate: Authenticate;
  readonly cookies: CookieJar;
  readonly blocks: CurrentBlocks;
  /** Limits how often each family is refreshed. */
  readonly refreshes: RateLimit;
  /** Descriptions of the Graph permissions that Portico requests, for the consent page. */
  readonly scopes: readonly ScopeInWords[];
  /** If this is absent, every https client_id is unknown. */
  readonly fetchClientMetadata?: FetchClientMetadata | undefined;
  readonly audit: Audit;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
};

/** Builds the authorization server's endpoints, keyed by route name. */
export function createOAuth(dependencies: OAuthDependencies) {
  const { config, sealer, store, families, pendingClaims, signIn, cookies, now, random } = dependencies;
  const { approvals, linked, authenticate, blocks, refreshes, scopes, fetchClientMetadata } = dependencies;
  const { publicUrl } = config;

  const audit = createOAuthAudit({ audit: dependencies.audit, log: dependencies.log });
  const csrf = createCsrf({ sealer, random });
  const clients = createClientRegistry({ config, sealer, fetchClientMetadata, now });
  const authenticateClient = createClientAuthentication({ clients, sealer });
  const clientOfRefreshToken = createClientOfRefreshToken({ config, sealer, clients, now });
  const sessions = createSessions({ sealer, cookies });
  const consents = createConsents({ store, families, now });
  const codes = createCodes({ sealer, store, now, random });
  const issueTokens = createTokenIssuer({ config, sealer, now });
  const redirectToEntra = createRedirectToEntra({ signIn, sealer, cookies, now });
  const pages = createOwnPages({ publicUrl, sessions, csrf, redirectToEntra, random });
  const discovery = { config, fetchesDocuments: fetchClientMetadata !== undefined };

  const grants = {
    authorization_code: createAuthorizationCodeGrant({ config, codes, families, issueTokens, audit }),
    refresh_token: createRefreshTokenGrant({
      config,
      sealer,
      families,
      refreshes,
      signIn,
      pendingClaims,
      issueTokens,
      audit,
    }),
  };

  return {
    'protected-resource': createProtectedResource({ publicUrl, path: '/mcp' }),
    'protected-resource-mcp': createProtectedResource({ publicUrl, path: '/mcp' }),
    'protected-resource-sse': createProtectedResource({ publicUrl, path: '/sse' }),
    'authorization-server': createAuthorizationServer(discovery),
    'openid-configuration': createOpenidConfiguration(discovery),
    jwks,
    register: createRegister({ config, sealer, log: dependencies.log, now }),
    authorize: createAuthorize({
      config,
      clients,
      sealer,
      cookies,
      csrf,
      scopes,
      audit,
      log: dependencies.log,
      now,
      random,
    }),
    consent: createConsent({ publicUrl, sealer, cookies, csrf, redirectToEntra, audit }),
    callback: createCallback({
      config,
      publicUrl,
      sealer,
      cookies,
      signIn,
      redirectToEntra,
      finishForClient: createFinishForClient({
        publicUrl,
        blocks,
        pendingClaims,
        consents,
        codes,
        audit,
        now,
      }),
      finishForPage: createFinishForPage({ publicUrl, sessions, audit }),
      audit,
      random,
    }),
    token: createToken({ publicUrl, grants, authenticateClient, clientOfRefreshToken, audit }),
    revoke: createRevoke({ sealer, families, authenticateClient, audit }),
    userinfo: createUserinfo({ publicUrl, authenticate }),
    logout: createLogout({ config, sealer, clients, families, signIn, cookies, csrf, audit }),
    account: createAccount({ publicUrl, pages, consents, linked, audit }),
    approve: createApprove({ pages, approvals, audit }),
    connect: createConnect({ pages, linked, cookies, now, random }),
    'connect-callback': createConnectCallback({ publicUrl, sessions, linked, cookies, audit }),
  } satisfies Partial<Record<RouteName, Handler>>;
}
