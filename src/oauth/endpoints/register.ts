import type { Config } from '../../config/config.ts';
import type { Sealer } from '../../secrets/seal.ts';
import { mediaType } from '../../base/media-type.ts';
import { OAuthError } from '../../errors.ts';
import { readText } from '../../http/form.ts';
import { json } from '../../http/response/respond.ts';
import { REGISTRATION_LIMIT_BYTES } from '../../routes.ts';
import { isAllowedClass } from '../clients/oauth-client.ts';
import { clientSecret } from '../clients/client-authentication.ts';
import { presentableName } from '../clients/client-name.ts';
import type { Endpoint } from '../oauth-endpoint.ts';
import { allowListProblem } from '../clients/redirect-allow-list.ts';
import { parseRedirectUri, type RedirectUri } from '../clients/redirect-uri.ts';
import { readRegistration, type Registration } from '../clients/registration.ts';
import { SCOPE } from '../../http/bearer.ts';
import { sealRegistration } from '../clients/sealed-registration.ts';

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

const LIFETIME_SECONDS = 90 * 24 * 3_600;
// Connectors such as Copilot Studio's register only once.
const LASTING_SECONDS = 100 * 365 * 24 * 3_600;

/** Registers a client without storing anything (RFC 7591): the client_id is the sealed registration, and the secret is derived from it. */
export function createRegister({ config, sealer, now }: Dependencies): Endpoint {
  return async (request) => {
    if (!config.dynamicRegistration) {
      const sentence = 'Registration is switched off: ask your administrator for a client_id.';
      throw new OAuthError('unauthorized_client', sentence, { status: 403 });
    }
    const registration = readRegistration(await readJson(request));
    const redirectUris = allowedUris(registration.redirectUris, config);
    const response = await issueClient(registration, redirectUris, { sealer, now });
    return json(response, { status: 201, headers: { pragma: 'no-cache' } });
  };
}

/** Parses the redirect URIs. Each must be on the allow-list; `/authorize` checks the class of the one that is used. */
function allowedUris(texts: readonly string[], config: Config): readonly RedirectUri[] {
  const redirectUris = texts.map((text) => {
    const parsed = parseRedirectUri(text);
    if ('problem' in parsed) throw new OAuthError('invalid_redirect_uri', parsed.problem);
    const problem = allowListProblem(parsed.uri, config.allowedRedirectUris);
    if (problem !== undefined) throw new OAuthError('invalid_redirect_uri', problem);
    return parsed.uri;
  });
  if (redirectUris.some(({ clientClass }) => isAllowedClass(clientClass, config))) return redirectUris;
  throw new OAuthError(
    'invalid_redirect_uri',
    'An administrator has not allowed clients with this redirect URI.',
  );
}

/** The response (RFC 7591, 3.2.1): what was registered, which may be less than was requested. */
async function issueClient(
  registration: Registration,
  redirectUris: readonly RedirectUri[],
  { sealer, now }: Pick<Dependencies, 'sealer' | 'now'>,
): Promise<Record<string, unknown>> {
  const { confidential, grantTypes, applicationType } = registration;
  const texts = redirectUris.map(({ text }) => text);
  const name = presentableName(registration.clientName);
  // `allowedUris` guarantees that every other URI is on the allow-list.
  const lasting = redirectUris.some(({ isLoopback }) => !isLoopback);
  const lifetime = lasting ? LASTING_SECONDS : LIFETIME_SECONDS;
  const clientId = await sealRegistration({ redirectUris: texts, name, confidential }, lifetime, sealer);
  const issuedAt = Math.floor(now() / 1_000);
  return {
    client_id: clientId,
    client_id_issued_at: issuedAt,
    ...(confidential && {
      client_secret: await clientSecret(clientId, sealer),
      client_secret_expires_at: lasting ? 0 : issuedAt + lifetime,
    }),
    ...(name !== undefined && { client_name: name }),
    redirect_uris: texts,
    grant_types: grantTypes,
    response_types: ['code'],
    token_endpoint_auth_method: registration.authenticationMethod,
    ...(applicationType !== undefined && { application_type: applicationType }),
    scope: SCOPE,
  };
}

async function readJson(request: Request): Promise<unknown> {
  if (mediaType(request.headers.get('content-type')) !== 'application/json') {
    throw new OAuthError('invalid_client_metadata', 'The body must be application/json.');
  }
  const text = await readText(request, REGISTRATION_LIMIT_BYTES);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OAuthError('invalid_client_metadata', 'The body is not valid JSON.', { cause });
  }
}
