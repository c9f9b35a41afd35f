import * as z from 'zod';

import { parseJson } from '../../../base/json-text.ts';
import { OAuthError } from '../../../errors.ts';
import { parseRedirectUris, type RedirectUri } from '../redirect-uri.ts';

/** The metadata that a client publishes in its Client ID Metadata Document. */
export type ClientMetadata = {
  readonly clientName: string | undefined;
  readonly redirectUris: readonly RedirectUri[];
};

const REDIRECT_URIS = 20;

/** As in a registration, null and an empty list stand for an absent field. */
const words = z
  .array(z.string())
  .max(20)
  .nullish()
  .transform((list) => (list?.length ? list : undefined));

const document = z.looseObject({
  client_id: z.string(),
  client_name: z.string().min(1).max(1_000),
  redirect_uris: z.array(z.string()).min(1).max(REDIRECT_URIS),
  token_endpoint_auth_method: z
    .string()
    .nullish()
    .transform((method) => method || 'none'),
  token_endpoint_auth_methods_supported: words,
  grant_types: words,
  response_types: words,
});

type Document = z.infer<typeof document>;

/**
 * Reads the Client ID Metadata Document of `clientId`; throws `OAuthError('invalid_client')` if it is invalid. Drops
 * redirect URIs that no client is allowed to use.
 */
export function readDocument(text: string, clientId: string): ClientMetadata {
  const parsed = document.safeParse(parseJson(text));
  if (!parsed.success) throw refused(shapeProblem(parsed.error));
  const { data } = parsed;
  const problem = identityProblem(data, clientId) ?? secretProblem(data) ?? grantProblem(data);
  if (problem !== undefined) throw refused(problem);
  const redirectUris = parseRedirectUris(data.redirect_uris);
  if (redirectUris.length === 0) throw refused('has no usable redirect URI');
  return { clientName: data.client_name, redirectUris };
}

function shapeProblem(error: z.ZodError): string {
  const field = String(error.issues[0]?.path[0]);
  if (!Object.hasOwn(document.shape, field)) return 'is not a JSON object';
  return field === 'redirect_uris'
    ? `must contain one to ${REDIRECT_URIS} redirect_uris`
    : `has a missing or invalid ${field}`;
}

/**
 * Requires the client_id to match byte for byte, so that no document can claim to be another client
 * (draft-ietf-oauth-client-id-metadata-document, section 4).
 */
function identityProblem(data: Document, clientId: string): string | undefined {
  return data.client_id === clientId ? undefined : 'has a client_id that differs from its URL';
}

/** Refuses authentication with a shared secret, which a public document cannot contain (section 4.1). */
function secretProblem(data: Document): string | undefined {
  const method = data.token_endpoint_auth_method;
  const hasSecret = ['client_secret', 'client_secret_expires_at'].some(
    (name) => (data[name] ?? null) !== null,
  );
  if (hasSecret || method.startsWith('client_secret_')) {
    return 'requires a shared secret, which a public document cannot contain; use token_endpoint_auth_method none';
  }
  // ChatGPT prefers private_key_jwt but also lists `none`, and our metadata tells it to use `none`.
  if (method === 'none' || data.token_endpoint_auth_methods_supported?.includes('none') === true)
    return undefined;
  return method === 'private_key_jwt'
    ? 'requires private_key_jwt, which this server does not support yet; use token_endpoint_auth_method none'
    : 'requires a token_endpoint_auth_method that this server does not support; use none';
}

function grantProblem({ grant_types: grants, response_types: responses }: Document): string | undefined {
  if (grants !== undefined && !grants.includes('authorization_code')) {
    return 'must include authorization_code in its grant_types';
  }
  return responses === undefined || responses.includes('code')
    ? undefined
    : 'must include code in its response_types';
}

function refused(problem: string): OAuthError {
  return new OAuthError('invalid_client', `The metadata document of this client ${problem}.`);
}
