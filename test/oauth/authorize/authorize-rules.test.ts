import { describe, expect, it } from 'vitest';

import { authorizeRules, checkAuthorizationRequest } from '../../../src/oauth/authorize/authorize-rules.ts';
import { createClientRegistry } from '../../../src/oauth/clients/oauth-client.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';
import { authorization, pkce, registerClient } from '../flow.ts';

describe('the rules of /authorize', () => {
  it('do not report a failure to the client until its client_id and redirect URI are trusted', () => {
    expect(authorizeRules.map(({ name, failureGoesTo }) => `${name}: ${failureGoesTo}`)).toEqual([
      'client: page',
      'redirect URI: page',
      'allow-list: page',
      'state: page',
      'request object: client',
      'response type: client',
      'PKCE: client',
      'scope: client',
      'resource: client',
      'prompt: client',
    ]);
  });

  it('rethrow an unexpected error', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const values = authorization(id, pkce().challenge) as Record<string, string>;
    Object.defineProperty(values, 'scope', {
      get: () => {
        throw new TypeError('unexpected');
      },
    });
    const clients = createClientRegistry(world);
    await expect(
      checkAuthorizationRequest({ values, resources: [], repeated: [] }, { config: world.config, clients }),
    ).rejects.toBeInstanceOf(TypeError);
  });
});
