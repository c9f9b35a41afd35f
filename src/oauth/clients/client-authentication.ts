import { OAuthError } from '../../errors.ts';
import { createClientRegistry, type Client } from './oauth-client.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'fetchClientMetadata'>;
type Credentials = { readonly id: string | undefined; readonly secret: string | undefined };

/** The client of a request to `/token` or `/revoke`, authenticated as it was registered (RFC 6749, 2.3.1 and 3.2.1). */
export async function authenticateClient(
  request: Request,
  form: Readonly<Record<string, string>>,
  needs: Needs,
): Promise<Client> {
  const header = request.headers.get('authorization');
  try {
    const { id, secret } = header === null ? inBody(form) : inHeader(header, form);
    const client = await createClientRegistry(needs).know(id);
    await checkSecret(client, { id, secret }, needs);
    return client;
  } catch (error) {
    throw header === null ? error : withChallenge(error);
  }
}

/** The secret of a client, derived from its id so that nothing is stored. */
export function clientSecret(clientId: string, { sealer }: Pick<OAuthNeeds, 'sealer'>): Promise<string> {
  return sealer.mac('client-secret', clientId);
}

async function checkSecret(client: Client, { id, secret }: Credentials, { sealer }: Needs): Promise<void> {
  if (!client.confidential && secret === undefined) return;
  if (client.confidential && secret !== undefined && id !== undefined) {
    if (await sealer.macMatches('client-secret', id, secret)) return;
  }
  throw new OAuthError(
    'invalid_client',
    client.confidential ? 'The client secret is missing or wrong.' : 'This client has no secret: send none.',
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
    throw new OAuthError('invalid_request', 'Send the client secret in one place only.');
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

/** RFC 6749, 2.3.1: both parts are form-encoded before they are joined. */
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
