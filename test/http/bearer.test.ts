import { describe, expect, it } from 'vitest';

import {
  ClaimsChallengeError,
  EntraRefusedError,
  HttpError,
  OAuthError,
  UnavailableError,
} from '../../src/errors.ts';
import { admitBearer, isAboutCredentials, resourceMetadataOf } from '../../src/http/bearer.ts';

const needs = {
  resourceMetadata: resourceMetadataOf('https://mcp.contoso.example', '/mcp'),
  authenticate: () => Promise.reject(new OAuthError('invalid_token', 'Not valid.')),
};

const ask = async (headers: Record<string, string> = {}) => {
  const answer = await admitBearer(new Request('https://mcp.contoso.example/mcp', { headers }), needs);
  if (!(answer instanceof Response)) throw new Error('it was let in');
  return answer.json();
};

describe('the body of a challenge', () => {
  it('says what is wrong where there was a token, and that there was none', async () => {
    expect(await ask()).toMatchObject({ error: 'unauthorized' });
    expect(await ask({ authorization: 'Bearer x' })).toEqual({
      error: 'invalid_token',
      error_description: 'Not valid.',
    });
  });
});

describe('an error', () => {
  it.each([
    [new ClaimsChallengeError('{}'), true],
    [new EntraRefusedError('No.', 50_057), true],
    [new OAuthError('invalid_token', 'No.'), true],
    [new UnavailableError('Entra'), false],
    [new HttpError(403, 'No.'), false],
    [new Error('mistake'), false],
  ])('%s is about the credentials of the caller: %s', (error, expected) => {
    expect(isAboutCredentials(error)).toBe(expected);
  });
});
