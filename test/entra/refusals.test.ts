import { describe, expect, it } from 'vitest';

import { failureOf } from '../../src/entra/entra-failure.ts';
import { judgeClaims } from '../../src/entra/judge-claims.ts';
import { EntraRefusedError, UnavailableError } from '../../src/errors.ts';
import { startEntra } from '../../src/standins/entra/entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import type { Fields, Log } from '../../src/telemetry/telemetry-types.ts';
import { configFor } from '../kit/entra-client.ts';

function mapError(error: unknown) {
  const logged: (Fields | undefined)[] = [];
  const write = (_event: string, fields?: Fields) => void logged.push(fields);
  const log: Log = { debug: write, info: write, warn: write, error: write };
  return { failure: failureOf(error, { log }), logged };
}

describe('a refusal of Entra', () => {
  it.each(['invalid_client', 'unauthorized_client'])(
    'of the app itself with an unknown number, by %s, is for the operator',
    (errorCode) => {
      const { failure, logged } = mapError({ errorCode, errorNo: '7009999' });
      expect(failure).toMatchObject({ name: 'UnavailableError', retryAfterSeconds: 60 });
      expect(logged).toEqual([{ code: errorCode, aadsts: 7_009_999, fix: 'see the app registration' }]);
    },
  );

  it.each<[unknown, string]>([
    [{ errorCode: 'invalid_grant', errorNo: '50057' }, 'invalid_grant AADSTS50057'],
    [{ errorNo: 50_057 }, ' AADSTS50057'],
    [new Error(`network_error: ${'x'.repeat(400)}`), `Error: network_error: ${'x'.repeat(278)}`],
  ])('has a short cause for the log: %o', (error, cause) => {
    expect((mapError(error).failure.cause as Error).message).toBe(cause);
  });

  it('of the person contains its number, if there is one', () => {
    expect(mapError({ errorCode: 'invalid_grant', errorNo: '50057' }).failure.message).toBe(
      'Microsoft Entra refuses this sign-in (AADSTS50057); sign in again.',
    );
    expect(mapError({ errorCode: 'invalid_grant' }).failure.message).toBe(
      'Microsoft Entra refuses this sign-in; sign in again.',
    );
  });

  it.each([undefined, null, 'text', {}, { errorNo: 'abc' }, { errorCode: 7, subError: 7, claims: 7 }])(
    'as %j is an outage',
    (error) => {
      expect(mapError(error).failure).toBeInstanceOf(UnavailableError);
    },
  );

  it('in the message text only counts as well', () => {
    expect(mapError(new Error('AADSTS50057: The account is disabled.')).failure).toBeInstanceOf(
      EntraRefusedError,
    );
  });
});

describe('the claims of a token', () => {
  it('need no nbf and are exact to the second', async () => {
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
      judgeClaims({ ...claims, ...more }, { how: 'sealed', config, nowSeconds });
    expect(at(10_059).oid).toBe('ana');
    expect(() => at(10_060)).toThrow(/expired/);
    expect(at(9_000, { nbf: 9_060 }).oid).toBe('ana');
    expect(() => at(9_000, { nbf: 9_061 })).toThrow(/not valid yet/);
  });
});
