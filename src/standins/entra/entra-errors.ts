import { randomUUID } from 'node:crypto';

/** What Entra refuses, by AADSTS number: the OAuth error code beside it and the sentence that explains it. */
const refusals = {
  28000: ['invalid_request', 'One request may ask for the scopes of one resource only.'],
  50011: ['invalid_request', 'The redirect URI is not among those registered for the application.'],
  50013: ['invalid_grant', 'The assertion is not valid: its signature, issuer or form does not hold.'],
  50034: ['invalid_grant', 'The account does not exist in this directory.'],
  50057: ['invalid_grant', 'The account of this person is disabled.'],
  50058: ['login_required', 'A silent sign-in was asked for, but nobody is signed in.'],
  50076: [
    'interaction_required',
    'The administrator demands multifactor authentication for this resource; the person must sign in again.',
  ],
  50148: ['invalid_grant', 'A code verifier is needed, because the authorization request had a challenge.'],
  50173: ['invalid_grant', 'The grant was revoked; the person must sign in again.'],
  50194: ['invalid_request', 'This application serves one tenant: name that tenant, not a common endpoint.'],
  54005: ['invalid_grant', 'The authorization code was redeemed before; a code is good for one use.'],
  65001: [
    'invalid_grant',
    'Neither the person nor an administrator has consented to the permissions that the application asks for.',
  ],
  65004: ['access_denied', 'The person declined to sign in to the application.'],
  70000: ['invalid_grant', 'The code or refresh token is unknown or malformed.'],
  70003: ['unsupported_grant_type', 'This grant type is not supported.'],
  70005: ['unsupported_response_type', 'This response type is not enabled; ask for response_type=code.'],
  70007: ['invalid_request', 'This response mode is not supported; use query.'],
  70008: ['invalid_grant', 'The authorization code has expired.'],
  70011: ['invalid_scope', 'The scope is missing or malformed.'],
  90002: ['invalid_request', 'There is no such tenant.'],
  90009: [
    'invalid_request',
    'The application asks for a token for itself; that needs its GUID in the scope, not its identifier URI.',
  ],
  500011: ['invalid_resource', 'The resource of the scope is not known in this tenant.'],
  500112: ['invalid_grant', 'The redirect URI differs from the one in the authorization request.'],
  500131: ['invalid_grant', 'The assertion was issued for another application.'],
  500133: ['invalid_grant', 'The assertion is outside the time in which it is valid.'],
  501481: ['invalid_grant', 'The code verifier does not match the challenge of the authorization request.'],
  650053: ['invalid_scope', 'The scope does not exist on its resource.'],
  650057: ['invalid_resource', 'The application may not sign people in to this resource.'],
  700016: ['unauthorized_client', 'The application is not registered in this tenant.'],
  700024: ['invalid_client', 'The client assertion is outside the time in which it is valid.'],
  700027: ['invalid_client', 'The signature of the client assertion does not verify with a registered key.'],
  700082: ['invalid_grant', 'The refresh token has expired because it was not used for too long.'],
  700211: ['invalid_client', 'No federated identity credential matches the issuer of the assertion.'],
  700212: ['invalid_client', 'No federated identity credential matches the audience of the assertion.'],
  700213: ['invalid_client', 'No federated identity credential matches the subject of the assertion.'],
  900144: ['invalid_request', 'A required parameter is missing:'],
  7000114: ['invalid_grant', 'A token that an application got for itself cannot be exchanged On-Behalf-Of.'],
  7000215: ['invalid_client', 'The client secret is wrong.'],
  7000218: ['invalid_client', 'The request needs a client_secret or a client_assertion.'],
  7000222: ['invalid_client', 'The client secret has expired; make a new one.'],
  9000411: ['invalid_request', 'A parameter is given more than once:'],
  9002313: ['invalid_request', 'The request is malformed:'],
  9010010: ['invalid_target', 'The resource parameter differs from the resource of the scope.'],
} as const satisfies Record<number, readonly [error: string, sentence: string]>;

/** A number that the stand-in refuses with. */
export type Aadsts = keyof typeof refusals;

/** What a refusal carries beside its number: `detail` is appended to the sentence. */
export type RefusalFacts = { readonly detail?: string; readonly suberror?: string; readonly claims?: string };

/** A refusal, on its way to becoming a JSON body, a redirect or a page. */
export class EntraRefusal extends Error {
  override readonly name = 'EntraRefusal';
  readonly aadsts: Aadsts;
  readonly facts: RefusalFacts;
  constructor(aadsts: Aadsts, facts: RefusalFacts = {}) {
    super(refusals[aadsts][1]);
    this.aadsts = aadsts;
    this.facts = facts;
  }
}

/** A refusal as Entra words it: `error`, and an `error_description` that ends in ids and a time. */
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

/** Words a refusal with a fresh trace id; `correlationId` is the caller's own where it sent one. */
export function errorBody(
  refusal: EntraRefusal,
  now: number,
  correlationId: string = randomUUID(),
): EntraErrorBody {
  const [error, sentence] = refusals[refusal.aadsts];
  const { detail, ...facts } = refusal.facts;
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
    ...facts,
  };
}

/** A refusal as the token endpoint answers it: 401 where the client did not prove itself, else 400. */
export function tokenError(refusal: EntraRefusal, now: number, correlationId?: string): Response {
  const body = errorBody(refusal, now, correlationId);
  return Response.json(body, {
    status: body.error === 'invalid_client' ? 401 : 400,
    headers: { 'cache-control': 'no-store' },
  });
}
