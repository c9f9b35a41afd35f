import { describe, expect, it } from 'vitest';

import { presentableName } from '../../src/oauth/clients/client-name.ts';
import { challengeOf, readCodeChallenge, verifierMatches } from '../../src/oauth/authorize/check-pkce.ts';
import { checkResource, resourceOf } from '../../src/oauth/authorize/check-resource.ts';
import { checkScope, SCOPE } from '../../src/oauth/authorize/check-scope.ts';
import { pkce } from './flow.ts';
import { ORIGIN } from '../kit/oauth-world.ts';

describe('the resource parameter', () => {
  it.each([
    undefined,
    ORIGIN,
    `${ORIGIN}/`,
    `${ORIGIN}/mcp`,
    `${ORIGIN}/mcp/`,
    `${ORIGIN}/mcp?readonly=1`,
    'https://MCP.Contoso.example/mcp',
    'HTTPS://mcp.contoso.example:443/mcp',
  ])('is accepted as %s, and the token is bound to the MCP URL', (asked) => {
    expect(() => checkResource(asked, ORIGIN)).not.toThrow();
    expect(resourceOf(ORIGIN)).toBe(`${ORIGIN}/mcp`);
  });

  it.each([
    'https://evil.example/mcp',
    'http://mcp.contoso.example/mcp',
    'https://mcp.contoso.example:8443/mcp',
    `${ORIGIN}/other`,
    `${ORIGIN}/mcp/deeper`,
    `${ORIGIN}/MCP`,
    `${ORIGIN}/mcp#fragment`,
    `${ORIGIN}/mcp#`,
    'https://someone@mcp.contoso.example/mcp',
    'https://mcp.contoso.example.evil.example/mcp',
    '/mcp',
    'mcp',
    'https://graph.microsoft.com',
  ])('refuses %s', (asked) => {
    expect(() => checkResource(asked, ORIGIN)).toThrow(expect.objectContaining({ code: 'invalid_target' }));
  });
});

describe('the scope parameter', () => {
  it.each([undefined, 'access_as_user', 'openid profile email offline_access access_as_user', 'openid'])(
    'is accepted as %s, and ours is granted',
    (asked) => {
      expect(() => checkScope(asked)).not.toThrow();
      expect(SCOPE).toBe('access_as_user');
    },
  );

  it.each(['Mail.Read', 'access_as_user admin', 'ACCESS_AS_USER', '<script>'])(
    'is refused for %s',
    (asked) => {
      expect(() => checkScope(asked)).toThrow(expect.objectContaining({ code: 'invalid_scope' }));
      expect(() => checkScope(asked)).not.toThrow(asked);
    },
  );
});

describe('PKCE', () => {
  const { verifier, challenge } = pkce();

  it('accepts an S256 challenge and the verifier that belongs to it', () => {
    expect(readCodeChallenge({ code_challenge: challenge, code_challenge_method: 'S256' })).toBe(challenge);
    expect(verifierMatches(verifier, challenge)).toBe(true);
    expect(challengeOf(verifier)).toBe(challenge);
  });

  it.each([
    {},
    { code_challenge: challenge },
    { code_challenge_method: 'S256' },
    { code_challenge: challenge, code_challenge_method: 'plain' },
    { code_challenge: challenge, code_challenge_method: 's256' },
    { code_challenge: challenge.slice(1), code_challenge_method: 'S256' },
    { code_challenge: `${challenge}=`, code_challenge_method: 'S256' },
    { code_challenge: `${challenge.slice(1)}+`, code_challenge_method: 'S256' },
  ])('refuses the request %j', (parameters: Record<string, string>) => {
    expect(() => readCodeChallenge(parameters)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it.each([
    ['another verifier', pkce().verifier],
    ['the challenge itself', challenge],
    ['nothing', ''],
    ['one that is too short', 'a'.repeat(42)],
    ['one that is too long', 'a'.repeat(129)],
    ['one with other characters', `${verifier.slice(1)}+`],
  ])('refuses %s', (_what, wrong) => {
    expect(verifierMatches(wrong, challenge)).toBe(false);
  });

  it('refuses a malformed verifier even if its digest matches', () => {
    expect(verifierMatches('short', challengeOf('short'))).toBe(false);
    expect(verifierMatches('a'.repeat(43), challengeOf('a'.repeat(43)))).toBe(true);
    expect(verifierMatches('a'.repeat(128), challengeOf('a'.repeat(128)))).toBe(true);
  });
});

describe('a client name', () => {
  it.each([
    ['Claude', 'Claude'],
    ['  Zoë\n\tAgent  ', 'Zoë Agent'],
    ['Agent \u{1F916}', 'Agent \u{1F916}'],
    ['evil\u202Eexe.tnega', 'evilexe.tnega'],
    ['a\u200Bb\u2060c\uFEFFd\u00ADe', 'abcde'],
    ['a\u0000b\u0007c\u001Bd', 'abcd'],
    ['\u3164Hangul filler\u115F', 'Hangul filler'],
    ['\u{E0041}tagged', 'tagged'],
    ['x'.repeat(100), 'x'.repeat(60)],
    ['\u{1F916}'.repeat(100), '\u{1F916}'.repeat(60)],
    ['\u200B \u202E', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j is shown as %j', (name, shown) => {
    expect(presentableName(name)).toBe(shown);
  });
});
