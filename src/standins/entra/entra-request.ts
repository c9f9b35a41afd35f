import { isRecord } from '../../base/is-record.ts';
import { EntraRefusal, type RefusalFacts } from './entra-errors.ts';

/** A request to the stand-in: its parameters, from the form where it is a POST, and what else the routes look at. */
export type EntraRequest = {
  readonly method: string;
  readonly tenant: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The names of parameters that were given more than once. */
  readonly repeated: readonly string[];
  /** The value of the session cookie. */
  readonly session: string | undefined;
  readonly correlationId: string | undefined;
};

/** The name of the session cookie. */
export const SESSION_COOKIE = 'entra_stand_in';

/** Reads a request whose path names `tenant`. */
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

/** A parameter that must be there; throws 900144 where it is not. */
export function requireParameter(request: EntraRequest, name: string): string {
  const value = request.parameters[name];
  if (value === undefined) throw new EntraRefusal(900144, { detail: `'${name}'.` });
  return value;
}

/** Throws 9000411 where a parameter is repeated. */
export function rejectRepeated(request: EntraRequest): void {
  const [name] = request.repeated;
  if (name !== undefined) throw new EntraRefusal(9000411, { detail: `'${name.slice(0, 40)}'.` });
}

/** The authentication context that people who need MFA have to satisfy. */
export const MFA_CONTEXT = 'c1';

/** The authentication contexts that a `claims` parameter demands; throws 9002313 where it is not JSON. */
export function requestedContexts(claims: string | undefined): readonly string[] {
  if (claims === undefined) return [];
  const acrs = parseClaims(claims)?.access_token?.acrs;
  return [...(acrs?.values ?? []), acrs?.value].filter((value) => typeof value === 'string');
}

/** The facts of a refusal with a claims challenge for these authentication contexts. */
export function claimsChallenge(contexts: readonly string[]): RefusalFacts {
  const acrs =
    contexts.length === 1 ? { essential: true, value: contexts[0] } : { essential: true, values: contexts };
  return { suberror: 'basic_action', claims: JSON.stringify({ access_token: { acrs } }) };
}

type ClaimsRequest = { access_token?: { acrs?: { value?: unknown; values?: readonly unknown[] } } };

function parseClaims(text: string): ClaimsRequest | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return parsed;
  } catch {
    // falls through: not JSON at all is refused like JSON of another form
  }
  throw new EntraRefusal(9002313, { detail: "'claims' is not a JSON object." });
}
