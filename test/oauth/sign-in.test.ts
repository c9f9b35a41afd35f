import { describe, expect, it } from 'vitest';

import { authorize, callback, revoke } from './endpoints.ts';
import {
  answerConsent,
  authorization,
  authorizeRequest,
  codeRequest,
  entraAnswer,
  formPost,
  locationOf,
  obtainCode,
  openBrowser,
  pkce,
  refreshRequest,
  registerClient,
  signedIn,
  tokens,
} from './flow.ts';
import { createWorld, ORIGIN, secondInstance, TENANT } from '../kit/oauth/oauth-world.ts';
import { personNamed } from '../kit/people/named-people.ts';

describe('a sign-in', () => {
  it('gives a newly registered client a token that works until it is revoked', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const { verifier, challenge } = pkce();
    const browser = openBrowser();

    const page = await browser.send(
      authorize,
      authorizeRequest(authorization(client.client_id, challenge)),
      world,
    );
    expect(page.status).toBe(200);
    const toEntra = await answerConsent(browser, page, world);
    expect(locationOf(toEntra).origin).toBe('https://login.example');
    const back = await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
    const answer = locationOf(back);
    expect(answer.origin + answer.pathname).toBe('http://127.0.0.1:33418/callback');
    expect(answer.searchParams.get('state')).toBe('client-state');
    expect(answer.searchParams.get('iss')).toBe(ORIGIN);
    expect(answer.searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    expect(browser.cookies.size).toBe(0);

    const obtained = {
      code: answer.searchParams.get('code') ?? '',
      verifier,
      clientId: client.client_id,
      redirectUri: 'http://127.0.0.1:33418/callback',
    };
    const first = await tokens(world, codeRequest(obtained));
    expect(first).toMatchObject({
      status: 200,
      token_type: 'Bearer',
      scope: 'access_as_user',
      expires_in: 3_300,
    });
    const { caller, assertion } = await world.authenticate(first.access_token);
    expect(caller).toMatchObject({
      tid: TENANT,
      oid: world.shared.entra.person.oid,
      grant: 'code',
      client: { class: 'localhost', assertedName: 'Test client' },
    });
    expect(assertion.token.split('.')).toHaveLength(3);

    const second = await tokens(world, refreshRequest(client.client_id, first.refresh_token));
    expect(second.status).toBe(200);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(world.authenticate(second.access_token)).resolves.toMatchObject({
      caller: { oid: caller.oid },
    });

    const revoked = await revoke(
      formPost('/revoke', { token: second.refresh_token, client_id: client.client_id }),
      world,
      world.requestContext,
    );
    expect(revoked.status).toBe(200);
    await expect(world.authenticate(second.access_token)).rejects.toMatchObject({ code: 'invalid_token' });
    expect(await tokens(world, refreshRequest(client.client_id, second.refresh_token))).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
  });

  it('succeeds if every step runs on a different instance', async () => {
    const one = createWorld();
    const two = secondInstance(one);
    const client = await registerClient(one);
    const { verifier, challenge } = pkce();
    const browser = openBrowser();
    const page = await browser.send(
      authorize,
      authorizeRequest(authorization(client.client_id, challenge)),
      two,
    );
    const toEntra = await answerConsent(browser, page, one);
    const back = await browser.send(callback, entraAnswer(locationOf(toEntra).href), two);
    const obtained = {
      code: locationOf(back).searchParams.get('code') ?? '',
      verifier,
      clientId: client.client_id,
      redirectUri: 'http://127.0.0.1:33418/callback',
    };
    const first = await tokens(one, codeRequest(obtained));
    const second = await tokens(two, refreshRequest(client.client_id, first.refresh_token));
    await expect(one.authenticate(second.access_token)).resolves.toBeDefined();
  });

  it('starts a separate token family for each user', async () => {
    const world = createWorld();
    const first = await signedIn(world);
    world.shared.entra.person = personNamed('ben.okafor');
    const second = await signedIn(world);
    await world.families.revoke(await familyOf(world, first.access_token));
    await expect(world.authenticate(first.access_token)).rejects.toThrow();
    await expect(world.authenticate(second.access_token)).resolves.toBeDefined();
  });

  it('is audited together with its consent, without any token', async () => {
    const world = createWorld();
    const obtained = await obtainCode(world);
    const body = await tokens(world, codeRequest(obtained));
    const operations = world.facts.map(({ phase, action }) => `${phase} ${action.operation}`);
    expect(operations).toEqual(['outcome consent', 'outcome sign-in']);
    const output = JSON.stringify(world.facts) + world.lines.join('\n');
    for (const secret of [
      obtained.code,
      obtained.verifier,
      body.access_token,
      body.refresh_token,
      'entra-refresh',
    ]) {
      expect(output).not.toContain(secret);
    }
  });
});

async function familyOf(world: ReturnType<typeof createWorld>, token: string) {
  const claims = await world.sealer.open('access', token);
  return { partition: String(claims['partition']), id: String(claims['family']) };
}
