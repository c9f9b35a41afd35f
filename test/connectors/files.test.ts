import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { connections } from '../../src/pages/client-instructions.ts';
import { isAllowedUri } from '../../src/oauth/clients/redirect-allow-list.ts';
import { routes } from '../../src/routes.ts';
import { redirectUri } from '../kit/oauth/redirect-uris.ts';
import { runScript, type Ran } from './script.ts';

const origin = 'https://mcp.contoso.com';
const agent = 'microsoft-365-agent/appPackage';

let folder: string;
let ran: Ran;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-connectors-'));
  ran = await runScript('connectors.js', [origin, join(folder, 'remote')]);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, any>; // oxlint-disable-line no-explicit-any -- documents in formats of other vendors
const text = (path: string, of = 'remote') => readFileSync(join(folder, of, path), 'utf8');
const json = (path: string, of = 'remote') => JSON.parse(text(path, of)) as Json;
const paths = (of = 'remote') => {
  const root = join(folder, of);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
};

describe('the connector files', () => {
  it('are written for every client and refer only to this server', () => {
    expect(ran.code).toBe(0);
    expect(paths().filter((path) => !path.startsWith('plugins/'))).toEqual(
      [
        'README.md',
        'claude-code/mcp.json',
        'copilot-studio/apiDefinition.swagger.json',
        'copilot-studio/apiProperties.json',
        'cursor/mcp.json',
        'docker-mcp/portico.yaml',
        'gemini-cli/settings.json',
        'librechat/librechat.yaml',
        'mcp-inspector/mcp.json',
        'mcp-remote/mcp.json',
        `${agent}/ai-plugin.json`,
        `${agent}/color.png`,
        `${agent}/declarativeAgent.json`,
        `${agent}/manifest.json`,
        `${agent}/mcp-tools.json`,
        `${agent}/outline.png`,
        'microsoft-365-connector/appPackage/color.png',
        'microsoft-365-connector/appPackage/manifest.json',
        'microsoft-365-connector/appPackage/outline.png',
        'registry/server.json',
        'registry/servers.json',
        'vscode/mcp.json',
      ].sort(),
    );
    for (const path of paths()) expect(text(path)).not.toContain('contoso.example');
  });

  it('are the same on every run', async () => {
    await runScript('connectors.js', [`${origin}/mcp`, join(folder, 'again')]);
    for (const path of paths()) expect(text(path, 'again')).toBe(text(path));
  });

  it("give each server's agent its own id", async () => {
    await runScript('connectors.js', ['https://mcp.fabrikam.com', join(folder, 'other')]);
    const [one, other] = [json(`${agent}/manifest.json`).id, json(`${agent}/manifest.json`, 'other').id];
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(other).not.toBe(one);
  });

  it.each([
    ['vscode/mcp.json', 'servers', { type: 'http', url: `${origin}/mcp` }],
    ['cursor/mcp.json', 'mcpServers', { url: `${origin}/mcp` }],
    ['claude-code/mcp.json', 'mcpServers', { type: 'http', url: `${origin}/mcp` }],
    ['mcp-inspector/mcp.json', 'mcpServers', { type: 'streamable-http', url: `${origin}/mcp` }],
    ['gemini-cli/settings.json', 'mcpServers', { httpUrl: `${origin}/mcp`, timeout: 60_000 }],
    ['mcp-remote/mcp.json', 'mcpServers', { command: 'npx', args: ['-y', 'mcp-remote', `${origin}/mcp`] }],
  ])("contain the server's URL in %s", (path, servers, expected) => {
    expect(json(path)).toEqual({ [servers]: { portico: expected } });
  });

  it("contain the server's URL for Docker's MCP Toolkit", () => {
    expect(parse(text('docker-mcp/portico.yaml'))).toMatchObject({
      type: 'remote',
      remote: { transport_type: 'streamable-http', url: `${origin}/mcp` },
    });
  });

  it("contain the server's URL for LibreChat and require OAuth", () => {
    expect(parse(text('librechat/librechat.yaml'))).toMatchObject({
      mcpServers: { portico: { type: 'streamable-http', url: `${origin}/mcp`, requiresOAuth: true } },
    });
  });

  it('contain a README with the links from the landing page', () => {
    const links = [...connections(`${origin}/mcp`).values()].flat().flatMap(({ link }) => link?.href ?? []);
    expect(links).toHaveLength(2);
    for (const link of links) expect(text('README.md')).toContain(`(${link})`);
  });

  it('omit hosted clients if the server runs on this machine', async () => {
    const { stdout, code } = await runScript('connectors.js', [
      'http://localhost:7071',
      join(folder, 'local'),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('cannot reach a server on localhost');
    expect(paths('local').filter((path) => /^(copilot-studio|microsoft-365-agent)/.test(path))).toEqual([]);
    expect(json('vscode/mcp.json', 'local').servers.portico.url).toBe('http://localhost:7071/mcp');
  });
});

describe('the Copilot Studio custom connector', () => {
  const swagger = () => json('copilot-studio/apiDefinition.swagger.json');
  const settings = () =>
    json('copilot-studio/apiProperties.json').properties.connectionParameters.token.oAuthSettings as Json;

  it('has a single operation that is marked as MCP', () => {
    const { host, schemes, basePath, paths: operations } = swagger();
    expect({ host, schemes, basePath }).toEqual({
      host: 'mcp.contoso.com',
      schemes: ['https'],
      basePath: '/',
    });
    expect(Object.keys(operations)).toEqual([routes.mcp.path]);
    expect(operations['/mcp'].post).toMatchObject({
      operationId: 'InvokeMCP',
      'x-ms-agentic-protocol': 'mcp-streamable-1.0',
    });
  });

  it('signs in with PKCE at endpoints that exist', () => {
    const { identityProvider, scopes, customParameters, type } = settings();
    expect({ identityProvider, scopes, type }).toEqual({
      identityProvider: 'oauth2pkce',
      scopes: ['access_as_user'],
    });
    const { authorizationUrl, tokenUrl } = swagger().securityDefinitions.portico;
    expect(authorizationUrl).toBe(`${origin}${routes.authorize.path}`);
    expect(tokenUrl).toBe(`${origin}${routes.token.path}`);
    expect(customParameters).toEqual({
      authorizationUrl: { value: authorizationUrl },
      tokenUrl: { value: tokenUrl },
      refreshUrl: { value: tokenUrl },
    });
  });

  it('has a redirect URL that the server allows', () => {
    expect(isAllowedUri(redirectUri(`${settings().redirectUrl}/cr938-5fportico-5f43bcb8573bc3e84`), [])).toBe(
      true,
    );
  });

  it('contains no secret', () => {
    expect(settings()).not.toHaveProperty('clientSecret');
  });
});

describe('the declarative agent', () => {
  it('is reported as unfinished if the id of its OAuth registration is missing', () => {
    expect(ran.stdout).toContain('NOT finished');
    expect(ran.stdout).toContain('PORTICO_OAUTH_REFERENCE_ID');
    expect(json(`${agent}/ai-plugin.json`).runtimes[0].auth).toEqual({
      type: 'OAuthPluginVault',
      reference_id: '${{PORTICO_OAUTH_REFERENCE_ID}}',
    });
  });

  it('is not reported as unfinished if the id of its OAuth registration is set', async () => {
    const args = [origin, join(folder, 'finished'), '--reference-id', 'MDEyMzQ1Njctabcdef=='];
    const { stdout } = await runScript('connectors.js', args);
    expect(stdout).not.toContain('NOT finished');
    expect(json(`${agent}/ai-plugin.json`, 'finished').runtimes[0].auth.reference_id).toBe(args[3]);
  });

  it('references exactly the files in its package', () => {
    const manifest = json(`${agent}/manifest.json`);
    const declared = json(`${agent}/declarativeAgent.json`);
    const plugin = json(`${agent}/ai-plugin.json`);
    const named: string[] = [
      ...Object.values(manifest.icons as Record<string, string>),
      ...manifest.copilotAgents.declarativeAgents.map(({ file }: Json) => file),
      ...declared.actions.map(({ file }: Json) => file),
      ...plugin.runtimes.map(({ spec }: Json) => spec.mcp_tool_description.file),
    ];
    const package_ = readdirSync(join(folder, 'remote', agent)).filter((file) => file !== 'manifest.json');
    expect(named.sort()).toEqual(package_.sort());
  });

  it('has texts within the lengths that Microsoft documents', () => {
    const manifest = json(`${agent}/manifest.json`);
    const declared = json(`${agent}/declarativeAgent.json`);
    const plugin = json(`${agent}/ai-plugin.json`);
    expect(manifest.name.short.length).toBeLessThanOrEqual(30);
    expect(manifest.description.short.length).toBeLessThanOrEqual(80);
    expect(declared.instructions.length).toBeLessThanOrEqual(8_000);
    expect(declared.conversation_starters.length).toBeLessThanOrEqual(12);
    expect(plugin.name_for_human.length).toBeLessThanOrEqual(20);
    expect(plugin.description_for_human.length).toBeLessThanOrEqual(100);
    expect(plugin.description_for_model.length).toBeLessThanOrEqual(2_048);
  });

  it('has icons in the sizes that Teams requires', () => {
    const size = (name: string) => {
      const image = readFileSync(join(folder, 'remote', agent, name));
      return [image.readUInt32BE(16), image.readUInt32BE(20)];
    };
    expect(size('color.png')).toEqual([192, 192]);
    expect(size('outline.png')).toEqual([32, 32]);
  });

  it('marks read-only tools so that users can always allow them, and marks all other tools as write tools', () => {
    const { functions } = json(`${agent}/ai-plugin.json`);
    const { tools } = json(`${agent}/mcp-tools.json`);
    for (const [index, { name, capabilities }] of functions.entries()) {
      const reads = tools[index].annotations.readOnlyHint;
      expect(capabilities.confirmation.isNonConsequential, name).toBe(reads);
      expect(capabilities.security_info.data_handling.includes('ResourceStateUpdate'), name).toBe(!reads);
    }
  });
});

describe('the connectors script', () => {
  it.each([
    ['a missing URL', [], 'Usage:'],
    ['plain http to another machine', ['http://mcp.contoso.com'], 'must begin with https://'],
    ['a host without a scheme', ['mcp.contoso.com'], 'must begin with https://'],
    ['a path', ['https://mcp.contoso.com/api'], 'the origin of the server only'],
    ['an unknown option', [origin, '--secret', 'x'], '--secret'],
    ['a reference with a space', [origin, '--reference-id', 'a b'], '--reference-id must be'],
  ])('refuses %s and prints an error', async (_name, args, sentence) => {
    const { code, stderr, stdout } = await runScript('connectors.js', args);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('reports an invalid setting', async () => {
    const { code, stderr } = await runScript('connectors.js', [origin, folder], {
      env: { READ_ONLY: 'maybe' },
    });
    expect([code, stderr]).toEqual([1, 'READ_ONLY must be on or off.\n']);
  });

  it('writes readable files, and only into its own folder', () => {
    expect(statSync(join(folder, 'remote', 'README.md')).mode & 0o044).toBe(0o044);
    expect(readdirSync(folder).every((name) => /^(remote|again|other|local|finished)$/.test(name))).toBe(
      true,
    );
  });
});
