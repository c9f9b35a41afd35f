import { describe, expect, it } from 'vitest';

import { readRedirectUri } from '../../../src/oauth/authorize/check-redirect-uri.ts';
import { documentUrl } from '../../../src/oauth/clients/metadata-document/document-url.ts';
import { readDocument } from '../../../src/oauth/clients/metadata-document/document.ts';
import { parseRedirectUris } from '../../../src/oauth/clients/redirect-uri.ts';
import { redirectUri } from '../../kit/redirect-uris.ts';
import { authorize } from '../endpoints.ts';
import { authorization, authorizeRequest, pkce, registerClient } from '../flow.ts';
import { createWorld } from '../../kit/oauth-world.ts';

const clientWith = (...redirectUris: string[]) => ({
  kind: 'cimd' as const,
  boundId: 'https://app.example/client.json',
  confidential: false,
  name: undefined,
  redirectUris: parseRedirectUris(redirectUris),
});

describe('a redirect URI', () => {
  it('is refused for its form even if a document lists it', () => {
    for (const uri of ['javascript:alert(1)', 'http://evil.example/cb', 'https://a.example/cb#x']) {
      expect(() => readRedirectUri({ redirect_uri: uri }, clientWith(uri))).toThrow(/redirect URI/);
    }
    const good = 'https://a.example/cb';
    expect(readRedirectUri({ redirect_uri: good }, clientWith(good)).text).toBe(good);
  });

  it('with a private-use scheme is shown with the scheme', async () => {
    const world = createWorld();
    const uri = 'cursor://anysphere.cursor-mcp/oauth/callback';
    const { client_id: id } = await registerClient(world, { redirect_uris: [uri] });
    const request = authorizeRequest(authorization(id, pkce().challenge, { redirect_uri: uri }));
    const page = await (await authorize(request, world)).text();
    expect(page).toContain('cursor://anysphere.cursor-mcp');
    expect(page).toContain('Cursor');
  });

  it('on loopback is shown with its port', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const page = await (await authorize(authorizeRequest(authorization(id, pkce().challenge)), world)).text();
    expect(page).toContain('<p class="host">127.0.0.1:33418</p>');
  });
});

describe('a client_id that is a URL', () => {
  const long = (length: number) =>
    `https://app.example/${'a'.repeat(length - 'https://app.example/'.length)}`;

  it('may have at most 1,000 characters', () => {
    expect(documentUrl(long(1_000)).href).toHaveLength(1_000);
    expect(() => documentUrl(long(1_001))).toThrow(/1000 characters at most/);
  });

  it('that does not parse is refused with a reason', () => {
    expect(() => documentUrl('https://[')).toThrow(
      expect.objectContaining({ code: 'invalid_client', message: expect.stringMatching(/plain form/) }),
    );
  });
});

describe('a metadata document', () => {
  const id = 'https://app.example/client.json';
  const document = { client_id: id, client_name: 'App', redirect_uris: ['https://app.example/cb'] };

  it.each<[string, unknown, RegExp]>([
    ['no object', [], /is not a JSON object/],
    ['no name', { ...document, client_name: undefined }, /has no client_name, or one of the wrong type/],
    ['no redirect URIs', { ...document, redirect_uris: [] }, /must name one to 20 redirect_uris/],
  ])('with %s is refused with that reason', (_what, value, sentence) => {
    expect(() => readDocument(JSON.stringify(value), id)).toThrow(sentence);
  });

  it('that is valid is read', () => {
    expect(readDocument(JSON.stringify(document), id)).toEqual({
      clientName: 'App',
      redirectUris: [redirectUri('https://app.example/cb')],
    });
  });
});
