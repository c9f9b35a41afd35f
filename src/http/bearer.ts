import { ClaimsChallengeError, EntraRefusedError, OAuthError, UnavailableError } from '../errors.ts';
import { json } from './response/respond.ts';

/** Our API's only scope. What a token can do depends on Graph permissions, not on this scope. */
export const SCOPE = 'access_as_user';

/**
 * Returns the URL of the protected resource metadata (RFC 9728, section 3.1). The URL without a path describes `/mcp`.
 * `suffix` is the part of the client's URL after the path.
 */
export function resourceMetadataUrl(publicUrl: string, path: '' | '/mcp' | '/sse', suffix = ''): string {
  return `${publicUrl}/.well-known/oauth-protected-resource${path}${suffix}`;
}

export type BearerHeader =
  | { readonly kind: 'absent' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'token'; readonly token: string };

/** Parses an Authorization header (RFC 6750, section 2.1). A scheme other than Bearer counts as absent. */
export function parseBearer(header: string | null): BearerHeader {
  const credentials = /^bearer +([^ ].*)$/i.exec(header?.trim() ?? '')?.[1];
  if (credentials === undefined) return { kind: 'absent' };
  const isToken68 = /^[\w\-.~+/]+=*$/.test(credentials);
  return isToken68 ? { kind: 'token', token: credentials } : { kind: 'malformed' };
}

/** The parameters of a challenge. The challenge has no `error` if the request has no token (RFC 6750, section 3.1). */
export type Challenge = {
  readonly error?: string;
  readonly description?: string;
  /** JSON text. */
  readonly claims?: string;
};

/** Formats the WWW-Authenticate value (RFC 6750, section 3), with the URL of the metadata (RFC 9728, section 5.1). */
export function bearerChallenge(
  resourceMetadata: string,
  { error, description, claims }: Challenge = {},
): string {
  const parameters = {
    ...(error !== undefined && { error }),
    ...(description !== undefined && { error_description: description }),
    ...(claims !== undefined && { claims: Buffer.from(claims).toString('base64') }),
    resource_metadata: resourceMetadata,
    scope: SCOPE,
  };
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}="${quotable(value)}"`);
  return `Bearer ${pairs.join(', ')}`;
}

export type BearerGate<Admission> = {
  /** The URL of this resource's metadata, for challenges. */
  readonly resourceMetadata: string;
  /**
   * Verifies an access token. Throws `OAuthError`, `EntraRefusedError`, `ClaimsChallengeError` or `UnavailableError`.
   */
  readonly authenticate: (token: string) => Promise<Admission>;
};

/**
 * Returns the request's verified caller, or the response that refuses the request. Only a token in the header is
 * accepted (RFC 6750, section 2.1).
 */
export async function admitBearer<Admission>(
  request: Request,
  { resourceMetadata, authenticate }: BearerGate<Admission>,
): Promise<Admission | Response> {
  const header = parseBearer(request.headers.get('authorization'));
  if (header.kind === 'absent') return signInFirst(resourceMetadata);
  if (header.kind === 'malformed') return invalidToken(resourceMetadata);
  try {
    return await authenticate(header.token);
  } catch (error) {
    const response = credentialsResponse(error, resourceMetadata);
    if (response === undefined) throw error;
    return response;
  }
}

/**
 * Returns the HTTP response for an error about the caller's credentials, or about a service needed to check them (RFC
 * 6750, section 3.1); undefined for any other error.
 */
export function credentialsResponse(error: unknown, resourceMetadata: string): Response | undefined {
  if (error instanceof ClaimsChallengeError) return moreClaims(error, resourceMetadata);
  if (error instanceof EntraRefusedError) return invalidToken(resourceMetadata, explained(error));
  if (error instanceof UnavailableError) return unavailable(error);
  if (!(error instanceof OAuthError)) return undefined;
  return error.status === 403
    ? insufficientScope(resourceMetadata)
    : invalidToken(resourceMetadata, error.message);
}

/** Returns the message for clients; undefined if the refusal has no explanation. */
function explained({ message, explanation }: EntraRefusedError): string | undefined {
  return explanation === undefined ? undefined : message;
}

/**
 * Returns the challenge that `credentialsResponse` sends for an error, so that a protocol can repeat the challenge in a
 * response body; undefined if there is no challenge.
 */
export function challengeFor(error: unknown, resourceMetadata: string): string | undefined {
  return credentialsResponse(error, resourceMetadata)?.headers.get('www-authenticate') ?? undefined;
}

function signInFirst(resourceMetadata: string): Response {
  return json(
    { error: 'unauthorized', error_description: 'Sign in first: this server needs a bearer token.' },
    { status: 401, headers: { 'www-authenticate': bearerChallenge(resourceMetadata) } },
  );
}

function invalidToken(
  resourceMetadata: string,
  description = 'The access token is not valid; sign in again.',
): Response {
  return refusal(401, resourceMetadata, { error: 'invalid_token', description });
}

function insufficientScope(resourceMetadata: string): Response {
  const description = `The access token does not have the scope ${SCOPE}.`;
  return refusal(403, resourceMetadata, { error: 'insufficient_scope', description });
}

/**
 * Returns a challenge in Entra's own format. Clients that support this format send the claims when the user signs in
 * again.
 */
function moreClaims({ claims, message }: ClaimsChallengeError, resourceMetadata: string): Response {
  return refusal(401, resourceMetadata, { error: 'insufficient_claims', description: message, claims });
}

function refusal(
  status: 401 | 403,
  resourceMetadata: string,
  challenge: Challenge & { readonly error: string; readonly description: string },
): Response {
  return json(
    { error: challenge.error, error_description: challenge.description },
    { status, headers: { 'www-authenticate': bearerChallenge(resourceMetadata, challenge) } },
  );
}

function unavailable(error: UnavailableError): Response {
  return json(
    { error: 'temporarily_unavailable', error_description: error.message },
    { status: 503, headers: { 'retry-after': String(error.retryAfterSeconds) } },
  );
}

/** Reduces a value to printable ASCII without quotes or backslashes (RFC 6750, section 3). */
function quotable(value: string): string {
  return value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
