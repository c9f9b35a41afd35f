import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser } from '../../src/standins/browser.ts';
import { freePort } from '../kit/free-port.ts';
import { pkce } from '../kit/oauth/pkce.ts';
import { agree } from '../kit/oauth/sign-in.ts';
import { startPortico, postMcp, type World } from '../kit/start-portico.ts';
import { runScript } from './script.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const redirectUrl = 'https://global.consent.azure-apim.net/redirect/cr938-5fportico-5f43bcb8573bc3e84';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await startPortico();
  folder = mkdtempSync(join(tmpdir(), 'portico-register-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** The file that `pac connector download` writes. The redirect URL exists only after the connector is saved. */
function downloaded(name: string, url = redirectUrl): string {
  mkdirSync(join(folder, name));
  const file = join(folder, name, 'apiProperties.json');
  const template = readFileSync(join(repository, 'connectors/copilot-studio/apiProperties.json'), 'utf8');
  writeFileSync(file, template.replace('https://global.consent.azure-apim.net/redirect', url));
  return file;
}

const settingsIn = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')).properties.connectionParameters.token.oAuthSettings;

describe('the script that registers a custom connector', () => {
  it('asks for the redirect URL and prints a client id and a secret', async () => {
    const { code, stdout, stderr } = await runScript('register-connector.js', [world.origin], {
      input: `${redirectUrl}\n`,
    });
    expect(stderr).toContain('Redirect URL');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Client ID {6}[\w.-]{100,}\nClient secret {2}[\w.-]{40,}\n/);
  });

  it('creates a client that can sign a user in, call a tool and refresh its token', async () => {
    const file = downloaded('whole');
    const { code, stdout } = await runScript('register-connector.js', [world.origin, file]);
    expect(code).toBe(0);
    const { clientId, clientSecret } = settingsIn(file);
    expect(stdout).not.toContain(clientSecret);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    // From here on, the test does what the connector runtime does with oauth2pkce: no resource parameter, the secret in
    // the body.
    const { verifier, challenge } = pkce();
    const authorize = new URL(`${world.origin}/authorize`);
    authorize.search = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: redirectUrl,
      scope: 'access_as_user',
      state: 'a state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).toString();
    expect(authorize.href.length).toBeLessThanOrEqual(2_000);
    const back = await agree(createBrowser(), authorize.href, 'ana.silva', redirectUrl);
    const post = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
      return (await fetch(`${world.origin}/token`, { method: 'POST', body })).json() as Promise<
        Record<string, string | number>
      >;
    };
    const tokens = await post({
      grant_type: 'authorization_code',
      code: new URL(back.url).searchParams.get('code') ?? '',
      redirect_uri: redirectUrl,
      code_verifier: verifier,
    });
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: expect.any(Number) });
    const refreshed = await post({
      grant_type: 'refresh_token',
      refresh_token: String(tokens['refresh_token']),
    });
    const message = {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'get_me', arguments: {} },
    };
    const answer = await postMcp(world, message, { token: String(refreshed['access_token']) });
    expect(await answer.text()).toContain('Ana Silva');
  });

  it.each([
    [
      'plain http to another machine, over which the secret would not be encrypted',
      'http://mcp.contoso.example',
    ],
    ['a host without a scheme', 'mcp.contoso.example'],
    ['a host with a port and no scheme', 'mcp.contoso.example:443'],
  ])('refuses %s before asking for the redirect URL', async (_, url) => {
    const { code, stderr } = await runScript('register-connector.js', [url], { input: `${redirectUrl}\n` });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The public URL must begin with https:\/\//)]);
  });

  it('accepts the MCP URL in place of the origin', async () => {
    const { code } = await runScript('register-connector.js', [`${world.origin}/mcp`], {
      input: `${redirectUrl}\n`,
    });
    expect(code).toBe(0);
  });

  it('refuses to write a secret into the repository, even through a symbolic link', async () => {
    const template = join(repository, 'connectors/copilot-studio/apiProperties.json');
    const before = readFileSync(template, 'utf8');
    symlinkSync(template, join(folder, 'link.json'));
    for (const file of [template, join(folder, 'link.json')]) {
      const { code, stderr } = await runScript('register-connector.js', [world.origin, file]);
      expect([code, stderr]).toEqual([
        1,
        expect.stringContaining('must not be written into this repository'),
      ]);
    }
    expect(readFileSync(template, 'utf8')).toBe(before);
  });

  it("refuses a file that still contains the template's redirect URL", async () => {
    const file = downloaded('early', 'https://global.consent.azure-apim.net/redirect');
    const { code, stderr } = await runScript('register-connector.js', [world.origin, file]);
    expect([code, stderr]).toEqual([1, expect.stringContaining('no redirect URL yet')]);
    expect(settingsIn(file)).not.toHaveProperty('clientSecret');
  });

  it('refuses a file that is not JSON or does not exist', async () => {
    const file = join(folder, 'text.json');
    writeFileSync(file, 'no JSON');
    const none = await runScript('register-connector.js', [world.origin, file]);
    const absent = await runScript('register-connector.js', [world.origin, join(folder, 'absent.json')]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('no redirect URL')]);
    expect([absent.code, absent.stderr]).toEqual([1, expect.stringContaining('does not exist')]);
  });

  it.each([
    ['a redirect URL that is not allowed', 'https://evil.example/callback\n', 'ALLOWED_REDIRECT_URIS'],
    ['text that is not a URL', 'redirect\n', 'must be a full URL'],
    ['an empty line', '\n', 'No redirect URL was given.'],
    ['a missing answer', '', 'No redirect URL was given.'],
  ])('refuses %s and prints an error', async (_name, input, sentence) => {
    const { code, stdout, stderr } = await runScript('register-connector.js', [world.origin], { input });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('reports a server that does not respond', async () => {
    const port = await freePort();
    const { code, stderr } = await runScript('register-connector.js', [`http://127.0.0.1:${port}`], {
      input: `${redirectUrl}\n`,
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining('no response')]);
  });

  it("prints the server's error if registration is disabled", async () => {
    const closed = await startPortico({ DYNAMIC_REGISTRATION: 'off' });
    try {
      const { code, stderr } = await runScript('register-connector.js', [closed.origin], {
        input: `${redirectUrl}\n`,
      });
      expect([code, stderr]).toEqual([1, expect.stringContaining('ask your administrator')]);
    } finally {
      await closed.close();
    }
  });
});
