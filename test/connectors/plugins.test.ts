import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { workflows } from '../../src/mcp/workflows/all-workflows.ts';
import { runScript } from './script.ts';

const origin = 'https://mcp.contoso.com';
const referenceId = 'abc123';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-plugins-'));
  await runScript('connectors.js', [origin, join(folder, 'all'), '--reference-id', referenceId]);
  await runScript('connectors.js', [origin, join(folder, 'some')], {
    env: { TOOLSETS: 'core,mail,calendar,people' },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, any>; // oxlint-disable-line no-explicit-any -- documents in formats of other vendors
const text = (path: string, of = 'all') => readFileSync(join(folder, of, path), 'utf8');
const json = (path: string) => JSON.parse(text(path)) as Json;
const skillsOf = (of: string) => readdirSync(join(folder, of, 'plugins/portico/skills')).toSorted();

describe('the plugin', () => {
  it.each(['claude', 'codex', 'cursor'])('has a manifest for %s whose paths exist', (client) => {
    const manifest = json(`plugins/portico/.${client}-plugin/plugin.json`);
    expect(manifest).toMatchObject({ name: 'portico', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
    for (const path of [manifest['skills'], manifest['mcpServers']].filter(Boolean))
      expect(existsSync(join(folder, 'all/plugins/portico', path)), path).toBe(true);
    expect(readdirSync(join(folder, `all/plugins/portico/.${client}-plugin`))).toEqual(['plugin.json']);
  });

  it('connects to this server', () => {
    expect(json('plugins/portico/.mcp.json')).toEqual({
      mcpServers: { portico: { type: 'http', url: `${origin}/mcp` } },
    });
  });

  it('has what plugin directories require: descriptions, and a README of at least 40 words', () => {
    expect(json('plugins/.claude-plugin/marketplace.json')).toMatchObject({
      description: expect.stringMatching(/\w/),
      plugins: [{ name: 'portico', source: './portico', description: expect.stringMatching(/\w/) }],
    });
    const readme = text('plugins/portico/README.md');
    expect(readme.split(/\s+/).length).toBeGreaterThan(40);
    for (const { name } of workflows) expect(readme).toContain(`- ${name}\n`);
  });

  it('contains every skill of the server, each in a folder of the same name', () => {
    expect(skillsOf('all')).toEqual(workflows.map(({ name }) => name).toSorted());
    for (const name of skillsOf('all'))
      expect(text(`plugins/portico/skills/${name}/SKILL.md`)).toMatch(
        new RegExp(`^---\\nname: ${name}\\ndescription: `),
      );
  });

  it('leaves out skills whose tools the server does not list', () => {
    expect(skillsOf('some')).toContain('draft-reply');
    expect(skillsOf('some')).not.toContain('clean-up-tasks');
  });

  it('is listed by a marketplace in the parent folder', () => {
    const [plugin] = json('plugins/.claude-plugin/marketplace.json')['plugins'] as Json[];
    expect(plugin?.['source']).toBe('./portico');
  });
});

describe("the organisation's registry", () => {
  it('lists only this server, and returns it by name', () => {
    const { servers, metadata } = json('registry/servers.json');
    expect(metadata).toEqual({ count: 1 });
    expect(servers).toEqual([json('registry/server.json')]);
    const { server } = servers[0];
    expect(server.name).toBe('com.contoso.mcp/portico');
    expect(server.description.length).toBeLessThanOrEqual(100);
    expect(server.remotes).toEqual([{ type: 'streamable-http', url: `${origin}/mcp` }]);
  });
});

describe('the agent connector', () => {
  const manifest = () => json('microsoft-365-connector/appPackage/manifest.json');

  it('points agents to this server with its OAuth registration', () => {
    const [connector] = manifest()['agentConnectors'] as Json[];
    expect(connector?.['toolSource'].remoteMcpServer).toEqual({
      mcpServerUrl: `${origin}/mcp`,
      authorization: { type: 'OAuthPluginVault', referenceId },
    });
  });

  it('is a separate app and contains the icons listed in its manifest', () => {
    expect(manifest()['id']).not.toBe(json('microsoft-365-agent/appPackage/manifest.json')['id']);
    for (const icon of Object.values(manifest()['icons'] as Record<string, string>))
      expect(existsSync(join(folder, 'all/microsoft-365-connector/appPackage', icon))).toBe(true);
  });

  it('has texts within the length limits of the app manifest', () => {
    const { name, description } = manifest();
    expect(name.short.length).toBeLessThanOrEqual(30);
    expect(description.short.length).toBeLessThanOrEqual(80);
  });
});
