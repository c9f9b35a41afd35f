import { describe, expect, it } from 'vitest';

import { createExplain } from '../../src/entra/causes/explain.ts';
import { failureOf } from '../../src/entra/entra-failure.ts';
import { checkClaims } from '../../src/entra/check-claims.ts';
import { EntraRefusedError, UnavailableError } from '../../src/errors.ts';
import { startEntra } from '../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import type { Fields } from '../../src/telemetry/telemetry-types.ts';
import { configFor } from '../kit/oauth/entra-client.ts';
import { configWith } from '../kit/mcp-endpoint.ts';
import { logTo } from '../kit/logs/log-to.ts';

function mapError(error: unknown) {
  const logged: (Fields | undefined)[] = [];
  const log = logTo((_event, fields) => void logged.push(fields));
  return { failure: failureOf(error, { log, explain: createExplain(configWith()), tid: 'tenant' }), logged };
}

describe('a refusal from Entra', () => {
  it.each(['invalid_client', 'unauthorized_client'])(
    'is reported to the operator if it concerns the app and the error number is unknown: %s',
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
