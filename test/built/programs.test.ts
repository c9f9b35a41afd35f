import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/config.ts';
import { listen } from '../../src/standins/listen.ts';
import { people } from '../../src/standins/tenant/people.ts';
import { freePort } from '../kit/free-port.ts';
import { startProgram } from '../kit/program.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { tailspin, tailspinPath } from '../standins/tenant/fixture.ts';

const guid = '11111111-1111-4111-8111-111111111111';
let folder: string;
let base: Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-'));
  const root = join(folder, 'seal-root');
  writeFileSync(root, Buffer.alloc(64, 7).toString('base64'));
  base = {
    PUBLIC_URL: 'http://localhost:7071',
    HOST: '127.0.0.1',
    ENTRA_TENANT_ID: guid,
    ENTRA_CLIENT_ID: guid,
    SEAL_ROOT_FILE: root,
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

const serveOn = async (more: Record<string, string> = {}) => {
  const port = await freePort();
  const program = startProgram('serve', { ...base, PORT: String(port), ...more });
  return { ...program, origin: `http://127.0.0.1:${port}` };
};

describe('serve', () => {
  it('prints an explanation for each wrong setting and exits with 1', async () => {
    const { ended, output } = startProgram('serve', { ENTRA_CLIENT_ID: 'nonsense', READ_ONLY: 'maybe' });
    expect(await ended).toBe(1);
    const lines = output().trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines).toContain('portico: ENTRA_CLIENT_ID must be a GUID.');
    expect(lines).toContain('portico: READ_ONLY must be on or off.');
  });

  it('does not start if the seal root is missing or cannot be read', async () => {
    const { SEAL_ROOT_FILE: _root, ...rootless } = base;
    const none = startProgram('serve', rootless);
    const unreadable = startProgram('serve', { ...base, SEAL_ROOT_FILE: '/nowhere/seal-root' });
    expect(await Promise.all([none.ended, unreadable.ended])).toEqual([1, 1]);
    expect(none.output()).toContain('Set KEY_VAULT_URL or SEAL_ROOT_FILE');
    expect(unreadable.output()).toBe(
      'portico: SEAL_ROOT_FILE refers to /nowhere/seal-root, which cannot be read: mount the file, or correct the path.\n',
    );
  });

  it('prints an explanation and exits with 1 if its port is in use', async () => {
    const server = await listen(() => {});
    const { port } = new URL(server.origin);
    const { ended, output } = startProgram('serve', { ...base, PORT: port });
    expect(await ended).toBe(1);
    expect(output()).toBe(
      `portico: Port ${port} is in use. Stop the program that uses it, or set PORT to another port.\n`,
    );
    await server.close();
  });

  it('serves requests, and stops at once on SIGINT', async () => {
    const { origin, child, until, ended } = await serveOn();
    await until('"event":"serving"');
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it.each([
    ['warns that a restart signs everybody out if its state is in memory', {}, true],
    ['does not warn if its state is in tables', { STATE_TABLES_URL: 'https://127.0.0.1:9' }, false],
  ])('%s', async (_what, settings, warns) => {
    const { child, until, ended, output } = await serveOn(settings);
    await until('"event":"not ready"');
    child.kill('SIGINT');
    await ended;
    expect(output().includes('"event":"state in memory"')).toBe(warns);
  });

  it('reports not ready after SIGTERM, keeps responding, and exits within ten seconds', async () => {
    const { origin, child, until, ended, output } = await serveOn();
    await until('"event":"serving"');
    const startedAt = performance.now();
    child.kill('SIGTERM');
    await until('"event":"stopping"');
    const ready = await fetch(`${origin}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('stopping');
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    expect(await ended).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(output()).toContain('"event":"stopped"');
  });

  it('has logged each response that a client received, even if the program is killed immediately afterwards', async () => {
    const { origin, child, until, ended, output } = await serveOn();
    await until('"event":"serving"');
    const received: string[] = [];
    const requests = Array.from({ length: 40 }, async (_, n) => {
      const { headers } = await fetch(`${origin}/nothing`);
      received.push(headers.get('x-request-id') ?? '');
      if (n === 20) child.kill('SIGKILL');
    });
    await Promise.allSettled(requests);
    await ended;
    expect(received.length).toBeGreaterThan(0);
    for (const id of received) expect(output()).toContain(`"requestId":"${id}"`);
  });

  it('exits when its log can no longer be written', async () => {
    const { origin, child, until, ended } = await serveOn();
    await until('"event":"serving"');
    child.stdout?.destroy();
    child.stderr?.destroy();
    const exited = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    await fetch(`${origin}/nothing`).catch(() => {});
    expect(await exited).toBe(1);
    await ended;
  });
});

describe('the demo', () => {
  it('prints its servers, its URL and the users who can sign in, and listens on both loopback addresses', async () => {
    const port = await freePort();
    const { child, until, output, ended } = startProgram('demo', { PORT: String(port) });
    await until('Stop it with Ctrl-C');
    for (const part of ['Entra', 'Managed identity', 'Key Vault', 'Microsoft Graph', 'Portico']) {
      expect(output()).toMatch(new RegExp(`started +${part} +http://`));
    }
    expect(output()).toContain(`MCP URL   http://localhost:${port}/mcp`);
    for (const { alias } of people) expect(output()).toContain(`${alias}@contoso.example`);
    const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { host: `localhost:${port}` } });
    expect(page.status).toBe(200);
    expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('needs only its own port for the full tour when it listens on all addresses', async () => {
    const port = await freePort();
    const demo = startProgram('demo', { PORT: String(port), HOST: '0.0.0.0' });
    await demo.until('Stop it with Ctrl-C');
    const entra = /started +Entra +(\S+)/.exec(demo.output())?.[1] ?? '';
    const landing = await fetch(`http://localhost:${port}/.well-known/oauth-authorization-server`);
    expect([landing.status, await landing.text()]).toEqual([200, expect.not.stringContaining(entra)]);
    const tour = startProgram('tour', { PORT: String(port) });
    expect(await tour.ended, tour.output()).toBe(0);
    demo.child.kill('SIGINT');
    await demo.ended;
  });

  it('refuses an invalid port with an explanation', async () => {
    const { ended, output } = startProgram('demo', { PORT: 'lots' });
    expect(await ended).toBe(1);
    expect(output()).toContain('portico: PORT must be a whole number.');
  });
});

describe('the demo with a tenant file', () => {
  it("lets the file's users sign in, and serves their data as of the given time", async () => {
    const port = await freePort();
    const options = ['--tenant', tailspinPath, '--now', '2026-11-21T10:00:00Z', '--settings'];
    const { child, until, output, ended } = startProgram('demo', { PORT: String(port) }, options);
    await until('Stop it with Ctrl-C');
    expect(output()).toContain('the fictional company Tailspin Marine');
    expect(output()).toContain('ruth.adeyemi@tailspin.example');
    expect(output()).not.toContain('contoso');
    expect(output()).toMatch(/^GRAPH_URL=http:/m);
    const origin = `http://localhost:${port}`;
    const { accessToken } = await signIn({ origin, person: 'ruth.adeyemi' });
    const client = new Client({ name: 'built', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${accessToken}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit }));
    const mail = { name: 'list_messages', arguments: { folder: 'inbox', top: 1 } };
    expect(JSON.stringify((await client.callTool(mail)).content)).toContain('Offer 7731');
    await client.close();
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('prints every problem in a broken file without a stack trace and exits with 1', async () => {
    const file = join(folder, 'broken.json');
    writeFileSync(
      file,
      '{"company": {"name": "T", "domain": "t.example"}, "people": [{"alias": "a"}], "mial": []}',
    );
    const { ended, output } = startProgram('demo', { PORT: '7071' }, ['--tenant', file]);
    expect(await ended).toBe(1);
    expect(output()).toBe(
      `portico: ${file}: people[0].name: is missing.\nportico: ${file}: mial: is not a property of this object. Did you mean "mail"?\n`,
    );
  });

  it.each([
    [['--tenant', '/nowhere/company.json'], '/nowhere/company.json does not exist'],
    [['--tenant', '/'], '/ is a folder'],
    [['--now', 'tomorrow'], '--now must be a time with a UTC offset'],
    [['--tennant', 'x'], "Unknown option '--tennant'"],
    [['company.json'], 'The demo takes only options'],
  ])('explains a wrong command line and exits with 1: %j', async (args, problem) => {
    const { ended, output } = startProgram('demo', { PORT: '7071' }, args);
    expect(await ended).toBe(1);
    expect(output()).toContain(`portico: ${problem}`);
    expect(output().trim().split('\n')).toHaveLength(1);
  });

  it.each(['demo', 'standins'] as const)('lists the options of %s on --help', async (name) => {
    const { ended, output } = startProgram(name, {}, ['--help']);
    expect(await ended).toBe(0);
    for (const option of ['--tenant FILE', '--now TIME', '--help']) expect(output()).toContain(option);
  });
});

describe('the stand-ins without a host', () => {
  it('serve the organisation that a tenant file describes', async () => {
    const { child, until, output, ended } = startProgram('standins', {}, ['--tenant', tailspinPath]);
    await until('CIMD=off');
    expect(output()).toContain(`ENTRA_TENANT_ID=${tailspin().company.id}`);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('print to standard output only the settings that a host needs', async () => {
    const { child, until, ended } = startProgram('standins', {});
    let lines = '';
    child.stdout?.on('data', (chunk) => (lines += String(chunk)));
    await until('CIMD=off');
    const entries = lines
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
    const settings = readConfig({ ...Object.fromEntries(entries), PUBLIC_URL: 'http://localhost:7071' });
    expect(settings).toMatchObject({ ok: true });
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('refuse an invalid port', async () => {
    const { ended, output } = startProgram('standins', {}, ['many']);
    expect(await ended).toBe(1);
    expect(output()).toContain('portico: The argument must be the first of four');
  });
});
