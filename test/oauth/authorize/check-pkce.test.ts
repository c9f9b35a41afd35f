import { describe, expect, it } from 'vitest';

import { challengeOf, readCodeChallenge, verifierMatches } from '../../../src/oauth/authorize/check-pkce.ts';
import { pkce } from '../flow.ts';

describe('PKCE', () => {
  const { verifier, challenge } = pkce();

  it('accepts an S256 challenge and its verifier', () => {
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
  ])('refuses a request with %j', (parameters: Record<string, string>) => {
    expect(() => readCodeChallenge(parameters)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });

  it.each([
    ['a different verifier', pkce().verifier],
    ['the challenge itself as the verifier', challenge],
    ['an empty verifier', ''],
    ['a verifier that is too short', 'a'.repeat(42)],
    ['a verifier that is too long', 'a'.repeat(129)],
    ['a verifier with an invalid character', `${verifier.slice(1)}+`],
  ])('refuses %s', (_what, wrong) => {
    expect(verifierMatches(wrong, challenge)).toBe(false);
  });

  it('refuses a malformed verifier even if its digest matches', () => {
    expect(verifierMatches('short', challengeOf('short'))).toBe(false);
    expect(verifierMatches('a'.repeat(43), challengeOf('a'.repeat(43)))).toBe(true);
    expect(verifierMatches('a'.repeat(128), challengeOf('a'.repeat(128)))).toBe(true);
  });
});
