import { randomUUID } from 'node:crypto';

import { demoTenant } from '../../tenant/people.ts';
import {
  challenge,
  contextsAsked,
  need,
  refuseRepeated,
  SESSION_COOKIE,
  type Asked,
} from '../entra-request.ts';
import {
  activePerson,
  issueCode,
  openSession,
  personOf,
  type Directory,
  type SignIn,
} from '../entra-directory.ts';
import { EntraRefusal, tell } from '../entra-errors.ts';
import { isRegistered } from '../registered-uris.ts';
import { readScope } from '../tokens/read-scope.ts';
import { isHinted, refusalPage, signInPage } from '../pages/sign-in-page.ts';

const prompts = [undefined, 'none', 'login', 'select_account', 'consent'];

/** An authorization request that has passed every check. */
type Authorization = {
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly state: string | undefined;
  readonly prompt: string | undefined;
  readonly hint: string | undefined;
  /** The authentication contexts that the `claims` parameter demands. */
  readonly contexts: readonly string[];
};

/**
 * The authorize endpoint: asks who signs in, and sends the browser back with a code. What is wrong before the
 * redirect URI is trusted becomes a page; what is wrong after goes back to the client, without `iss`, as Entra does.
 */
export function authorize(asked: Asked, directory: Directory): Response {
  try {
    refuseRepeated(asked);
    const clientId = need(asked, 'client_id');
    if (clientId !== demoTenant.clientId) throw new EntraRefusal(700016, { detail: `('${clientId}')` });
    const redirectUri = need(asked, 'redirect_uri');
    if (!isRegistered(redirectUri, directory.redirectUris)) throw new EntraRefusal(50011);
    return answer(asked, redirectUri, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    return refusalPage(tell(error, directory.now(), asked.correlationId).error_description);
  }
}

function answer(asked: Asked, redirectUri: string, directory: Directory): Response {
  try {
    const request = readAuthorization(asked, redirectUri, directory);
    return asked.method === 'POST' ? chosen(asked, request, directory) : arrived(asked, request, directory);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    const told = tell(error, directory.now(), asked.correlationId);
    return back(redirectUri, {
      error: told.error,
      ...(error.aadsts === 65004 && { error_subcode: 'cancel' }),
      error_description: told.error_description,
      state: asked.parameters['state'],
    });
  }
}

function readAuthorization(asked: Asked, redirectUri: string, directory: Directory): Authorization {
  const parameters = asked.parameters;
  if (need(asked, 'response_type') !== 'code') throw new EntraRefusal(70005);
  if ((parameters['response_mode'] ?? 'query') !== 'query') throw new EntraRefusal(70007);
  const scope = need(asked, 'scope');
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
  const contexts = contextsAsked(parameters['claims']);
  const { nonce, state, login_hint: hint } = parameters;
  return { redirectUri, scope, challenge, nonce, state, prompt, hint, contexts };
}

/** The browser comes with the request: somebody who is signed in goes straight back, unless the request wants a page. */
function arrived(asked: Asked, request: Authorization, directory: Directory): Response {
  const session = currentSession(asked, directory);
  const unmet = request.contexts.filter((context) => !session?.contexts.includes(context));
  if (request.prompt === 'none') {
    if (session === undefined) throw new EntraRefusal(50058);
    if (unmet.length > 0) throw new EntraRefusal(50076, challenge(unmet));
    return withCode(request, session, directory);
  }
  const other =
    request.hint !== undefined && session !== undefined && !isHinted(session.person, request.hint);
  if (session !== undefined && request.prompt === undefined && unmet.length === 0 && !other) {
    return withCode(request, session, directory);
  }
  return signInPage({
    people: directory.people,
    parameters: asked.parameters,
    hint: request.hint,
    stepUp: unmet.length > 0,
  });
}

/** The person has pressed a button of the page. */
function chosen(asked: Asked, request: Authorization, directory: Directory): Response {
  const { person: alias, cancel, ...parameters } = asked.parameters;
  if (cancel !== undefined) throw new EntraRefusal(65004);
  const { people } = directory;
  const page = { people, parameters, hint: request.hint, stepUp: request.contexts.length > 0 };
  if (alias === undefined) return signInPage(page);
  try {
    const person = activePerson(directory, personOf(directory, alias).oid);
    const session = currentSession(asked, directory);
    const held = session?.person.oid === person.oid ? session.contexts : [];
    const signIn = { person, contexts: [...new Set([...held, ...request.contexts])] };
    const cookie = `${SESSION_COOKIE}=${openSession(directory, signIn)}; Path=/; HttpOnly; SameSite=Lax`;
    return withCode(request, signIn, directory, cookie);
  } catch (error) {
    if (!(error instanceof EntraRefusal)) throw error;
    // A person who may not sign in learns so here; the client learns nothing.
    const told = tell(error, directory.now(), asked.correlationId);
    return signInPage({ ...page, refusal: told.error_description });
  }
}

function currentSession(asked: Asked, directory: Directory): SignIn | undefined {
  const session = asked.session === undefined ? undefined : directory.sessions.get(asked.session);
  return session !== undefined && !directory.disabled.has(session.person.oid) ? session : undefined;
}

function withCode(request: Authorization, signIn: SignIn, directory: Directory, cookie?: string): Response {
  const { redirectUri, scope, challenge, nonce, state } = request;
  const issuedAt = directory.now();
  const code = { ...signIn, redirectUri, scope, challenge, nonce, issuedAt, redeemed: false };
  return back(redirectUri, { code: issueCode(directory, code), state, session_state: randomUUID() }, cookie);
}

function back(
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
