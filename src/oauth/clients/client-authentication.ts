import { OAuthError } from '../../errors.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { Client, ClientRegistry } from './oauth-client.ts';

type Credentials = { readonly id: string | undefined; readonly secret: string | undefined };

/**
 * Authenticates the client that sent a request to `/token` or `/revoke` with the method that the client registered (RFC
 * 6749, sections 2.3.1 and 3.2.1).
 */
export type AuthenticateClient = (
  request: Request,
  form: Readonly<Record<string, string>>,
) => Promise<Client>;

export function createClientAuthentication({
  clients,
  sealer,
}: {
  readonly clients: ClientRegistry;
  readonly sealer: Sealer;
}): AuthenticateClient {
  return async (request, form) => {
    const header = request.headers.get('authorization');
    try {
      const credentials = header === null ? inBody(form) : inHeader(header, form);
      const client = await clients.find(credentials.id);
      await checkSecret(client, credentials, sealer);
      return client;
    } catch (error) {
      throw header === null ? error : withChallenge(error);
    }
  };
}

/** Derives a client's secret from its id, so that nothing is stored. */
export function clientSecret(clientId: string, sealer: Sealer): Promise<string> {
  return sealer.mac('client-secret', clientId);
}

async function checkSecret(client: Client, { id, secret }: Credentials, sealer: Sealer): Promise<void> {
  if (!client.confidential && secret === undefined) return;
  if (client.confidential && secret !== undefined && id !== undefined) {
    if (await sealer.macMatches('client-secret', id, secret)) return;
  }
  throw new OAuthError(
    'invalid_client',
    client.confidential
      ? 'The client secret is missing or wrong.'
      : 'This client has no secret: do not send one.',
  );
}

function inBody(form: Readonly<Record<string, string>>): Credentials {
  return { id: form['client_id'], secret: form['client_secret'] };
}

function inHeader(header: string, form: Readonly<Record<string, string>>): Credentials {
  const encoded = /^basic ([A-Za-z0-9+/=]+)$/i.exec(header.trim())?.[1];
  const [id = '', ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':');
  if (rest.length === 0) {
    throw new OAuthError('invalid_client', 'The Authorization header must be HTTP Basic.');
  }
  if (form['client_secret'] !== undefined) {
    throw new OAuthError(
      'invalid_request',
      'Send the client secret only once: in the Authorization header or in the body.',
    );
  }
  const credentials = { id: formDecoded(id), secret: formDecoded(rest.join(':')) };
  if (form['client_id'] !== undefined && form['client_id'] !== credentials.id) {
    throw new OAuthError(
      'invalid_request',
      'The client_id differs from the one in the Authorization header.',
    );
  }
  return { id: credentials.id, secret: credentials.secret === '' ? undefined : credentials.secret };
}

/**
 * Decodes the client id or the secret: each is form-encoded before the two are joined with a colon (RFC 6749, section
 * 2.3.1).
 */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new OAuthError('invalid_client', 'The Authorization header is not form-encoded.');
  }
}

function withChallenge(error: unknown): unknown {
  if (!(error instanceof OAuthError) || error.code !== 'invalid_client') return error;
  return new OAuthError('invalid_client', error.message, {
    headers: { 'www-authenticate': 'Basic realm="portico", charset="UTF-8"' },
    cause: error.cause,
  });
}
