import type { RequestContext } from '../../src/http/request-context.ts';
import { authorize, callback, consent, register, token, type Endpoint } from './endpoints.ts';
import { createWorld, ORIGIN, type World } from '../kit/oauth/oauth-world.ts';
import { pkce } from '../kit/oauth/pkce.ts';

export { pkce };

export const LOOPBACK = 'http://127.0.0.1:33418/callback';

export type Parameters = Record<string, string | undefined>;
export type RegisteredClient = { client_id: string; client_secret?: string; [field: string]: unknown };
export type TokenBody = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
  error?: string;
  error_description?: string;
};

/** Registers a client, by default a public client on loopback. */
export async function registerClient(
  world: World,
  body: Record<string, unknown> = {},
): Promise<RegisteredClient> {
  const answer = await register(
    jsonPost('/register', {
      client_name: 'Test client',
      redirect_uris: [LOOPBACK],
      token_endpoint_auth_method: 'none',
      ...body,
    }),
    world,
  );
  if (answer.status !== 201) throw new Error(`registration failed: ${await answer.text()}`);
  return (await answer.json()) as RegisteredClient;
}

export function jsonPost(path: string, body: unknown): Request {
  return new Request(ORIGIN + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function formPost(path: string, form: Parameters, headers: Record<string, string> = {}): Request {
  return new Request(ORIGIN + path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: queryOf(form),
  });
}

export function queryOf(parameters: Parameters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
  return query;
}

/** A browser that stores cookies, drops them when they expire, and does not follow redirects. */
export type TestBrowser = {
  readonly cookies: Map<string, string>;
  send(endpoint: Endpoint, request: Request, world: World): Promise<Response>;
};

export function openBrowser(): TestBrowser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    send: async (endpoint, request, world) => {
      const headers = new Headers(request.headers);
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const answer = await endpoint(new Request(request, { headers }), world);
      for (const line of answer.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ');
        const cut = pair.indexOf('=');
        if (attributes.includes('Max-Age=0')) cookies.delete(pair.slice(0, cut));
        else cookies.set(pair.slice(0, cut), pair.slice(cut + 1));
      }
      return answer;
    },
  };
}

/** Returns a well-formed authorization request with the given changes. */
export function authorization(clientId: string, challenge: string, different: Parameters = {}): Parameters {
  return {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: LOOPBACK,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'client-state',
    scope: 'access_as_user',
    resource: `${ORIGIN}/mcp`,
    ...different,
  };
}

export function authorizeRequest(parameters: Parameters): Request {
  return new Request(`${ORIGIN}/authorize?${queryOf(parameters)}`);
}

export async function hiddenFields(page: Response): Promise<Record<string, string>> {
  const markup = await page.text();
  const fields = markup.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map((field) => [field[1], field[2]]));
}

/** Presses a button on the consent page. */
export async function answerConsent(
  browser: TestBrowser,
  page: Response,
  world: World,
  choice = 'allow',
): Promise<Response> {
  const form = { ...(await hiddenFields(page)), choice };
  return browser.send(consent, formPost('/consent', form, { origin: world.config.publicUrl }), world);
}

/** Returns the request to the callback after a sign-in that started at `location`. */
export function entraAnswer(location: string, different: Parameters = {}): Request {
  const request = new URL(location).searchParams;
  const answer = {
    code: `entra-code-${request.get('code_challenge')}`,
    state: request.get('state') ?? '',
    session_state: 'something of Entra',
    ...different,
  };
  return new Request(`${ORIGIN}/callback?${queryOf(answer)}`);
}

export function locationOf(answer: Response): URL {
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`no redirect but ${answer.status}`);
  return new URL(location);
}

/** Gives consent to a client and follows the redirect to Entra. `back` follows Entra's redirect to the callback. */
export async function goToEntra(
  world: World = createWorld(),
  options: { client?: RegisteredClient; different?: Parameters; browser?: TestBrowser } = {},
) {
  const { client = await registerClient(world), different, browser = openBrowser() } = options;
  const { verifier, challenge } = pkce();
  const request = authorizeRequest(authorization(client.client_id, challenge, different));
  const page = await browser.send(authorize, request, world);
  const agreed = await answerConsent(browser, page, world);
  const entra = locationOf(agreed).href;
  const back = (answer: Parameters = {}, { from = browser, at = world } = {}) =>
    from.send(callback, entraAnswer(entra, answer), at);
  return { world, browser, client, verifier, agreed, entra, back };
}

/** Opens one of our own pages in a browser that is not signed in yet, and signs in as Entra's next user. */
export async function openOwnPage(
  browser: TestBrowser,
  endpoint: Endpoint,
  { url, world }: { url: string; world: World },
): Promise<Response> {
  const toEntra = await browser.send(endpoint, new Request(url), world);
  const back = await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
  if (locationOf(back).href !== url) throw new Error(`The sign-in ended at ${locationOf(back).href}.`);
  return browser.send(endpoint, new Request(url), world);
}

/** Returns the CSRF token of a page's form. */
export function proofIn(markup: string): string | undefined {
  return /name="proof" value="([^"]+)"/.exec(markup)?.[1];
}

export function isAccepted(world: World, accessToken: string): Promise<boolean> {
  return world.authenticate(accessToken).then(
    () => true,
    () => false,
  );
}

export type CodeInHand = { code: string; verifier: string; clientId: string; redirectUri: string };

/** Gets a code for a client: authorize, consent, Entra, callback. */
export async function obtainCode(
  world: World,
  options: { client?: RegisteredClient; different?: Parameters; at?: { callback: World } } = {},
): Promise<CodeInHand> {
  const { client, verifier, back } = await goToEntra(world, options);
  const location = locationOf(await back({}, { at: options.at?.callback ?? world }));
  const code = location.searchParams.get('code');
  if (code === null) throw new Error(`no code: ${location.href}`);
  const { redirect_uri: redirectUri = LOOPBACK } = options.different ?? {};
  return { code, verifier, clientId: client.client_id, redirectUri };
}

export function codeRequest(obtained: CodeInHand, different: Parameters = {}): Request {
  return formPost('/token', {
    grant_type: 'authorization_code',
    code: obtained.code,
    code_verifier: obtained.verifier,
    client_id: obtained.clientId,
    redirect_uri: obtained.redirectUri,
    ...different,
  });
}

export function refreshRequest(clientId: string, refreshToken: string, different: Parameters = {}): Request {
  return formPost('/token', {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
    ...different,
  });
}

/** Sends a token request and reads the response. */
export async function tokens(
  world: World,
  request: Request,
  requestContext: RequestContext = world.requestContext,
): Promise<TokenBody & { status: number }> {
  const answer = await token(request, world, requestContext);
  return { ...((await answer.json()) as TokenBody), status: answer.status };
}

/** Signs a user in to a client. */
export async function signedIn(
  world: World,
  options: { client?: RegisteredClient; different?: Parameters } = {},
): Promise<TokenBody & { clientId: string }> {
  const obtained = await obtainCode(world, options);
  const body = await tokens(world, codeRequest(obtained));
  if (body.error !== undefined) throw new Error(`${body.error}: ${body.error_description}`);
  return { ...body, clientId: obtained.clientId };
}
