import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../../src/standins/tenant/people.ts';
import { aadsts, requestToken, onBehalfOf } from '../entra-flow.ts';

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra();
});
afterAll(() => entra.close());

describe('the On-Behalf-Of grant of the Entra stand-in', () => {
  const exchange = async (alias: string, changes: Record<string, string | undefined> = {}) =>
    requestToken(entra, { ...onBehalfOf(await entra.accessTokenFor(alias)), ...changes });

  it('returns a Graph token with the consented permissions and includes .default in the scope', async () => {
    const { body } = await exchange('ana.silva');
    expect(body.scope?.split(' ')).toEqual(
      expect.arrayContaining([
        'https://graph.microsoft.com/Mail.Read',
        'https://graph.microsoft.com/.default',
      ]),
    );
    expect((await entra.verifyGraphToken(body.access_token ?? '')).scopes).toContain('Mail.Read');
  });

  it('accepts a loopback origin as the Graph resource', async () => {
    const { body } = await exchange('ana.silva', { scope: 'http://127.0.0.1:4000/.default' });
    expect(body.scope).toContain('http://127.0.0.1:4000/.default');
  });

  it('returns only the remaining permissions after consent was reduced', async () => {
    const narrowed = await startEntra();
    const ask = async (scope: string) =>
      requestToken(narrowed, { ...onBehalfOf(await narrowed.accessTokenFor('ana.silva')), scope });
    narrowed.control.consent(['User.Read']);
    const all = await ask('https://graph.microsoft.com/.default');
    expect((await narrowed.verifyGraphToken(all.body.access_token ?? '')).scopes).toEqual(['User.Read']);
    const mail = await ask('https://graph.microsoft.com/Mail.Read');
    expect(mail.body).toMatchObject({ error: 'invalid_grant', suberror: 'consent_required' });
    await narrowed.close();
  });

  it.each([
    ['julia.brandt', 'interaction_required', 50076, 'basic_action'],
    ['kofi.mensah', 'invalid_grant', 65001, 'consent_required'],
    ['nils.berg', 'invalid_grant', 50057, undefined],
  ])('refuses a user with a quirk: %s', async (alias, error, code, suberror) => {
    const { status, body } = await exchange(alias);
    expect([status, body.error, body.error_codes, body.suberror]).toEqual([400, error, [code], suberror]);
  });

  it('accepts an assertion that satisfies the required claims', async () => {
    const assertion = await entra.accessTokenFor('julia.brandt', { acrs: ['c1'] });
    expect((await requestToken(entra, onBehalfOf(assertion))).status).toBe(200);
  });

  it('requires the assertion to contain the claims from a Graph challenge', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c9' } } });
    expect((await exchange('ana.silva', { claims })).body).toMatchObject({ error_codes: [50076], claims });
  });

  it.each([
    [
      'a signature from an unknown key',
      () => entra.sign({ aud: demoTenant.clientId }, { key: 'foreign' }),
      50013,
    ],
    ['no signature', () => entra.sign({ aud: demoTenant.clientId }, { alg: 'none' }), 50013],
    ['a symmetric signature', () => entra.sign({ aud: demoTenant.clientId }, { alg: 'HS256' }), 50013],
    ['another issuer', () => entra.accessTokenFor('ana.silva', { iss: 'https://evil.example' }), 50013],
    ['another tenant', () => entra.accessTokenFor('ana.silva', { tid: demoTenant.clientId }), 50013],
    ['another audience', () => entra.accessTokenFor('ana.silva', { aud: entra.graphAudience }), 500131],
    ['an application as the subject', () => entra.accessTokenFor('ana.silva', { idtyp: 'app' }), 7000114],
    ['an unknown subject', () => entra.accessTokenFor('ana.silva', { oid: 'nobody' }), 50034],
    [
      'a past expiry time',
      () => entra.accessTokenFor('ana.silva', { exp: Math.floor(Date.now() / 1000) - 1 }),
      500133,
    ],
  ])('refuses an assertion with %s', async (_name, assertion, code) => {
    expect(aadsts(await requestToken(entra, onBehalfOf(await assertion())))).toBe(code);
  });

  it.each([
    ['without requested_token_use', { requested_token_use: undefined }, 900144],
    ['without a scope', { scope: undefined }, 70011],
    [
      'for two resources',
      { scope: `https://graph.microsoft.com/User.Read ${demoTenant.clientId}/.default` },
      28000,
    ],
    ['for an unknown resource', { scope: 'https://elsewhere.example/.default' }, 500011],
  ])('refuses a request %s', async (_name, changes, code) => {
    expect(aadsts(await exchange('ana.silva', changes))).toBe(code);
  });
});
