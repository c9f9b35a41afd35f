import { timingSafeEqual } from 'node:crypto';

import { OAuthError } from '../../errors.ts';
import { digest } from '../../base/sha256.ts';

/**
 * Reads the S256 challenge (RFC 7636, section 4.3); throws if the challenge is plain or missing (OAuth 2.1, section
 * 7.6).
 */
export function readCodeChallenge(parameters: Readonly<Record<string, string>>): string {
  const { code_challenge: challenge, code_challenge_method: method } = parameters;
  if (challenge === undefined || method !== 'S256') {
    throw new OAuthError(
      'invalid_request',
      'PKCE is required: send code_challenge with code_challenge_method=S256.',
    );
  }
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    throw new OAuthError('invalid_request', 'The code_challenge must be 43 base64url characters.');
  }
  return challenge;
}

/** Returns whether a verifier is well-formed (RFC 7636, section 4.1) and matches the challenge. */
export function verifierMatches(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  const actual = Buffer.from(digest(verifier));
  const expected = Buffer.from(challenge);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Returns the challenge for one of our own verifiers. */
export function challengeOf(verifier: string): string {
  return digest(verifier);
}
