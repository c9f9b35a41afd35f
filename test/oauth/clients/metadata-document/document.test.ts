import { describe, expect, it } from 'vitest';

import { redirectUri } from '../../../kit/oauth/redirect-uris.ts';
import { readDocument } from '../../../../src/oauth/clients/metadata-document/document.ts';
import { CLIENT_ID, goodDocument } from './small-internet.ts';

const read = (change: Record<string, unknown>) =>
  readDocument(JSON.stringify({ ...goodDocument, ...change }), CLIENT_ID);

describe('a metadata document', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of another client', { client_id: 'https://claude.ai/client.json' }, 'differs from its URL'],
    ['whose client_id differs by a slash', { client_id: `${CLIENT_ID}/` }, 'differs from its URL'],
    [
      'whose client_id differs by a capital letter',
      { client_id: CLIENT_ID.replace('h', 'H') },
      'differs from its URL',
    ],
    ['without a client_id', { client_id: undefined }, 'invalid client_id'],
    ['without a name', { client_name: undefined }, 'invalid client_name'],
    ['with a name that is not a string', { client_name: { en: 'Notes' } }, 'invalid client_name'],
    ['without redirect URIs', { redirect_uris: undefined }, 'redirect_uris'],
    ['with no redirect URI', { redirect_uris: [] }, 'redirect_uris'],
    ['with 21 redirect URIs', { redirect_uris: Array(21).fill('http://localhost/') }, 'redirect_uris'],
    ['with no allowed redirect URI', { redirect_uris: ['javascript:alert(1)'] }, 'no usable redirect URI'],
    ['with client_secret_basic', { token_endpoint_auth_method: 'client_secret_basic' }, 'shared secret'],
    ['with client_secret_post', { token_endpoint_auth_method: 'client_secret_post' }, 'shared secret'],
    ['with client_secret_jwt', { token_endpoint_auth_method: 'client_secret_jwt' }, 'shared secret'],
    ['that contains a secret', { client_secret: 'x' }, 'shared secret'],
    ['that contains the expiry of a secret', { client_secret_expires_at: 0 }, 'shared secret'],
    ['with private_key_jwt', { token_endpoint_auth_method: 'private_key_jwt' }, 'does not support yet'],
    [
      'with a shared secret as an alternative to none',
      {
        token_endpoint_auth_method: 'client_secret_post',
        token_endpoint_auth_methods_supported: ['none', 'client_secret_post'],
      },
      'shared secret',
    ],
    [
      'with only private_key_jwt',
      {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
      },
      'does not support yet',
    ],
    [
      'with an unknown method',
      { token_endpoint_auth_method: 'tls_client_auth' },
      'does not support; use none',
    ],
    ['without the code grant', { grant_types: ['client_credentials'] }, 'authorization_code'],
    ['without the code response', { response_types: ['token'] }, 'code in its response_types'],
  ])('%s is refused with a reason', (_what, change, sentence) => {
    expect(() => read(change)).toThrow(sentence);
    expect(() => read(change)).toThrow(expect.objectContaining({ code: 'invalid_client' }));
  });

  it.each(['', 'null', '[]', '"text"', '{"client_id":', '<html>'])('is refused if it is %j', (text) => {
    expect(() => readDocument(text, CLIENT_ID)).toThrow('is not a JSON object');
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'has null for every absent field',
      {
        token_endpoint_auth_method: null,
        token_endpoint_auth_methods_supported: null,
        grant_types: null,
        response_types: null,
        client_secret: null,
        client_secret_expires_at: null,
      },
    ],
    [
      'has empty values for absent fields',
      { token_endpoint_auth_method: '', grant_types: [], response_types: [] },
    ],
    ['contains only the required fields', { grant_types: undefined, response_types: undefined }],
    ['omits the authentication method', { token_endpoint_auth_method: undefined }],
    [
      'prefers private_key_jwt but also lists none',
      {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
        jwks_uri: 'https://app.contoso.example/jwks.json',
      },
    ],
    ['has unknown fields', { logo_uri: 'https://a.example/logo.png', jwks: {} }],
    [
      'has additional grant types',
      { grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'] },
    ],
  ])('is accepted if it %s', (_what, change) => {
    expect(read(change)).toEqual({
      clientName: 'Contoso Notes',
      redirectUris: goodDocument.redirect_uris.map(redirectUri),
    });
  });

  it('keeps the allowed redirect URIs and drops all other redirect URIs', () => {
    const uris = [
      'http://localhost/cb',
      'http://evil.example/cb',
      'javascript:alert(1)',
      'https://a.example/cb#x',
    ];
    expect(read({ redirect_uris: uris }).redirectUris).toEqual([redirectUri('http://localhost/cb')]);
  });
});

describe('a minimal metadata document', () => {
  const id = 'https://app.example/client.json';
  const document = { client_id: id, client_name: 'App', redirect_uris: ['https://app.example/cb'] };

  it.each<[string, unknown, RegExp]>([
    ['a list instead of an object', [], /is not a JSON object/],
    ['no name', { ...document, client_name: undefined }, /has a missing or invalid client_name/],
    ['no redirect URIs', { ...document, redirect_uris: [] }, /must contain one to 20 redirect_uris/],
  ])('is refused with a reason: %s', (_what, value, sentence) => {
    expect(() => readDocument(JSON.stringify(value), id)).toThrow(sentence);
  });

  it('is accepted if it is valid', () => {
    expect(readDocument(JSON.stringify(document), id)).toEqual({
      clientName: 'App',
      redirectUris: [redirectUri('https://app.example/cb')],
    });
  });
});
