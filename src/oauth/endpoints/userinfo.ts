import { decodeJwt } from 'jose';
import { z } from 'zod';

import { OAuthError } from '../../errors.ts';
import { json } from '../../http/response/respond.ts';
import type { Endpoint } from '../oauth-endpoint.ts';
import type { Authenticate } from '../tokens/access-token.ts';
import { SCOPE } from '../authorize/check-scope.ts';

type Dependencies = { readonly publicUrl: string; readonly authenticate: Authenticate };

const named = z.object({
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
});

/** The person of the access token (OpenID Connect Core, 5.3). The token is accepted in the Authorization header only. */
export function createUserinfo({ publicUrl, authenticate }: Dependencies): Endpoint {
  return async (request) => {
    const token = /^bearer +([\w~+/.-]+=*)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (token === undefined) throw challenge(publicUrl);
    try {
      const { caller, assertion } = await authenticate(token);
      return json({ sub: caller.oid, tid: caller.tid, ...named.parse(decodeJwt(assertion)) });
    } catch (error) {
      throw error instanceof OAuthError ? challenge(publicUrl, error) : error;
    }
  };
}

/** Without a token the challenge has no error code (RFC 6750, 3). */
function challenge(publicUrl: string, error?: OAuthError): OAuthError {
  const code = error?.status === 403 ? 'insufficient_scope' : 'invalid_token';
  const parts = [
    ...(error === undefined ? [] : [`error="${code}"`]),
    `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource"`,
    `scope="${SCOPE}"`,
  ];
  return new OAuthError('invalid_token', error?.message ?? 'An access token is required.', {
    status: error?.status ?? 401,
    headers: { 'www-authenticate': `Bearer ${parts.join(', ')}` },
    cause: error?.cause,
  });
}
