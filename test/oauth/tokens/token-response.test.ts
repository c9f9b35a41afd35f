import { describe, expect, it } from 'vitest';

import {
  createTokenIssuer,
  ENTRA_TOKEN_LIMIT,
  type Issue,
} from '../../../src/oauth/tokens/token-response.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';

const world = createWorld({
  env: { PUBLIC_URL: 'https://func-portico-a1b2c3d4e5f6g-westeurope-production.azurewebsites.net' },
});

function issue(different: Partial<Issue> = {}): Issue {
  return {
    accessToken: 'a'.repeat(2_500),
    refreshToken: 'r'.repeat(1_500),
    expiresAt: world.now() / 1_000 + 4_200,
    tid: world.config.entra.tenantId,
    client: {
      class: 'https://claude.ai',
      id: `https://claude.ai/${'x'.repeat(180)}`,
      assertedName: '🤖'.repeat(60),
    },
    family: { partition: 'p'.repeat(43), id: 'f'.repeat(22), generation: 1_000, tokenId: 'j'.repeat(22) },
    registration: { iat: 1_800_000_000, exp: 1_900_000_000 },
    ...different,
  };
}

describe('issued tokens', () => {
  it('stay within 7 kB even for the largest Entra tokens that a sign-in accepts', async () => {
    const largest = 'x'.repeat(ENTRA_TOKEN_LIMIT);
    const body = await createTokenIssuer(world)(issue({ accessToken: largest, refreshToken: largest }));
    expect(body.access_token.length).toBeLessThanOrEqual(7_000);
    expect(body.refresh_token?.length).toBeLessThanOrEqual(7_000);
  });

  it.each(['access', 'refresh'])('have at most 7,000 characters: the %s token', async (kind) => {
    const sealing = (length: number) => ({
      ...world,
      sealer: { ...world.sealer, seal: async (as: string) => 'x'.repeat(as === kind ? length : 9) },
    });
    await expect(createTokenIssuer(sealing(7_000))(issue())).resolves.toBeDefined();
    await expect(createTokenIssuer(sealing(7_001))(issue())).rejects.toMatchObject({
      code: 'server_error',
      message: expect.stringContaining('group claims') as string,
    });
  });

  it('include no refresh token if Entra issued none', async () => {
    const body = await createTokenIssuer(world)(issue({ refreshToken: undefined }));
    expect(body).not.toHaveProperty('refresh_token');
    expect(body.access_token).toBeDefined();
  });
});
