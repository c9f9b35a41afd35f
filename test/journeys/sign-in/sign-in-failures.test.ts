import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { causeOf } from '../../../src/entra/causes/explain.ts';
import type { InjectedRefusal, Place } from '../../../src/standins/entra/injected-refusals.ts';
import { createBrowser } from '../../../src/standins/browser.ts';
import { CALLBACK, signIn } from '../../kit/oauth/sign-in.ts';
import { codes, type Code } from './entra-refusals.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

const ANA = 'ana.silva';

let world: World;
let clientId: string;
let accessToken: string;
beforeAll(async () => {
  world = await startPortico({
    RATE_LIMIT_PER_PERSON: '5000',
    RATE_LIMIT_PER_ADDRESS: '5000',
    RATE_LIMIT_FAILURES: '5000',
  });
  ({ clientId, accessToken } = await signIn({ origin: world.origin, person: ANA }));
});
afterAll(() => world.close());

async function tokenOf(person: string): Promise<string> {
  return (await signIn({ origin: world.origin, person })).accessToken;
}

const POLICY_CLAIMS = '{"access_token":{"capolids":{"essential":true,"values":["a6ae6d8c"]}}}';

/** The plain text of a response, and its OAuth error, if any. */
type Answer = {
  readonly text: string;
  readonly error?: string | undefined;
  readonly description?: string | undefined;
};

/** Sends the client's authorization request, signs in at Entra and returns the final response. */
async function authorize(): Promise<Answer> {
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: CALLBACK,
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    state: 's',
    scope: 'access_as_user',
    resource: `${world.origin}/mcp`,
  });
  const browser = createBrowser();
  const consent = await browser.open(`${world.origin}/authorize?${query}`, CALLBACK);
  let end = await browser.press(consent, /^allow/i, CALLBACK);
  // Once the code has been used, the user has to sign in again.
  for (let round = 0; round < 2; round++) {
    const isAtEntra = !end.url.startsWith(CALLBACK) && !end.url.startsWith(world.origin);
    // oxlint-disable-next-line no-await-in-loop -- each page depends on the one before it
    if (isAtEntra) end = await browser.press(end, /\bana\.silva\b/i, CALLBACK);
  }
  const sent = new URL(end.url).searchParams;
  if (end.url.startsWith(CALLBACK)) {
    const description = sent.get('error_description') ?? '';
    return { text: description, error: sent.get('error') ?? '', description };
  }
  return { text: plainTextOf(end.text) };
}

async function refresh(): Promise<Answer> {
  const { refreshToken, clientId: client } = await signIn({ origin: world.origin, person: ANA });
  const response = await fetch(`${world.origin}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: client,
      refresh_token: refreshToken,
    }),
  });
  const body = (await response.json()) as { error: string; error_description: string };
  return { text: JSON.stringify(body), error: body.error, description: body.error_description };
}

async function callTool(token = accessToken): Promise<Answer & { readonly status: number }> {
  const response = await postMcp(world, toolCall('get_me'), { token });
  const { status } = response;
  if (status === 200) return { status, text: (await resultOf(response)).text };
  const challenge = response.headers.get('www-authenticate') ?? '';
  if (challenge === '') {
    const body = (await response.json()) as { error: string; error_description: string };
    return { status, text: JSON.stringify(body), error: body.error, description: body.error_description };
  }
  const [, error, description = ''] = /error="([^"]*)", error_description="([^"]*)"/.exec(challenge) ?? [];
  // The body is the tool result, for clients that ignore the status.
  expect((await resultOf(response)).text).toContain(description);
  return { status, text: challenge, error, description };
}

/**
 * Functions that trigger a request to Entra, keyed by the kind of request. No On-Behalf-Of exchange may succeed for the
 * person that these functions sign in, because the token would be cached. A test that needs a successful exchange uses
 * `tokenOf`.
 */
const ways: Readonly<Record<Place, () => Promise<Answer>>> = {
  authorize,
  code: authorize,
  refresh,
  'on-behalf-of': () => callTool(),
};
const places = Object.keys(ways) as Place[];

/** Returns the response that the client gets if Entra refuses a request of the kind `refusal.place`. */
async function answerTo(refusal: InjectedRefusal): Promise<Answer> {
  const { control } = world.standIns.entra;
  // Portico rereads a refused credential and retries, so one refusal is not enough.
  control.refuse({ times: 3, ...refusal });
  try {
    return await ways[refusal.place]();
  } finally {
    control.stopRefusing();
  }
}

function plainTextOf(markup: string): string {
  const entities: Record<string, string> = {
    '&#39;': "'",
    '&quot;': '"',
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
  };
  return markup
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(?:#39|quot|lt|gt|amp);/g, (entity) => entities[entity] ?? '')
    .replaceAll(/\s+/g, ' ');
}

const ownerWords = {
  person: /You can fix this|The user who is signing in can fix this/,
  administrator: /Your administrator can fix this|An administrator of the organisation can fix this/,
  operator: /The operator of Portico can fix this/,
};
const authorizationErrors = ['access_denied', 'server_error', 'temporarily_unavailable'];
const tokenErrors = ['invalid_grant', 'temporarily_unavailable'];

function expectExplained(answer: Answer, refusal: InjectedRefusal): void {
  const { text, description } = answer;
  const { cause, owner } = causeOf({ suberror: '', ...refusal });
  expect(text).toContain(`AADSTS${refusal.aadsts}`);
  expect(text).toContain(cause);
  expect(text).toMatch(ownerWords[owner]);
  expect(text).toMatch(/https?:\/\/\S+|azd \w+/);
  expect(text).not.toMatch(/\{\w+\}/);
  expect(text).toMatch(/trace ID:? [0-9a-f-]{36}/i);
  expect(text).toMatch(/correlation ID:? [0-9a-f-]{36}/i);
  expectNoContent(text);
  if (description !== undefined) {
    // RFC 6749, 4.1.2.1 and 5.2.
    expect(description).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]{1,1000}$/);
  }
}

/**
 * Checks that a text contains no part of Entra's description, because the description names the account, its object id
 * and the app.
 */
function expectNoContent(text: string): void {
  expect(text).not.toMatch(/ana\.silva|Ana Silva|User account|Internal|EmailHidden/i);
  expect(text).not.toContain('00000000-0000-4000-8000');
  expect(text).not.toContain(accessToken);
}

describe.each(places)('a refusal from Entra at %s', (place) => {
  it.each<Code>(codes)(
    'is explained with the cause, the responsible party and a link, but without any text from Entra: AADSTS%d (%s, %s)',
    async (aadsts, error, suberror) => {
      const refusal: InjectedRefusal = {
        place,
        aadsts,
        error,
        ...(suberror !== undefined && { suberror }),
        // Entra names the policy even if no claims can satisfy it.
        ...(suberror === 'message_only' && { claims: POLICY_CLAIMS }),
      };
      const answer = await answerTo(refusal);
      expectExplained(answer, refusal);
      if (place === 'authorize' && answer.error !== undefined)
        expect(authorizationErrors).toContain(answer.error);
      if (place === 'refresh') expect(tokenErrors).toContain(answer.error);
    },
  );

  it('is reported, if its code is unknown, with the ids and time that an administrator needs and with a link that explains the code', async () => {
    const refusal = { place, aadsts: 999_777, error: 'invalid_grant' };
    const answer = await answerTo(refusal);
    expectExplained(answer, refusal);
    expect(answer.text).toContain('Send this code, the ids and the time to your administrator');
    expect(answer.text).toContain('https://login.microsoftonline.com/error?code=999777');
    expect(answer.text).toMatch(/time:? \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/i);
  });
});

describe('a tool call whose On-Behalf-Of exchange Entra refuses', () => {
  const refused = async (refusal: Omit<InjectedRefusal, 'place'>, token?: string) => {
    world.standIns.entra.control.refuse({ place: 'on-behalf-of', times: 3, ...refusal });
    const answer = await callTool(token);
    world.standIns.entra.control.stopRefusing();
    return answer;
  };

  it('triggers a new sign-in only if a sign-in can help or the account is no longer usable', async () => {
    expect((await refused({ aadsts: 50057, error: 'invalid_grant' })).status).toBe(401);
    expect((await refused({ aadsts: 50173, error: 'invalid_grant' })).status).toBe(401);
    expect((await refused({ aadsts: 50076, error: 'interaction_required' })).status).toBe(401);
    expect((await refused({ aadsts: 50105, error: 'invalid_grant' })).status).toBe(200);
    expect((await refused({ aadsts: 53003, error: 'interaction_required' })).status).toBe(200);
    const block = { aadsts: 53003, error: 'invalid_grant', suberror: 'message_only', claims: POLICY_CLAIMS };
    expect((await refused(block)).status).toBe(200);
    expect((await refused({ aadsts: 7_000_222, error: 'invalid_client' })).status).toBe(200);
  });

  it('succeeds again as soon as the cause is fixed', async () => {
    const token = await tokenOf('ben.okafor');
    expect((await refused({ aadsts: 50105, error: 'invalid_grant' }, token)).text).toContain('AADSTS50105');
    expect(await callTool(token)).toMatchObject({ status: 200, text: expect.stringContaining('Ben Okafor') });
  });

  it('returns the claims and the cause in its challenge', async () => {
    const token = await tokenOf('ben.okafor');
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const { control } = world.standIns.entra;
    control.refuse({ place: 'on-behalf-of', aadsts: 50076, error: 'interaction_required', claims });
    const response = await postMcp(world, toolCall('get_me'), { token });
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain(`claims="${Buffer.from(claims).toString('base64')}"`);
    expect(challenge).toMatch(/multifactor authentication.+AADSTS50076.+https:\/\/aka\.ms\/mfasetup/);
  });
});

it('a refusal writes no account name, address or id to the log', async () => {
  const before = world.lines.length;
  for (const place of places) {
    // oxlint-disable-next-line no-await-in-loop -- the stand-in holds one refusal at a time
    await answerTo({ place, aadsts: 50_105, error: 'access_denied' });
    // oxlint-disable-next-line no-await-in-loop
    await answerTo({ place, aadsts: 7_000_222, error: 'invalid_client' });
  }
  const lines = world.lines.slice(before);
  expect(lines.filter((line) => line.includes('entra_refuses_this_app'))).toHaveLength(3);
  expect(lines.filter((line) => line.includes('AADSTS50105')).length).toBeGreaterThan(0);
  for (const line of lines) expect(line).not.toMatch(/ana\.silva|Ana Silva|User account|EmailHidden/);
});
