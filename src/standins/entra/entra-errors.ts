import { randomUUID } from 'node:crypto';

/** OAuth error code and description for each AADSTS number. */
const refusals = {
  28000: ['invalid_request', 'A request can contain scopes for only one resource.'],
  50011: ['invalid_request', 'The redirect URI is not registered for the application.'],
  50013: ['invalid_grant', 'The assertion has an invalid signature, issuer or format.'],
  50034: ['invalid_grant', 'The account does not exist in this directory.'],
  50057: ['invalid_grant', 'The user account is disabled.'],
  50058: ['login_required', 'A silent sign-in was requested, but no user is signed in.'],
  50076: [
    'interaction_required',
    'The administrator requires multifactor authentication for this resource. The user must sign in again.',
  ],
  50148: [
    'invalid_grant',
    'The code verifier does not match the code challenge in the authorization request for PKCE.',
  ],
  50173: ['invalid_grant', 'The grant was revoked. The user must sign in again.'],
  50194: [
    'invalid_request',
    "This application is single-tenant. Use its tenant's endpoint, not a common endpoint.",
  ],
  54005: ['invalid_grant', 'The authorization code was already redeemed. A code can be used only once.'],
  65001: [
    'invalid_grant',
    'Neither the user nor an administrator has consented to the permissions that the application requests.',
  ],
  65004: ['access_denied', 'The user declined to sign in to the application.'],
  70000: ['invalid_grant', 'The code or refresh token is unknown or malformed.'],
  70003: ['unsupported_grant_type', 'This grant type is not supported.'],
  70005: ['unsupported_response_type', 'This response type is not enabled. Use response_type=code.'],
  70007: ['invalid_request', 'This response mode is not supported. Use response_mode=query.'],
  70008: ['invalid_grant', 'The authorization code has expired.'],
  70011: ['invalid_scope', 'The scope is missing or malformed.'],
  90002: ['invalid_request', 'The tenant was not found.'],
  90009: [
    'invalid_request',
    'The application requested a token for itself. The scope must use its GUID, not its identifier URI.',
  ],
  500011: ['invalid_resource', 'The resource in the scope was not found in this tenant.'],
  500112: ['invalid_grant', 'The redirect URI does not match the one in the authorization request.'],
  500131: ['invalid_grant', 'The assertion was issued for another application.'],
  500133: ['invalid_grant', 'The assertion is not within its valid time range.'],
  501481: [
    'invalid_grant',
    'The code verifier does not match the code challenge in the authorization request.',
  ],
  650053: ['invalid_scope', 'The resource does not have the requested scope.'],
  650057: ['invalid_resource', 'The application is not allowed to sign users in to this resource.'],
  700016: ['unauthorized_client', 'The application is not registered in this tenant.'],
  700024: ['invalid_client', 'The client assertion is not within its valid time range.'],
  700027: ['invalid_client', 'The client assertion is not signed with a registered key.'],
  700082: ['invalid_grant', 'The refresh token has expired due to inactivity.'],
  700211: ['invalid_client', "No federated identity credential matches the assertion's issuer."],
  700212: ['invalid_client', "No federated identity credential matches the assertion's audience."],
  700213: ['invalid_client', "No federated identity credential matches the assertion's subject."],
  900144: ['invalid_request', 'A required parameter is missing:'],
  7000114: ['invalid_grant', 'An app-only token cannot be exchanged On-Behalf-Of.'],
  7000215: ['invalid_client', 'The client secret is wrong.'],
  7000218: ['invalid_client', 'The request must contain a client_secret or a client_assertion.'],
  7000222: ['invalid_client', 'The client secret has expired. Create a new one.'],
  9000411: ['invalid_request', 'A parameter occurs more than once:'],
  9002313: ['invalid_request', 'The request is malformed:'],
  9010010: ['invalid_target', 'The resource parameter does not match the resource in the scope.'],
} as const satisfies Record<number, readonly [error: string, sentence: string]>;

export type Aadsts = keyof typeof refusals;

/** Optional details of a refusal. `detail` is appended to the error description. */
export type RefusalDetails = {
  readonly detail?: string;
  readonly suberror?: string;
  readonly claims?: string;
};

/**
 * The details of a refusal whose AADSTS number is not in `refusals`. The caller must supply the OAuth error and the
 * sentence.
 */
type AnyRefusal = RefusalDetails & { readonly error: string; readonly sentence: string };

/** An error from Entra, sent as a JSON body, a redirect or a page. */
export class EntraRefusal extends Error {
  override readonly name = 'EntraRefusal';
  readonly aadsts: number;
  /** The OAuth error code. */
  readonly error: string;
  readonly details: RefusalDetails;
  constructor(aadsts: Aadsts, details?: RefusalDetails);
  constructor(aadsts: number, details: AnyRefusal);
  constructor(aadsts: number, { error, sentence, ...details }: Partial<AnyRefusal> = {}) {
    const [word, text] = refusals[aadsts as Aadsts] ?? ['', ''];
    super(sentence ?? text);
    this.aadsts = aadsts;
    this.error = error ?? word;
    this.details = details;
  }
}

/** The body of an error response. `error_description` ends with the trace id, correlation id and timestamp. */
export type EntraErrorBody = {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly suberror?: string;
  readonly claims?: string;
};

/**
 * Creates the body of an error response. `correlationId` is the caller's correlation id; if it is undefined, a new id
 * is generated.
 */
export function errorBody(
  refusal: EntraRefusal,
  now: number,
  correlationId: string = randomUUID(),
): EntraErrorBody {
  const { error, message: sentence } = refusal;
  const { detail, ...details } = refusal.details;
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const traceId = randomUUID();
  const text = detail === undefined ? sentence : `${sentence} ${detail}`;
  return {
    error,
    error_description: `AADSTS${refusal.aadsts}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...details,
  };
}

const statuses: Readonly<Record<string, number>> = {
  invalid_client: 401,
  server_error: 500,
  temporarily_unavailable: 503,
};

/**
 * Creates the token endpoint's error response: 401 if client authentication failed, 5xx if Entra failed, otherwise 400.
 */
export function tokenError(refusal: EntraRefusal, now: number, correlationId?: string): Response {
  const body = errorBody(refusal, now, correlationId);
  return Response.json(body, {
    status: statuses[body.error] ?? 400,
    headers: { 'cache-control': 'no-store' },
  });
}
