import { describe, expect, it } from 'vitest';

import type { Dependency } from '../../src/errors.ts';
import { callUpstream } from '../../src/telemetry/upstream-call.ts';

/** Makes a call fail with the kind of error that the Azure SDKs throw. */
const fail = (dependency: Dependency, error: { code?: string; statusCode?: number }) =>
  callUpstream({ dependency, name: 'read', deadlineMs: 1_000, telemetry: undefined }, () =>
    Promise.reject(
      Object.assign(new Error('getaddrinfo ENOTFOUND kv-secret.vault.azure.net'), {
        name: 'RestError',
        ...error,
      }),
    ),
  ).catch((failure: unknown) => failure);

describe('a service whose host name does not exist', () => {
  it.each([
    ['Key Vault', 'KEY_VAULT_URL'],
    ['Table Storage', 'STATE_TABLES_URL'],
  ] as const)('is reported with the setting and the DNS to check: %s', async (dependency, setting) => {
    const error = await fail(dependency, { code: 'ENOTFOUND' });
    expect(error).toMatchObject({
      name: 'UnavailableError',
      dependency,
      message: `${dependency} is not found in DNS; try again shortly. If that does not help, the operator of this server has to check ${setting} and this server's DNS.`,
      cause: { code: 'ENOTFOUND' },
    });
  });

  it.each([['ECONNREFUSED'], ['EAI_AGAIN'], [undefined]])(
    'is not assumed after the error %s',
    async (code) => {
      expect(await fail('Key Vault', code === undefined ? {} : { code })).toMatchObject({
        message: 'Key Vault cannot be reached at the moment; try again shortly.',
      });
    },
  );
});

describe("a service that refuses the server's identity", () => {
  it.each([401, 403])('is reported with the roles and the firewall to check: %d', async (statusCode) => {
    expect(await fail('Table Storage', { statusCode })).toMatchObject({
      message: expect.stringMatching(/refuses this server's identity .+ roles and the service's firewall/),
    });
  });
});
