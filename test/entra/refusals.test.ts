import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createExplain } from '../../src/entra/causes/explain.ts';
import { failureOf } from '../../src/entra/entra-failure.ts';
import { checkClaims } from '../../src/entra/check-claims.ts';
import { EntraRefusedError, UnavailableError } from '../../src/errors.ts';
import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import type { Fields, Log } from '../../src/telemetry/telemetry-types.ts';
import {
  codeAt,
  configFor,
  failureOf as failureIn,
  openEntraClient,
  type EntraClient,
} from '../kit/oauth/entra-client.ts';
import { configWith } from '../kit/mcp-endpoint.ts';

function mapError(error: unknown) {
  const logged: (Fields | undefined)[] = [];
  const write = (_event: string, fields?: Fields) => void logged.push(fields);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  return { failure: failureOf(error, { log, explain: createExplain(configWith()), tid: 'tenant' }), logged };
}

describe('a refusal from Entra', () => {
  it.each(['invalid_client', 'unauthorized_client'])(
    'is reported to the operator if it concerns the app and its number is unknown: %s',
    (errorCode) => {
      const { failure, logged } = mapError({ errorCode, errorNo: '7009999' });
      expect(failure).toMatchObject({ name: 'UnavailableError', retryAfterSeconds: 60 });
      expect(logged).toMatchObject([
        { code: errorCode, aadsts: 7_009_999, fix: expect.stringContaining('https://entra.microsoft.com/') },
      ]);
    },
  );

  it.each<[unknown, string]>([
    [{ errorCode: 'invalid_grant', errorNo: '50057' }, 'invalid_grant AADSTS50057'],
    [{ errorNo: 50_057 }, ' AADSTS50057'],
    [{ errorCode: 'invalid_grant' }, 'invalid_grant'],
    [new Error(`network_error: ${'x'.repeat(400)}`), `Error: network_error: ${'x'.repeat(278)}`],
  ])('has a short cause for the log: %o', (error, cause) => {
    expect((mapError(error).failure.cause as Error).message).toBe(cause);
  });

  it('contains the error number, if Entra sent one', () => {
    expect(mapError({ errorCode: 'invalid_grant', errorNo: '50057' }).failure.message).toBe(
      'The account is disabled. An administrator of the organisation can fix this. Open the account under All users, find out why it is disabled, and enable it if the user should have access. (AADSTS50057) Open: https://entra.microsoft.com/#view/Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/AllUsers',
    );
    expect(mapError({ errorCode: 'invalid_grant' }).failure.message).toBe(
      'Microsoft no longer accepts the code or token for this sign-in. The user who is signing in can fix this. Sign in again: reconnect this server in your app as described on the start page. (invalid_grant) Open: http://localhost:7071',
    );
  });

  it.each([undefined, null, 'text', {}, { errorNo: 'abc' }, { errorCode: 7, subError: 7, claims: 7 }])(
    'is treated as an outage if it has no valid error code: %j',
    (error) => {
      expect(mapError(error).failure).toBeInstanceOf(UnavailableError);
    },
  );

  it('is recognised even if only the message text contains the error number', () => {
    expect(mapError(new Error('AADSTS50057: The account is disabled.')).failure).toBeInstanceOf(
      EntraRefusedError,
    );
  });
});

describe("a token's claims", () => {
  it('are checked to the second, and nbf is optional', async () => {
    const entra = await startEntra();
    const config = configFor(entra);
    await entra.close();
    const claims = {
      aud: demoTenant.clientId,
      iss: entra.issuer,
      exp: 10_000,
      tid: demoTenant.id,
      oid: 'ana',
      azp: demoTenant.clientId,
      ver: '2.0',
      scp: 'access_as_user',
      acct: 0,
    };
    const at = (nowSeconds: number, more = {}) =>
      checkClaims({ ...claims, ...more }, { how: 'sealed', config, nowSeconds });
    expect(at(10_059).oid).toBe('ana');
    expect(() => at(10_060)).toThrow(/expired/);
    expect(at(9_000, { nbf: 9_060 }).oid).toBe('ana');
    expect(() => at(9_000, { nbf: 9_061 })).toThrow(/not valid yet/);
  });
});

describe('a sign-in whose token this server cannot use', () => {
  let entra: EntraStandIn;
  let client: EntraClient;
  beforeAll(async () => {
    entra = await startEntra();
    client = openEntraClient(entra);
  });
  afterAll(() => entra.close());

  const signedIn = async (alias: string, at: EntraClient = client) =>
    at.signIn.redeem(await codeAt(at, alias));

  it.each([
    ['six minutes slow', -6 * 60_000],
    ['a day slow', -24 * 3_600_000],
    ['two hours fast', 2 * 3_600_000],
  ])("fails with the time that this server's clock shows if the clock is %s", async (_what, differenceMs) => {
    const nowMs = Date.now() + differenceMs;
    const wrong = openEntraClient(entra, { now: () => nowMs });
    const error = await failureIn(signedIn('ana.silva', wrong));
    expect(error).toBeInstanceOf(UnavailableError);
    const shown = new Date(nowMs).toISOString().slice(0, 19);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^This server's clock is wrong: .+ The operator of Portico can fix this\./,
      ),
      explanation: { code: 'clock_wrong', owner: 'operator', cause: expect.stringContaining(`${shown}Z`) },
    });
    expect(wrong.logged).toContainEqual({
      event: 'entra_token_refused',
      fields: { code: 'clock_wrong', fix: expect.stringContaining(`${shown}Z`) },
    });
  });

  it("succeeds if this server's clock is almost right", async () => {
    const almost = openEntraClient(entra, { now: () => Date.now() - 50_000 });
    expect((await signedIn('ana.silva', almost)).person.name).toBe('Ana Silva');
  });

  it('fails with advice for the operator if the app registration lacks the claim acct', async () => {
    const incomplete = await startEntra({ accountClaim: false });
    const at = openEntraClient(incomplete);
    const error = await failureIn(signedIn('ana.silva', at));
    const person = (
      await signedIn('ana.silva', openEntraClient(incomplete, { settings: { ALLOW_GUESTS: 'on' } }))
    ).person;
    await incomplete.close();
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({
      explanation: {
        code: 'token_unusable',
        cause: expect.stringContaining('add the optional claim acct'),
        owner: 'operator',
        link: 'azd provision',
      },
    });
    expect(person.name).toBe('Ana Silva');
  });

  it("does not end, and can be refreshed once this server's clock is right", async () => {
    const { refreshToken = '' } = await signedIn('ana.silva');
    const wrong = openEntraClient(entra, { now: () => Date.now() - 6 * 60_000 });
    const request = { refreshToken, tid: demoTenant.id };
    // An outage, unlike a refusal, ends no sign-in.
    expect(await failureIn(wrong.signIn.refresh(request))).toBeInstanceOf(UnavailableError);
    expect((await client.signIn.refresh(request)).person.name).toBe('Ana Silva');
  });
});
