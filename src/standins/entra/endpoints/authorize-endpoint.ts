import { randomUUID } from 'node:crypto';

import { demoTenant } from '../../tenant/people.ts';
import {
  claimsChallenge,
  requestedContexts,
  requireParameter,
  rejectRepeated,
  SESSION_COOKIE,
  type EntraRequest,
} from '../entra-request.ts';
import {
  activePerson,
  issueCode,
  openSession,
  personOf,
  type Directory,
  type SignIn,
} from '../entra-directory.ts';
import { EntraRefusal, errorBody } from '../entra-errors.ts';
import { isRegistered } from '../registered-uris.ts';
import { readScope } from '../tokens/read-scope.ts';
import { isHinted, refusalPage, signInPage } from '../pages/sign-in-page.ts';

const prompts = [undefined, 'none', 'login', 'select_account', 'consent'];

/** The parameters of an authorization request that passed every check. */
type Authorization = {
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly state: string | undefined;
  readonly prompt: string | undefined;
  readonly hint: string | undefined;
  /** Whether the request names no tenant. In that case, users sign in to their own tenants. */
  readonly anyTenant: boolean;
  /** Authentication contexts that the `claims` parameter requires. */
  readonly contexts: readonly string[];
};

/**
 * Lets the user choose a person to sign in as, then redirects the browser to the client with a code. Shows a page for
 * errors found before the redirect URI is validated. Sends later errors to the client, without `iss`, as Entra does.
 */
export function authorize(request: EntraRequest, directory: Directory): Response {
  try {
    rejectRepeated(request);
    const clientId = requireParameter(request, 'client_id');
    if (clientId !== demoTenant.clientId) throw new EntraRefusal(700016, { detail: `('${clientId}')` });
    const redirectUri = requireParameter(request, 'redirect_uri');
    if (!isRegistered(redirectUri, directory.redirectUris)) throw new EntraRefusal(50011);
    return answerClient(request, redirectUri, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    return refusalPage(errorBody(error, directory.now(), request.correlationId).error_description);
  }
}

function answerClient(request: EntraRequest, redirectUri: string, directory: Directory): Response {
  try {
    const authorization = readAuthorization(request, redirectUri, directory);
    const { person: alias } = request.parameters;
    directory.injected.apply(
      'authorize',
      directory.people.find((person) => person.alias === alias),
    );
    return request.method === 'POST'
      ? completeSignIn(request, authorization, directory)
      : startSignIn(request, authorization, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    const body = errorBody(error, directory.now(), request.correlationId);
    return redirectToClient(redirectUri, {
      error: body.error,
      ...(error.aadsts === 65004 && { error_subcode: 'cancel' }),
      error_description: body.error_description,
      state: request.parameters['state'],
    });
  }
}

function readAuthorization(request: EntraRequest, redirectUri: string, directory: Directory): Authorization {
  const parameters = request.parameters;
  if (requireParameter(request, 'response_type') !== 'code') throw new EntraRefusal(70005);
  if ((parameters['response_mode'] ?? 'query') !== 'query') throw new EntraRefusal(70007);
  const scope = requireParameter(request, 'scope');
  const { resource } = readScope(scope, directory.consented);
  if (resource !== 'api') throw new EntraRefusal(650057);
  const target = parameters['resource'];
  if (target !== undefined && target !== `api://${demoTenant.clientId}`) throw new EntraRefusal(9010010);
  const challenge = parameters['code_challenge'];
  const method = parameters['code_challenge_method'];
  if ((challenge ?? method) !== undefined && (method !== 'S256' || !/^[\w-]{43}$/.test(challenge ?? ''))) {
    throw new EntraRefusal(9002313, { detail: "'code_challenge' must be an S256 challenge." });
  }
  const prompt = parameters['prompt'];
  if (!prompts.includes(prompt)) throw new EntraRefusal(9002313, { detail: "'prompt' is not supported." });
  const contexts = requestedContexts(parameters['claims']);
  const { nonce, state, login_hint: hint } = parameters;
  const anyTenant = request.tenant !== directory.company.id;
  return { redirectUri, scope, challenge, nonce, state, prompt, hint, anyTenant, contexts };
}

/** Redirects a signed-in person immediately, unless the request requires the sign-in page. */
function startSignIn(request: EntraRequest, authorization: Authorization, directory: Directory): Response {
  const session = currentSession(request, directory);
  const unmet = authorization.contexts.filter((context) => !session?.contexts.includes(context));
  if (authorization.prompt === 'none') {
    if (session === undefined) throw new EntraRefusal(50058);
    if (unmet.length > 0) throw new EntraRefusal(50076, claimsChallenge(unmet));
    return redirectWithCode(authorization, session, directory);
  }
  const other =
    authorization.hint !== undefined &&
    session !== undefined &&
    !isHinted(session.person, authorization.hint);
  if (session !== undefined && authorization.prompt === undefined && unmet.length === 0 && !other) {
    return redirectWithCode(authorization, session, directory);
  }
  return signInPage({
    company: directory.company,
    people: directory.people,
    parameters: request.parameters,
    hint: authorization.hint,
    stepUp: unmet.length > 0,
  });
}

function completeSignIn(request: EntraRequest, authorization: Authorization, directory: Directory): Response {
  const { person: alias, cancel, ...parameters } = request.parameters;
  if (cancel !== undefined) throw new EntraRefusal(65004);
  const { company, people } = directory;
  const { hint, contexts: required } = authorization;
  const page = { company, people, parameters, hint, stepUp: required.length > 0 };
  if (alias === undefined) return signInPage(page);
  try {
    const person = activePerson(directory, personOf(directory, alias).oid);
    const session = currentSession(request, directory);
    const satisfied = session?.person.oid === person.oid ? session.contexts : [];
    const signIn = { person, contexts: [...new Set([...satisfied, ...authorization.contexts])] };
    const cookie = `${SESSION_COOKIE}=${openSession(directory, signIn)}; Path=/; HttpOnly; SameSite=Lax`;
    return redirectWithCode(authorization, signIn, directory, cookie);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    // Sign-in errors are shown on the sign-in page, without a redirect to the client.
    const body = errorBody(error, directory.now(), request.correlationId);
    return signInPage({ ...page, refusal: body.error_description });
  }
}

function currentSession(request: EntraRequest, directory: Directory): SignIn | undefined {
  const session = request.session === undefined ? undefined : directory.sessions.get(request.session);
  return session !== undefined && !directory.disabled.has(session.person.oid) ? session : undefined;
}

/** The guests' home tenant. */
const HOME_OF_GUESTS = '5e1f0c9a-2d47-4b83-9c60-7a1b3d5f8e24';

function redirectWithCode(
  authorization: Authorization,
  signIn: SignIn,
  directory: Directory,
  cookie?: string,
): Response {
  const { redirectUri, scope, challenge, nonce, state, anyTenant } = authorization;
  const issuedAt = directory.now();
  const otherTenant = anyTenant && signIn.person.quirk === 'guest' ? HOME_OF_GUESTS : undefined;
  const code = { ...signIn, otherTenant, redirectUri, scope, challenge, nonce, issuedAt, redeemed: false };
  return redirectToClient(
    redirectUri,
    { code: issueCode(directory, code), state, session_state: randomUUID() },
    cookie,
  );
}

function redirectToClient(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
  cookie?: string,
): Response {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers = new Headers({ location: url.href, 'cache-control': 'no-store' });
  if (cookie !== undefined) headers.set('set-cookie', cookie);
  return new Response(null, { status: 302, headers });
}
