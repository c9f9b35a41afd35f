import { describe, expect, it } from 'vitest';

import { readRedirectUri } from '../../../src/oauth/authorize/check-redirect-uri.ts';
import { parseRedirectUris } from '../../../src/oauth/clients/redirect-uri.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';
import { authorize } from '../endpoints.ts';
import { authorization, authorizeRequest, pkce, registerClient } from '../flow.ts';

const clientWith = (...redirectUris: string[]) => ({
  kind: 'cimd' as const,
  boundId: 'https://app.example/client.json',
  confidential: false,
  name: undefined,
  redirectUris: parseRedirectUris(redirectUris),
});

describe('a redirect URI', () => {
  it('is refused if it is malformed, even if a document lists it', () => {
    for (const uri of ['javascript:alert(1)', 'http://evil.example/cb', 'https://a.example/cb#x']) {
      expect(() => readRedirectUri({ redirect_uri: uri }, clientWith(uri))).toThrow(/redirect URI/);
    }
    const good = 'https://a.example/cb';
    expect(readRedirectUri({ redirect_uri: good }, clientWith(good)).text).toBe(good);
  });

  it('is refused, and the message names the setting only if registration left the URI out', async () => {
    const allowed = ['https://a.example/cb'];
    const refusal = (kind: 'registered' | 'configured' | 'cimd', uri: string) => {
      try {
        return readRedirectUri(
          { redirect_uri: uri },
          { ...clientWith('https://b.example/cb'), kind },
          allowed,
        );
      } catch (error) {
        return (error as Error).message;
      }
    };
    const unregistered = 'The client has not registered this redirect_uri.';
    expect(refusal('registered', 'https://unlisted.example/cb')).toContain('ALLOWED_REDIRECT_URIS');
    expect(refusal('registered', 'https://a.example/cb')).toBe(unregistered);
    for (const kind of ['configured', 'cimd'] as const)
      expect(refusal(kind, 'https://unlisted.example/cb')).toBe(unregistered);
  });

  it('is shown with its scheme if the scheme is private-use', async () => {
    const world = createWorld();
    const uri = 'cursor://anysphere.cursor-mcp/oauth/callback';
    const { client_id: id } = await registerClient(world, { redirect_uris: [uri] });
    const request = authorizeRequest(authorization(id, pkce().challenge, { redirect_uri: uri }));
    const page = await (await authorize(request, world)).text();
    expect(page).toContain('cursor://anysphere.cursor-mcp');
    expect(page).toContain('Cursor');
  });

  it('is shown with its port if it is on loopback', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const page = await (await authorize(authorizeRequest(authorization(id, pkce().challenge)), world)).text();
    expect(page).toContain('<p class="host">127.0.0.1:33418</p>');
  });
});
