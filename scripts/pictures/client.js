import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

/** The name under which the client asks for consent. */
const CLIENT_NAME = 'Contoso Assistant';

/**
 * Starts a client that signs people in the way a third-party client does: it registers (RFC 7591), listens for the
 * redirect, and redeems the code.
 * @param {string} origin
 */
export async function startClient(origin) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Signed in</title><h1>Back in the app</h1>');
  });
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {{ port: number }} */ (server.address());
  const redirectUri = `http://127.0.0.1:${port}/callback`;
  const { client_id: clientId } = await post(`${origin}/register`, 'application/json', {
    client_name: CLIENT_NAME,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'none',
  });
  const verifier = randomBytes(32).toString('base64url');
  const url = new URL(`${origin}/authorize`);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${origin}/mcp`,
    state: randomBytes(16).toString('base64url'),
  }).toString();
  return {
    /** The URL that the client opens in a browser. */
    authorizationUrl: url.href,
    /** @param {string} answer the address that the browser was sent back to */
    redeem: (answer) =>
      post(`${origin}/token`, 'application/x-www-form-urlencoded', {
        grant_type: 'authorization_code',
        code: new URL(answer).searchParams.get('code') ?? '',
        code_verifier: verifier,
        client_id: clientId,
        redirect_uri: redirectUri,
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve(undefined));
      }),
  };
}

/** @param {string} url @param {string} type @param {Record<string, any>} body */
async function post(url, type, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: type === 'application/json' ? JSON.stringify(body) : new URLSearchParams(body).toString(),
  });
  if (!response.ok) throw new Error(`${new URL(url).pathname} refused the client: ${await response.text()}`);
  return response.json();
}
