import { createHash, timingSafeEqual } from 'node:crypto';

import { setBounded } from '../bounded.ts';

/** The grant that an access token or a refresh token represents: a listener and the scopes for the app. */
export type Grant = { readonly listener: string; readonly scopes: readonly string[] };

/** The data of an authorization code. `challenge` is the PKCE challenge; `expiresAt` is in milliseconds since 1970. */
export type Code = Grant & {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly expiresAt: number;
};

export type TokensOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns whether a refresh replaces the refresh token. */
  readonly rotates: () => boolean;
  /** Creates the value of a code or token. Tests can replace this function to choose the values. */
  readonly newToken: (kind: 'code' | 'access' | 'refresh') => string;
};

export type Tokens = {
  /** Issues a code. */
  readonly newCode: (grant: Omit<Code, 'expiresAt'>) => string;
  /** Serves `/api/token`. */
  readonly token: (request: Request) => Promise<Response>;
  /** Returns the grant of a valid access token. */
  readonly grantOf: (accessToken: string) => Grant | undefined;
  /** Removes the app from a listener's account, as people can do on Spotify's own page. */
  readonly revoke: (listener: string) => void;
  /**
   * Removes a scope from all tokens of a listener. As with Spotify, the app learns of the removal only at its next
   * refresh.
   */
  readonly withdrawScope: (listener: string, scope: string) => void;
  readonly expireAccessTokens: () => void;
  /** Returns whether a listener has approved the app with these scopes, and has not removed the app since. */
  readonly hasApproved: (listener: string, scopes: readonly string[]) => boolean;
  /** Returns the number of a listener's refresh tokens that still work. */
  readonly openGrants: (listener: string) => number;
};

const LIMIT = 10_000;
const CODE_MS = 10 * 60_000;
const ACCESS_SECONDS = 3_600;
/** How long an app can refresh its tokens after the user has approved the app. A refresh does not extend this time. */
const APPROVED_MS = 182 * 24 * 3_600_000;

type Issued = ReturnType<typeof emptyTokens>;

function emptyTokens() {
  return {
    codes: new Map<string, Code>(),
    access: new Map<string, Grant & { readonly expiresAt: number }>(),
    refresh: new Map<string, Grant & { readonly approvedAt: number }>(),
  };
}

/**
 * Creates the store of codes and tokens. By default, each refresh token works once, although Spotify has not replaced
 * refresh tokens since June 2026. There is no revocation endpoint.
 */
export function createTokens(options: TokensOptions): Tokens {
  const { clientId, clientSecret, now, newToken } = options;
  const issued = emptyTokens();
  return {
    newCode: (grant) => {
      const code = newToken('code');
      setBounded(issued.codes, code, { ...grant, expiresAt: now() + CODE_MS }, LIMIT);
      return code;
    },
    token: async (request) => {
      if (request.headers.get('content-type')?.split(';')[0] !== 'application/x-www-form-urlencoded')
        return refuse('unsupported_media_type', 'The body must be a form', 415);
      const given = Buffer.from(request.headers.get('authorization')?.replace(/^Basic /, '') ?? '', 'base64');
      const wanted = Buffer.from(`${clientId}:${clientSecret}`);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
        return refuse('invalid_client', 'Invalid client secret');
      const form = new URLSearchParams(await request.text());
      if (form.get('grant_type') === 'authorization_code') return redeem(form, issued, options);
      if (form.get('grant_type') === 'refresh_token') return refresh(form, issued, options);
      return refuse('unsupported_grant_type', 'grant_type parameter is missing or unknown');
    },
    grantOf: (accessToken) => {
      const grant = issued.access.get(accessToken);
      return grant !== undefined && grant.expiresAt > now() ? grant : undefined;
    },
    revoke: (listener) => {
      for (const tokens of [issued.access, issued.refresh])
        for (const [token, grant] of tokens) if (grant.listener === listener) tokens.delete(token);
    },
    withdrawScope: (listener, scope) => {
      const without = <T extends Grant>(grant: T): T =>
        grant.listener === listener
          ? { ...grant, scopes: grant.scopes.filter((one) => one !== scope) }
          : grant;
      for (const [token, grant] of issued.access) issued.access.set(token, without(grant));
      for (const [token, grant] of issued.refresh) issued.refresh.set(token, without(grant));
    },
    expireAccessTokens: () => issued.access.clear(),
    hasApproved: (listener, scopes) =>
      [...issued.refresh.values()].some(
        (grant) => grant.listener === listener && scopes.every((scope) => grant.scopes.includes(scope)),
      ),
    openGrants: (listener) =>
      [...issued.refresh.values()].filter((grant) => grant.listener === listener).length,
  };
}

function redeem(form: URLSearchParams, issued: Issued, options: TokensOptions): Response {
  const code = issued.codes.get(form.get('code') ?? '');
  issued.codes.delete(form.get('code') ?? '');
  if (code === undefined || code.expiresAt <= options.now())
    return refuse('invalid_grant', 'Invalid authorization code');
  if (form.get('redirect_uri') !== code.redirectUri) return refuse('invalid_grant', 'Invalid redirect URI');
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  if (challenge !== code.challenge) return refuse('invalid_grant', 'code_verifier was incorrect');
  return issue({ ...code, approvedAt: options.now() }, issued, options);
}

function refresh(form: URLSearchParams, issued: Issued, options: TokensOptions): Response {
  const token = form.get('refresh_token') ?? '';
  const grant = issued.refresh.get(token);
  if (grant === undefined) return refuse('invalid_grant', 'Refresh token revoked');
  if (options.now() >= grant.approvedAt + APPROVED_MS)
    return refuse('invalid_grant', 'Refresh token expired');
  if (!options.rotates()) return issue(grant, issued, options, true);
  issued.refresh.delete(token);
  return issue(grant, issued, options);
}

function issue(
  { listener, scopes, approvedAt }: Grant & { readonly approvedAt: number },
  issued: Issued,
  { now, newToken }: TokensOptions,
  keepsToken = false,
): Response {
  const accessToken = newToken('access');
  const refreshToken = keepsToken ? undefined : newToken('refresh');
  const expiresAt = now() + ACCESS_SECONDS * 1_000;
  setBounded(issued.access, accessToken, { listener, scopes, expiresAt }, LIMIT);
  if (refreshToken !== undefined)
    setBounded(issued.refresh, refreshToken, { listener, scopes, approvedAt }, LIMIT);
  return Response.json(
    {
      access_token: accessToken,
      token_type: 'Bearer',
      scope: scopes.join(' '),
      expires_in: ACCESS_SECONDS,
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    },
    { headers: { 'cache-control': 'no-store' } },
  );
}

function refuse(error: string, description: string, status = 400): Response {
  return Response.json({ error, error_description: description }, { status });
}
