import { ClaimsChallengeError, EntraRefusedError, OAuthError, UnavailableError } from '../errors.ts';
import { json } from './response/respond.ts';

/** The one scope of our own API, which every MCP client asks for. */
const SCOPE = 'access_as_user';

/** What the gate needs: what a challenge points to, and the judge of tokens. */
export type GateNeeds<Admission> = {
  /** Where the metadata of this resource are (RFC 9728, 3): a URL. */
  readonly resourceMetadata: string;
  /** Verifies an access token; throws `OAuthError`, `EntraRefusedError`, `ClaimsChallengeError` or `UnavailableError`. */
  readonly authenticate: (token: string) => Promise<Admission>;
};

/** The verified caller of a request, or the answer that turns it away. The token counts in the header only (RFC 6750, 2.1). */
export async function admitBearer<Admission>(
  request: Request,
  needs: GateNeeds<Admission>,
): Promise<Admission | Response> {
  const header = request.headers.get('authorization') ?? '';
  const given = /^bearer +([^ ].*)$/i.exec(header.trim())?.[1];
  if (given === undefined) return signInFirst(needs.resourceMetadata);
  // RFC 6750, 2.1: the token68 syntax; anything else is no token of ours and not worth a look.
  if (!/^[\w\-.~+/]+=*$/.test(given)) return invalidToken(needs.resourceMetadata);
  try {
    return await needs.authenticate(given);
  } catch (error) {
    const answer = answerForCredentials(error, needs.resourceMetadata);
    if (answer === undefined) throw error;
    return answer;
  }
}

/**
 * The HTTP answer where an error is about the caller's credentials or about what they are checked with (RFC 6750,
 * 3.1); undefined for every other error.
 */
export function answerForCredentials(error: unknown, resourceMetadata: string): Response | undefined {
  if (error instanceof ClaimsChallengeError) return moreClaims(error, resourceMetadata);
  if (error instanceof EntraRefusedError) return invalidToken(resourceMetadata);
  if (error instanceof UnavailableError) return unavailable(error);
  if (!(error instanceof OAuthError)) return undefined;
  return error.status === 403
    ? insufficientScope(resourceMetadata)
    : invalidToken(resourceMetadata, error.message);
}

/** Where the metadata of the resource at a path of ours are (RFC 9728, 3.1). */
export function resourceMetadataOf(publicUrl: string, path: '/mcp' | '/sse'): string {
  return `${publicUrl}/.well-known/oauth-protected-resource${path}`;
}

/** Whether an error is about the caller's credentials alone. */
export function isAboutCredentials(error: unknown): boolean {
  return (
    error instanceof ClaimsChallengeError || error instanceof EntraRefusedError || error instanceof OAuthError
  );
}

/** What a challenge says; `error` stays out where there was no token to judge (RFC 6750, 3.1). */
type Challenge = {
  readonly status: 401 | 403;
  readonly error?: string;
  readonly description: string;
  readonly claims?: string;
};

function signInFirst(resourceMetadata: string): Response {
  return challenge(resourceMetadata, {
    status: 401,
    description: 'Sign in first: this server wants a bearer token.',
  });
}

function invalidToken(
  resourceMetadata: string,
  reason = 'The access token is not valid; sign in again.',
): Response {
  return challenge(resourceMetadata, { status: 401, error: 'invalid_token', description: reason });
}

function insufficientScope(resourceMetadata: string): Response {
  const description = `The access token lacks the scope ${SCOPE}.`;
  return challenge(resourceMetadata, { status: 403, error: 'insufficient_scope', description });
}

/** The form that Entra uses itself, so that clients which know it can send the claims along when they sign in again. */
function moreClaims({ claims, message }: ClaimsChallengeError, resourceMetadata: string): Response {
  return challenge(resourceMetadata, {
    status: 401,
    error: 'insufficient_claims',
    description: message,
    claims,
  });
}

function unavailable(error: UnavailableError): Response {
  return json(
    { error: 'temporarily_unavailable', error_description: error.message },
    { status: 503, headers: { 'retry-after': String(error.retryAfterSeconds) } },
  );
}

/** RFC 9728, 5.1: the pointer to the metadata from which a client finds out how to sign in. */
function challenge(resourceMetadata: string, { status, error, description, claims }: Challenge): Response {
  const parameters = {
    ...(error !== undefined && { error, error_description: description }),
    ...(claims !== undefined && { claims: Buffer.from(claims).toString('base64') }),
    resource_metadata: resourceMetadata,
    scope: SCOPE,
  };
  const told = Object.entries(parameters).map(([name, value]) => `${name}="${quotable(value)}"`);
  return json(
    { error: error ?? 'unauthorized', error_description: description },
    { status, headers: { 'www-authenticate': `Bearer ${told.join(', ')}` } },
  );
}

/** RFC 6750, 3: a value may hold printable ASCII but no quote and no backslash. */
function quotable(value: string): string {
  return value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
