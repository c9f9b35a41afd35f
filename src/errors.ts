/**
 * Errors that clients can see. `message` is written for the client and its user; the internal reason is in `cause` and
 * never part of a response. Each protocol maps errors in one place: `http/response/problem.ts` to HTTP responses and
 * RFC 6749 bodies, `calls/call-failure.ts` to tool results.
 */

/** Who can fix a failure. The operator runs Portico. */
export type Owner = 'person' | 'administrator' | 'operator';

/** A failure explained to the user. The only parts that come from Entra are ids and a time. */
export type Explanation = {
  readonly code: string;
  readonly cause: string;
  readonly owner: Owner;
  readonly action: string;
  /** A URL or a command. */
  readonly link: string;
  readonly traceId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly timestamp?: string | undefined;
};

/** `headers` are added to the response. */
export type ErrorOptions = {
  headers?: Record<string, string> | undefined;
  cause?: unknown;
  explanation?: Explanation | undefined;
};

/** Options for an error whose message is the text of the explanation. */
type Explained = { cause?: unknown; explanation?: Explanation | undefined };

/** An error response from an endpoint that has no error codes of its own. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly explanation: Explanation | undefined;
  constructor(status: number, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.status = status;
    this.headers = options.headers ?? {};
    this.explanation = options.explanation;
  }
}

/**
 * A question that the client can show to the user, and the state that the client sends back with the answer. With a
 * `url`, the user is asked to open that page.
 */
export type Question = {
  readonly message: string;
  readonly state: string;
  readonly url?: string | undefined;
};

/**
 * The user has to link a third-party account before the call can run: no account is linked, the third party has
 * revoked the link (`ended`), or the link does not include the permissions that the call needs.
 */
export class LinkNeededError extends Error {
  override readonly name = 'LinkNeededError';
  readonly provider: { readonly name: string; readonly title: string };
  readonly why: 'none' | 'ended' | 'permissions';
  /** Descriptions of the missing permissions. */
  readonly missing: readonly string[];
  constructor(
    provider: LinkNeededError['provider'],
    why: LinkNeededError['why'],
    missing: readonly string[] = [],
  ) {
    super(`A ${provider.title} account has to be linked first.`);
    this.provider = { name: provider.name, title: provider.title };
    this.why = why;
    this.missing = missing;
  }
}

/**
 * Thrown instead of running an action that has to be confirmed or approved first. The message is the preview. If
 * there is a `question`, the client shows it to the user.
 */
export class UnconfirmedError extends Error {
  override readonly name = 'UnconfirmedError';
  readonly question: Question | undefined;
  constructor(preview: string, question?: Question) {
    super(preview);
    this.question = question;
  }
}

/**
 * The error codes that Portico uses, from RFC 6749 (sections 4.1.2.1 and 5.2), RFC 7591 (section 3.2.2), RFC 8707
 * (section 2) and OpenID Connect Core (section 3.1.2.6).
 */
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

/** `status` defaults to 401 for invalid_client and invalid_token, and to 400 for all other codes. */
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

export type Dependency = 'Entra' | 'Microsoft Graph' | 'Key Vault' | 'Table Storage' | 'the managed identity';

/** A dependency does not respond or returns errors. Becomes a 503 with Retry-After; nothing has changed. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly dependency: Dependency;
  readonly retryAfterSeconds: number;
  readonly explanation: Explanation | undefined;
  constructor(
    dependency: Dependency,
    options: Explained & { retryAfterSeconds?: number | undefined; message?: string | undefined } = {},
  ) {
    super(options.message ?? `${dependency} cannot be reached at the moment; try again shortly.`, {
      cause: options.cause,
    });
    this.dependency = dependency;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 5;
    this.explanation = options.explanation;
  }
}

/** Entra refused a grant permanently (`invalid_grant` and similar): the user has to sign in again. */
export class EntraRefusedError extends Error {
  override readonly name = 'EntraRefusedError';
  /** The AADSTS number, for the log; 0 if Entra returned none. */
  readonly aadsts: number;
  readonly explanation: Explanation | undefined;
  /** False if the client's tokens work again once the cause is fixed. */
  readonly endsSignIn: boolean;
  constructor(message: string, aadsts: number, options: Explained & { endsSignIn?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.aadsts = aadsts;
    this.explanation = options.explanation;
    this.endsSignIn = options.endsSignIn ?? true;
  }
}

/**
 * Entra or Graph requires a further condition to be met (MFA, terms of use, location). Reported as a 401
 * `insufficient_claims` with `claims` (JSON).
 */
export class ClaimsChallengeError extends Error {
  override readonly name = 'ClaimsChallengeError';
  readonly claims: string;
  readonly explanation: Explanation | undefined;
  constructor(claims: string, options: Explained & { message?: string | undefined } = {}) {
    super(options.message ?? 'Your organisation requires you to sign in again before this can continue.', {
      cause: options.cause,
    });
    this.claims = claims;
    this.explanation = options.explanation;
  }
}

/** Consent for the Graph permissions is missing; the message contains the admin consent link. */
export class ConsentRequiredError extends Error {
  override readonly name = 'ConsentRequiredError';
  readonly adminConsentUrl: string;
  readonly explanation: Explanation | undefined;
  constructor(adminConsentUrl: string, options: Explained & { message?: string | undefined } = {}) {
    super(
      options.message ??
        `An administrator has not yet consented to this server's Microsoft Graph permissions. Ask an administrator to open: ${adminConsentUrl}`,
      { cause: options.cause },
    );
    this.adminConsentUrl = adminConsentUrl;
    this.explanation = options.explanation;
  }
}

/** `unknown`: the failed call may have changed something. */
export type SideEffect = 'unchanged' | 'unknown';

/** A failed tool call. The message tells the model what happened and what to do. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
  /** A stable code for the audit trail, such as `not_found` or `refused_by_policy`. */
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
