import { decodeJwt } from 'jose';
import * as z from 'zod';

import { OAuthError } from '../../errors.ts';
import { bearerChallenge, parseBearer, resourceMetadataUrl } from '../../http/bearer.ts';
import type { Handler } from '../../http/request-context.ts';
import { json } from '../../http/response/respond.ts';
import type { Authenticate } from '../tokens/access-token.ts';

type Dependencies = { readonly publicUrl: string; readonly authenticate: Authenticate };

const named = z.object({
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});

/**
 * Serves the UserInfo endpoint (OpenID Connect Core, section 5.3). Accepts the token only in the Authorization header.
 */
export function createUserinfo({ publicUrl, authenticate }: Dependencies): Handler {
  return async (request) => {
    const header = parseBearer(request.headers.get('authorization'));
    if (header.kind !== 'token') throw challenge(publicUrl);
    try {
      const { caller, assertion } = await authenticate(header.token);
      return json({ sub: caller.oid, tid: caller.tid, ...named.parse(decodeJwt(assertion.token)) });
    } catch (error) {
      throw error instanceof OAuthError ? challenge(publicUrl, error) : error;
    }
  };
}

/** Returns a challenge. It has no error code if the request has no token (RFC 6750, section 3). */
function challenge(publicUrl: string, error?: OAuthError): OAuthError {
  const code = error?.status === 403 ? 'insufficient_scope' : 'invalid_token';
  const metadata = resourceMetadataUrl(publicUrl, '');
  return new OAuthError('invalid_token', error?.message ?? 'An access token is required.', {
    status: error?.status ?? 401,
    headers: { 'www-authenticate': bearerChallenge(metadata, error && { error: code }) },
    cause: error?.cause,
  });
}
