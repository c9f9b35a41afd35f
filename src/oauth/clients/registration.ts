import * as z from 'zod';

import { OAuthError } from '../../errors.ts';
import { grantTypes as supportedGrants } from '../grants/grant-types.ts';

/** The metadata of a registration request, with defaults applied. */
export type Registration = {
  readonly redirectUris: readonly string[];
  readonly clientName: string | undefined;
  readonly authenticationMethod: 'none' | 'client_secret_basic' | 'client_secret_post';
  /** Whether the client gets a secret and must send it. */
  readonly confidential: boolean;
  readonly grantTypes: readonly string[];
  readonly applicationType: 'native' | 'web' | undefined;
};

// Maximum number of redirect URIs, the same as in metadata documents. Visual Studio Code has sent six.
const REDIRECT_URIS_LIMIT = 20;

const isEmpty = (value: unknown) => typeof value === 'string' && value.trim() === '';

/**
 * Treats an empty value as absent. Clients written in typed languages send null, an empty string or an empty list
 * for unset fields.
 */
const orAbsent = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (isEmpty(value) ? undefined : value), type.nullish());

const listOfWords = (name: string) => {
  const problem = `${name} must be a list of at most 20 strings.`;
  const words = z.array(z.string(problem).max(100, problem), problem).max(20, problem);
  return orAbsent(words).transform((list) => {
    const nonEmpty = list?.filter((word) => !isEmpty(word)) ?? [];
    return nonEmpty.length === 0 ? undefined : nonEmpty;
  });
};

const metadata = z.looseObject({
  redirect_uris: z
    .array(z.string('redirect_uris must be a list of URIs.'), 'redirect_uris must be a list of URIs.')
    .min(1, 'redirect_uris must contain at least one URI.')
    .max(REDIRECT_URIS_LIMIT, `redirect_uris must contain at most ${REDIRECT_URIS_LIMIT} URIs.`),
  client_name: z.string('client_name must be a string.').max(1_000, 'client_name is too long.').nullish(),
  // The default is client_secret_basic (RFC 7591, section 2), so a client that omits this field gets a secret.
  token_endpoint_auth_method: orAbsent(
    z.enum(
      ['none', 'client_secret_basic', 'client_secret_post'],
      'token_endpoint_auth_method must be none, client_secret_basic or client_secret_post.',
    ),
  ).transform((method) => method ?? 'client_secret_basic'),
  grant_types: listOfWords('grant_types'),
  response_types: listOfWords('response_types'),
  application_type: orAbsent(z.enum(['native', 'web'], 'application_type must be native or web.')),
});

/** Reads client metadata (RFC 7591, section 2). Ignores unknown fields; throws if a value is not supported. */
export function readRegistration(body: unknown): Registration {
  const parsed = metadata.safeParse(body);
  if (!parsed.success) throw refused(parsed.error);
  const { data } = parsed;
  const grants = data.grant_types ?? ['authorization_code'];
  if (!grants.includes('authorization_code')) {
    throw new OAuthError('invalid_client_metadata', 'grant_types must contain authorization_code.');
  }
  if (data.response_types && !data.response_types.includes('code')) {
    throw new OAuthError('invalid_client_metadata', 'response_types must contain code.');
  }
  return {
    redirectUris: data.redirect_uris,
    clientName: data.client_name ?? undefined,
    authenticationMethod: data.token_endpoint_auth_method,
    confidential: data.token_endpoint_auth_method !== 'none',
    grantTypes: grants.filter((grant) => (supportedGrants as readonly string[]).includes(grant)),
    applicationType: data.application_type ?? undefined,
  };
}

function refused(error: z.ZodError): OAuthError {
  const issue = error.issues[0];
  const field = String(issue?.path[0]);
  const known = Object.hasOwn(metadata.shape, field);
  const code = field === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  const sentence = known ? issue?.message : undefined;
  return new OAuthError(code, sentence ?? 'The body must be a JSON object with client metadata.');
}
