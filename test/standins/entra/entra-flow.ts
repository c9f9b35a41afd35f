import type { EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';

/** The redirect URI of the test client; nothing listens there. */
export const redirectUri = 'http://localhost:7071/callback';

/** Returns the URL of an authorization request. An undefined value in `changes` omits the parameter. */
export function authorizeUrl(entra: EntraStandIn, changes: Record<string, string | undefined> = {}): string {
  const url = new URL(`${entra.origin}/${demoTenant.id}/oauth2/v2.0/authorize`);
  const parameters: Record<string, string | undefined> = {
    client_id: demoTenant.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: `${demoTenant.clientId}/access_as_user offline_access openid profile`,
    state: 'the-state',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

/** Opens a page without following redirects. */
export function open(url: string, cookie?: string): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: cookie === undefined ? {} : { cookie } });
}

/** Presses a button, such as `person=ana.silva` or `cancel=1`, on the sign-in page at `url`. */
export function press(url: string, button: string, cookie?: string): Promise<Response> {
  const [name = '', value = ''] = button.split('=');
  const form = new URLSearchParams(new URL(url).search);
  form.set(name, value);
  return fetch(new URL(new URL(url).pathname, url), {
    method: 'POST',
    redirect: 'manual',
    body: form,
    headers: cookie === undefined ? {} : { cookie },
  });
}

/** Returns the parameters of the redirect to the client. */
export function redirectParameters(response: Response): Record<string, string> {
  const location = response.headers.get('location');
  if (location === null) throw new Error(`No redirect: status ${response.status}`);
  return Object.fromEntries(new URL(location).searchParams);
}

/** Returns a response's session cookie in the format of a Cookie header. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Signs a person in and returns the code. */
export async function codeFor(
  entra: EntraStandIn,
  alias: string,
  changes: Record<string, string | undefined> = {},
): Promise<string> {
  const { code } = redirectParameters(await press(authorizeUrl(entra, changes), `person=${alias}`));
  if (code === undefined) throw new Error('The redirect has no code.');
  return code;
}

/** Sends a token request with the client secret. An undefined field is omitted. */
export async function requestToken(
  entra: EntraStandIn,
  fields: Record<string, string | undefined>,
): Promise<{ status: number; headers: Headers; body: TokenResponse }> {
  const form = new URLSearchParams();
  const all = { client_id: demoTenant.clientId, client_secret: entra.clientSecret, ...fields };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) form.set(name, value);
  const url = `${entra.origin}/${demoTenant.id}/oauth2/v2.0/token`;
  const response = await fetch(url, { method: 'POST', body: form });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as TokenResponse,
  };
}

/** A token response or an error. */
export type TokenResponse = {
  readonly access_token?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly error_codes?: readonly number[];
  readonly suberror?: string;
  readonly claims?: string;
  readonly correlation_id?: string;
};

export function aadsts(answer: { body: TokenResponse }): number | undefined {
  return answer.body.error_codes?.[0];
}

/** Returns the fields of an On-Behalf-Of request for all consented permissions. */
export function onBehalfOf(assertion: string): Record<string, string> {
  return {
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    scope: 'https://graph.microsoft.com/.default offline_access openid profile',
    assertion,
  };
}
