import { describe, expect, it } from 'vitest';

import { failureOf } from '../../src/entra/entra-failure.ts';
import { createExplain } from '../../src/entra/causes/explain.ts';
import { HttpError, UnavailableError } from '../../src/errors.ts';
import { configWith } from '../kit/mcp-endpoint.ts';
import { logTo } from '../kit/logs/log-to.ts';

const context = { explain: createExplain(configWith()), tid: 'tenant' };
const LINK = 'https://login.example/adminconsent';
type Said = {
  errorCode?: string;
  errorNo?: string | number;
  subError?: string;
  claims?: string;
  message?: string;
};

describe('an error from Entra', () => {
  const logged: string[] = [];
  const log = logTo((event) => void logged.push(event));
  const nameOf = (said: Said, options: { adminConsentUrl?: string } = { adminConsentUrl: LINK }): string => {
    logged.length = 0;
    return failureOf(Object.assign(new Error(said.message ?? ''), said), { log, ...context, ...options })
      .name;
  };

  it.each<[string, Said, string]>([
    [
      'multi-factor authentication is required',
      { errorCode: 'invalid_grant', errorNo: 50076, claims: '{"a":1}' },
      'ClaimsChallengeError',
    ],
    [
      'interaction is required, without claims',
      { errorCode: 'interaction_required', errorNo: 50079 },
      'EntraRefusedError',
    ],
    [
      'a policy blocks the sign-in and is named in claims',
      { errorCode: 'invalid_grant', errorNo: 53003, subError: 'message_only', claims: '{"a":1}' },
      'EntraRefusedError',
    ],
    ['nobody has consented', { errorCode: 'invalid_grant', errorNo: '65001' }, 'ConsentRequiredError'],
    [
      'consent is missing, without an error number',
      { errorCode: 'invalid_grant', subError: 'consent_required' },
      'ConsentRequiredError',
    ],
    ['an administrator must consent', { errorCode: 'invalid_grant', errorNo: 90094 }, 'ConsentRequiredError'],
    [
      'the tenant does not have the app yet',
      { errorCode: 'invalid_client', errorNo: 7000229 },
      'ConsentRequiredError',
    ],
    ['the token has expired', { errorCode: 'invalid_grant', errorNo: 700082 }, 'EntraRefusedError'],
    ['a malformed code', { errorCode: 'invalid_request', errorNo: 9002313 }, 'EntraRefusedError'],
    ['an error number only in the text', { errorCode: 'x', message: 'AADSTS50057: …' }, 'EntraRefusedError'],
    ['a nonce from another sign-in', { errorCode: 'nonce_mismatch' }, 'EntraRefusedError'],
    ['Entra is busy', { errorCode: 'temporarily_unavailable', errorNo: 90033 }, 'UnavailableError'],
    ['an internal error', { errorCode: 'server_error' }, 'UnavailableError'],
    ['no network', { errorCode: 'network_error' }, 'UnavailableError'],
    ['an unknown error', {}, 'UnavailableError'],
  ])('becomes an error that the caller can act on: "%s"', (_, said, expected) => {
    expect(nameOf(said)).toBe(expected);
    expect(logged).toEqual([]);
  });

  it.each<[string, Said]>([
    ['a wrong secret', { errorCode: 'invalid_client', errorNo: 7000215 }],
    ['an expired secret', { errorCode: 'invalid_client', errorNo: '7000222' }],
    ['an unknown app', { errorCode: 'unauthorized_client', errorNo: 700016 }],
    ['an unknown federated credential', { errorCode: 'invalid_client', errorNo: 700213 }],
    ['an unknown resource', { errorCode: 'invalid_resource', errorNo: 500011 }],
  ])(
    'is reported as a misconfiguration if it is about %s: the caller may retry, and the operator finds the error in the log',
    (_, said) => {
      expect(nameOf(said)).toBe('UnavailableError');
      expect(logged).toEqual(['entra_refuses_this_app']);
    },
  );

  it('is treated as a plain refusal if it is about consent during sign-in, because no link can be shown', () => {
    expect(nameOf({ errorCode: 'invalid_grant', errorNo: 65001 }, {})).toBe('EntraRefusedError');
  });

  it('is unchanged if it is already one of our errors', () => {
    const outage = new UnavailableError('the managed identity');
    expect(failureOf(outage, { log, ...context })).toBe(outage);
    const ours = new HttpError(503, 'fix this');
    expect(failureOf(ours, { log, ...context })).toBe(ours);
  });
});
