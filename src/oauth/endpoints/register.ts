import type { Config } from '../../config/config.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { Handler, RequestContext } from '../../http/request-context.ts';
import type { Log } from '../../telemetry/telemetry-types.ts';
import { mediaType } from '../../base/headers.ts';
import { OAuthError } from '../../errors.ts';
import { readText } from '../../http/form.ts';
import { json } from '../../http/response/respond.ts';
import { REGISTRATION_LIMIT_BYTES } from '../../routes.ts';
import { CLIENT_ID_LIMIT, isAllowedClass } from '../clients/oauth-client.ts';
import { clientSecret } from '../clients/client-authentication.ts';
import { presentableName } from '../clients/client-name.ts';
import { allowListProblem, logLeftOut } from '../clients/redirect-allow-list.ts';
import {
  hasForbiddenScheme,
  parseRedirectUri,
  parseRedirectUris,
  type RedirectUri,
} from '../clients/redirect-uri.ts';
import { readRegistration, type Registration } from '../clients/registration.ts';
import { SCOPE } from '../../http/bearer.ts';
import { LOOPBACK_LIFETIME_SECONDS, sealRegistration } from '../clients/sealed-registration.ts';

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

const LASTING_SECONDS = 100 * 365 * 24 * 3_600;

/**
 * Serves client registration (RFC 7591) without storing anything: the client_id is the sealed registration, and the
 * secret is derived from it.
 */
export function createRegister({ config, sealer, log, now }: Dependencies): Handler {
  return async (request, requestContext) => {
    if (!config.dynamicRegistration) {
      const sentence = 'Registration is switched off: ask your administrator for a client_id.';
      throw new OAuthError('unauthorized_client', sentence, { status: 403 });
    }
    const registration = readRegistration(await readJson(request));
    const { allowed: redirectUris, problems } = sortUris(registration.redirectUris, config);
    logLeftOut(leftOutOf(registration, redirectUris), { log, requestContext });
    if (redirectUris.length === 0) throw new OAuthError('invalid_redirect_uri', problems[0] ?? '');
    checkClasses(redirectUris, { config, log, requestContext });
    const response = await issueClient(registration, redirectUris, { sealer, now });
    return json(response, { status: 201, headers: { pragma: 'no-cache' } });
  };
}

/**
 * Finds the redirect URIs that can be registered: well-formed and on the allow-list. Other URIs are dropped (RFC 7591,
 * section 3.2.1), because some clients send the URIs of all their editions. Throws if any URI has a forbidden scheme.
 */
function sortUris(
  texts: readonly string[],
  config: Config,
): { readonly allowed: readonly RedirectUri[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const allowed = texts.flatMap((text) => {
    const checked = checkRedirectUri(text, config);
    if ('uri' in checked) return [checked.uri];
    if (hasForbiddenScheme(text)) throw new OAuthError('invalid_redirect_uri', checked.problem);
    problems.push(checked.problem);
    return [];
  });
  return { allowed, problems };
}

/**
 * Throws if the settings allow none of the client's classes, and logs the classes for the operator. `/authorize` checks
 * the class of the URI that is used.
 */
function checkClasses(
  redirectUris: readonly RedirectUri[],
  { config, log, requestContext }: Pick<Dependencies, 'config' | 'log'> & { requestContext: RequestContext },
): void {
  const classes = [...new Set(redirectUris.map(({ clientClass }) => clientClass))];
  if (classes.some((clientClass) => isAllowedClass(clientClass, config))) return;
  log.info('client_not_allowed', {
    classes: classes.slice(0, 5).join(' '),
    requestId: requestContext.requestId,
  });
  throw new OAuthError(
    'invalid_redirect_uri',
    'An administrator has not allowed clients with this redirect URI.',
  );
}

function checkRedirectUri(text: string, config: Config): ReturnType<typeof parseRedirectUri> {
  const parsed = parseRedirectUri(text);
  if ('problem' in parsed) return parsed;
  const problem = allowListProblem(parsed.uri, config.allowedRedirectUris);
  return problem === undefined ? parsed : { problem };
}

/**
 * Builds the response (RFC 7591, section 3.2.1) from the registered values, which can be fewer than the client
 * requested.
 */
async function issueClient(
  registration: Registration,
  redirectUris: readonly RedirectUri[],
  { sealer, now }: Pick<Dependencies, 'sealer' | 'now'>,
): Promise<Record<string, unknown>> {
  const { confidential, grantTypes, applicationType } = registration;
  const texts = redirectUris.map(({ text }) => text);
  const name = presentableName(registration.clientName);
  // `sortUris` guarantees that every URI that is not on loopback is on the allow-list.
  const lasting = redirectUris.some(({ isLoopback }) => !isLoopback);
  const lifetime = lasting ? LASTING_SECONDS : LOOPBACK_LIFETIME_SECONDS;
  const clientId = await sealRegistration({ redirectUris: texts, name, confidential }, lifetime, sealer);
  if (clientId.length > CLIENT_ID_LIMIT) {
    const sentence = 'The redirect_uris are too long in total: register fewer or shorter ones.';
    throw new OAuthError('invalid_redirect_uri', sentence);
  }
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

function leftOutOf({ redirectUris: requested }: Registration, registered: readonly RedirectUri[]) {
  const registeredTexts = new Set(registered.map(({ text }) => text));
  const leftOut = requested.filter((text) => !registeredTexts.has(text));
  return { uris: parseRedirectUris(leftOut), count: leftOut.length };
}

async function readJson(request: Request): Promise<unknown> {
  if (mediaType(request.headers.get('content-type')) !== 'application/json') {
    throw new OAuthError('invalid_client_metadata', 'The content type must be application/json.');
  }
  const text = await readText(request, REGISTRATION_LIMIT_BYTES);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OAuthError('invalid_client_metadata', 'The body is not valid JSON.', { cause });
  }
}
