import { isRecord } from '../../base/is-record.ts';
import { parseJson } from '../../base/json-text.ts';
import { EntraRefusal, type RefusalDetails } from './entra-errors.ts';

/** A request to the stand-in. The parameters come from the form if the method is POST, otherwise from the query. */
export type EntraRequest = {
  readonly method: string;
  readonly tenant: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Names of parameters that occur more than once. */
  readonly repeated: readonly string[];
  readonly session: string | undefined;
  readonly correlationId: string | undefined;
};

export const SESSION_COOKIE = 'entra_stand_in';

/** Reads a request. `tenant` is the first segment of its path. */
export async function readEntraRequest(request: Request, tenant: string): Promise<EntraRequest> {
  const pairs =
    request.method === 'POST' ? new URLSearchParams(await request.text()) : new URL(request.url).searchParams;
  const parameters: Record<string, string> = Object.create(null);
  const repeated: string[] = [];
  for (const [name, value] of pairs) {
    if (name in parameters) repeated.push(name);
    else if (value !== '') parameters[name] = value;
  }
  const cookie = new RegExp(`(?:^|; )${SESSION_COOKIE}=([^;]+)`).exec(request.headers.get('cookie') ?? '');
  const correlationId = request.headers.get('client-request-id') ?? parameters['client-request-id'];
  return {
    method: request.method,
    tenant,
    parameters,
    repeated,
    session: cookie?.[1],
    correlationId: correlationId?.slice(0, 64),
  };
}

/** Returns a parameter. Throws AADSTS900144 if it is missing. */
export function requireParameter(request: EntraRequest, name: string): string {
  const value = request.parameters[name];
  if (value === undefined) throw new EntraRefusal(900144, { detail: `'${name}'.` });
  return value;
}

/** Throws AADSTS9000411 if any parameter is repeated. */
export function rejectRepeated(request: EntraRequest): void {
  const [name] = request.repeated;
  if (name !== undefined) throw new EntraRefusal(9000411, { detail: `'${name.slice(0, 40)}'.` });
}

/** The authentication context that represents multifactor authentication. */
export const MFA_CONTEXT = 'c1';

/**
 * Returns the authentication contexts that `claims` requires. Throws AADSTS9002313 if `claims` is not a JSON object.
 */
export function requestedContexts(claims: string | undefined): readonly string[] {
  if (claims === undefined) return [];
  const acrs = parseClaims(claims)?.access_token?.acrs;
  return [...(acrs?.values ?? []), acrs?.value].filter((value) => typeof value === 'string');
}

/** Returns the details of a refusal that demands these authentication contexts. */
export function claimsChallenge(contexts: readonly string[]): RefusalDetails {
  const acrs =
    contexts.length === 1 ? { essential: true, value: contexts[0] } : { essential: true, values: contexts };
  return { suberror: 'basic_action', claims: JSON.stringify({ access_token: { acrs } }) };
}

type ClaimsRequest = { access_token?: { acrs?: { value?: unknown; values?: readonly unknown[] } } };

function parseClaims(text: string): ClaimsRequest | undefined {
  const parsed = parseJson(text);
  if (isRecord(parsed)) return parsed;
  throw new EntraRefusal(9002313, { detail: "'claims' is not a JSON object." });
}
