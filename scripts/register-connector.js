// `node scripts/register-connector.js <public URL> [apiProperties.json]`: registers a custom connector with a running
// server (RFC 7591). Prints the client secret or, if a downloaded connector's file is given, writes the secret into
// that file, which must be outside this repository. The secret is stored nowhere else.
import { chmodSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';

import { json } from './base/json.js';
import { readPublicUrl } from './connectors/public-url.js';

const repository = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const usage =
  'Usage: node scripts/register-connector.js https://mcp.contoso.com [downloaded/apiProperties.json]';
const DEADLINE_MS = 15_000;
const RESPONSE_LIMIT = 64 * 1024;

try {
  const [given, file, ...rest] = process.argv.slice(2);
  if (given === undefined || rest.length > 0) throw new Error(usage);
  const { origin } = readPublicUrl(given, usage);
  if (file === undefined) await registerForTerminal(origin);
  else await registerForFile(origin, file);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

/** @param {string} origin */
async function registerForTerminal(origin) {
  const client = await register(origin, await ask('Redirect URL (the connector shows it after you save): '));
  process.stdout.write(
    `\nClient ID      ${client.client_id}\nClient secret  ${client.client_secret}\n\n` +
      'Paste both into the connector. They are shown only once and not stored; run this again to get new ones.\n',
  );
}

/** @param {string} origin @param {string} file */
async function registerForFile(origin, file) {
  const { settings, save } = readProperties(outsideOfRepository(file));
  const client = await register(origin, settings.redirectUrl);
  save({ clientId: client.client_id, clientSecret: client.client_secret });
  process.stdout.write(
    `The client id and secret were written to ${file}. Upload it with pac connector update, then delete it.\n`,
  );
}

/** @param {string} question */
async function ask(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const none = new Error('No redirect URL was given.');
  try {
    const closed = new Promise((_, reject) => {
      terminal.once('close', () => reject(none));
    });
    const answer = await Promise.race([terminal.question(question), closed]);
    if (answer.trim() === '') throw none;
    return answer.trim();
  } finally {
    terminal.close();
  }
}

/** @param {string} origin @param {string} redirectUrl @returns {Promise<{ client_id: string, client_secret: string }>} */
async function register(origin, redirectUrl) {
  if (!URL.canParse(redirectUrl))
    throw new Error('The redirect URL must be a full URL that begins with https://.');
  const response = await fetch(`${origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Portico connector',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(DEADLINE_MS),
  }).catch((cause) => {
    const reason =
      cause.name === 'TimeoutError' ? `no response within ${DEADLINE_MS / 1_000} s` : 'no response';
    throw new Error(`${origin}/register: ${reason}. Is this the public URL of a running Portico?`, { cause });
  });
  const answer = parse((await response.text()).slice(0, RESPONSE_LIMIT));
  if (response.status === 201 && answer?.client_id && answer.client_secret) return answer;
  const sentence = answer?.error_description ?? 'the response is not a client registration (RFC 7591)';
  throw new Error(`${origin}/register responded with ${response.status}: ${sentence}`);
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the path with its links resolved. Throws if the file is in this repository. @param {string} file */
function outsideOfRepository(file) {
  let path;
  try {
    path = realpathSync(file);
  } catch (cause) {
    throw new Error(`${file} does not exist. Download the connector first: pac connector download`, {
      cause,
    });
  }
  if (path.startsWith(`${repository}${sep}`)) {
    throw new Error(
      'The client secret must not be written into this repository. Download the connector to a folder outside it.',
    );
  }
  return path;
}

/**
 * Reads the OAuth settings of a downloaded connector. `save` adds values to them and writes the file.
 * @param {string} path
 */
function readProperties(path) {
  const document = parse(readFileSync(path, 'utf8'));
  const settings = document?.properties?.connectionParameters?.token?.oAuthSettings;
  if (typeof settings?.redirectUrl !== 'string' || !/\/redirect\/./.test(settings.redirectUrl)) {
    throw new Error(
      `${path} has no redirect URL yet. Create the connector, then download it: pac connector download`,
    );
  }
  return {
    settings,
    /** @param {{ clientId: string, clientSecret: string }} client */
    save: (client) => {
      Object.assign(settings, client);
      writeFileSync(path, json(document));
      chmodSync(path, 0o600);
    },
  };
}
