/**
 * The errors that may leave the house. `message` is written for whoever is outside; the reason within
 * travels in `cause` and never reaches an answer. Each protocol maps these once: `http/serve.ts` for
 * plain answers, `oauth/` for RFC 6749 bodies, `mcp/call.ts` for tool results.
 */

/** Extra facts that an error carries to the answer made of it. */
export type ErrorOptions = { headers?: Record<string, string> | undefined; cause?: unknown };

/** An answer other than success at an endpoint that speaks plain HTTP. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.status = status;
    this.headers = options.headers ?? {};
  }
}

/** The error codes of RFC 6749 (4.1.2.1, 5.2), RFC 7591 (3.2.2), RFC 8707 (2) and OpenID Connect Core (3.1.2.6) in use. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'access_denied'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'interaction_required'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'invalid_token';

/** An OAuth error in its own vocabulary; `status` defaults to 400, 401 for invalid_client and invalid_token. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(
    code: OAuthErrorCode,
    message: string,
    options: ErrorOptions & { status?: number | undefined } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = options.status ?? (code === 'invalid_client' || code === 'invalid_token' ? 401 : 400);
    this.headers = options.headers ?? {};
  }
}

/** Something that Portico depends on. */
export type Dependency = 'Entra' | 'Microsoft Graph' | 'Key Vault' | 'Table Storage' | 'the managed identity';

/** A dependency does not answer or answers badly: retryable, told as 503 with Retry-After; nothing has changed. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly dependency: Dependency;
  readonly retryAfterSeconds: number;
  constructor(
    dependency: Dependency,
    options: { retryAfterSeconds?: number | undefined; cause?: unknown } = {},
  ) {
    super(`${dependency} cannot be reached at the moment; try again shortly.`, { cause: options.cause });
    this.dependency = dependency;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 5;
  }
}

/** Entra refused a grant for good (`invalid_grant` and its kin): the person has to sign in again. */
export class EntraRefusedError extends Error {
  override readonly name = 'EntraRefusedError';
  /** The AADSTS number, for the log; 0 where Entra gave none. */
  readonly aadsts: number;
  constructor(message: string, aadsts: number, options: { cause?: unknown } = {}) {
    super(message, options);
    this.aadsts = aadsts;
  }
}

/** Entra or Graph wants more of the person (MFA, terms, location): told as 401 `insufficient_claims` with `claims` (JSON text). */
export class ClaimsChallengeError extends Error {
  override readonly name = 'ClaimsChallengeError';
  readonly claims: string;
  constructor(claims: string, options: { cause?: unknown } = {}) {
    super('Your organisation asks you to sign in again before this can go on.', options);
    this.claims = claims;
  }
}

/** Nobody with the right to do so has agreed to the Graph permissions yet; the message carries the admin-consent link. */
export class ConsentRequiredError extends Error {
  override readonly name = 'ConsentRequiredError';
  readonly adminConsentUrl: string;
  constructor(adminConsentUrl: string, options: { cause?: unknown } = {}) {
    super(
      `An administrator has not yet agreed to the Microsoft Graph permissions of this server. Ask one to open: ${adminConsentUrl}`,
      options,
    );
    this.adminConsentUrl = adminConsentUrl;
  }
}

/** What a failed call left behind: nothing, or nobody can tell. */
export type SideEffect = 'unchanged' | 'unknown';

/** A tool call that failed in a way that the model can act on; the message says what happened and what to do. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** A short stable word for the audit trail, such as `not_found` or `refused_by_policy`. */
  readonly code: string;
  readonly sideEffect: SideEffect;
  readonly retryAfterSeconds: number | undefined;
  readonly graphRequestId: string | undefined;
  constructor(
    code: string,
    message: string,
    options: {
      sideEffect?: SideEffect | undefined;
      retryAfterSeconds?: number | undefined;
      graphRequestId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.sideEffect = options.sideEffect ?? 'unchanged';
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.graphRequestId = options.graphRequestId;
  }
}
