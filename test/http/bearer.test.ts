import { describe, expect, it } from 'vitest';

import { EntraRefusedError, OAuthError, UnavailableError } from '../../src/errors.ts';
import {
  admitBearer,
  bearerChallenge,
  challengeFor,
  credentialsResponse,
  parseBearer,
  resourceMetadataUrl,
} from '../../src/http/bearer.ts';

const gate = {
  resourceMetadata: resourceMetadataUrl('https://mcp.contoso.example', '/mcp'),
  authenticate: () => Promise.reject(new OAuthError('invalid_token', 'Not valid.')),
};

const ask = async (headers: Record<string, string> = {}) => {
  const answer = await admitBearer(new Request('https://mcp.contoso.example/mcp', { headers }), gate);
  if (!(answer instanceof Response)) throw new Error('The request was admitted.');
  return answer.json();
};

describe('the body of a challenge', () => {
  it('names the error if the request had a token, and otherwise says "unauthorized"', async () => {
    expect(await ask()).toMatchObject({ error: 'unauthorized' });
    expect(await ask({ authorization: 'Bearer x' })).toEqual({
      error: 'invalid_token',
      error_description: 'Not valid.',
    });
  });
});

describe('the challenge for an error', () => {
  const { resourceMetadata } = gate;

  it('is present if the error is about the credentials, but not for an outage or any other error', () => {
    const refused = new OAuthError('invalid_token', 'Not valid.');
    expect(challengeFor(refused, resourceMetadata)).toMatch(/^Bearer error="invalid_token"/);
    for (const other of [new UnavailableError('Entra'), new Error('other')])
      expect(challengeFor(other, resourceMetadata)).toBeUndefined();
  });
});

describe('the response to a refusal from Entra', () => {
  const descriptionOf = async (error: EntraRefusedError) => {
    const answer = credentialsResponse(error, gate.resourceMetadata)!;
    const { error_description: description } = (await answer.json()) as Record<string, string>;
    return [answer.status, description];
  };

  it("repeats Entra's message only if it is an explanation, because other messages can contain internal details", async () => {
    const explanation = { code: 'AADSTS50057', cause: 'c', owner: 'person', action: 'a', link: 'l' } as const;
    const explained = new EntraRefusedError('The account is disabled.', 50_057, { explanation });
    expect(await descriptionOf(explained)).toEqual([401, 'The account is disabled.']);
    const internal = new EntraRefusedError('internal detail', 50_057);
    expect(await descriptionOf(internal)).toEqual([401, 'The access token is not valid; sign in again.']);
  });
});

describe('a bearer header', () => {
  it.each([
    ['Bearer a.b-c_d~e+f/g==', 'a.b-c_d~e+f/g=='],
    ['bearer x', 'x'],
    ['BEARER   x', 'x'],
  ])('%j contains the token %j', (header, token) => {
    expect(parseBearer(header)).toEqual({ kind: 'token', token });
  });

  it.each([null, '', 'Bearer', 'Bearer ', 'Basic Zm9vOmJhcg==', 'Bearerx'])(
    '%j is treated as absent',
    (header) => {
      expect(parseBearer(header)).toEqual({ kind: 'absent' });
    },
  );

  it.each(['Bearer a b', 'Bearer a=b', 'Bearer "a"', 'Bearer ä', 'Bearer a,b'])(
    '%j is malformed (RFC 6750, section 2.1)',
    (header) => {
      expect(parseBearer(header)).toEqual({ kind: 'malformed' });
    },
  );
});

describe('a challenge', () => {
  it('contains only the metadata and the scope if there is no error', () => {
    expect(bearerChallenge('https://a.example/m')).toBe(
      'Bearer resource_metadata="https://a.example/m", scope="access_as_user"',
    );
  });

  it('contains error, description and claims in this order', () => {
    expect(bearerChallenge('m', { error: 'e', description: 'say "no"', claims: '{}' })).toBe(
      `Bearer error="e", error_description="say 'no'", claims="e30=", resource_metadata="m", scope="access_as_user"`,
    );
  });
});
