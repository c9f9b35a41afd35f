import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signIn } from '../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../kit/start-portico.ts';
import { runScript } from './script.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-tools-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listedBy(world: World): Promise<unknown[]> {
  const { accessToken } = await signIn({ origin: world.origin, person: 'ana.silva' });
  const client = new Client({ name: 'connector-test', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${accessToken}` } },
    }),
  );
  try {
    return (await client.listTools()).tools;
  } finally {
    await client.close();
  }
}

describe("the declarative agent's tools", () => {
  it.each([
    ['with default settings', {}],
    ['with restricting settings', { TOOLSETS: 'core,users,mail', READ_ONLY: 'on' }],
  ])('match tools/list %s', async (name, env) => {
    const world = await startPortico(env);
    try {
      const out = join(folder, name);
      const { code } = await runScript('connectors.js', ['https://mcp.contoso.com', out], { env });
      expect(code).toBe(0);
      const read = (file: string) =>
        JSON.parse(readFileSync(join(out, 'microsoft-365-agent/appPackage', file), 'utf8'));
      const { tools } = read('mcp-tools.json') as { tools: { name: string; description: string }[] };
      expect(tools).toEqual(await listedBy(world));

      const plugin = read('ai-plugin.json');
      const names = tools.map((tool) => tool.name);
      expect(plugin.runtimes[0].run_for_functions).toEqual(names);
      expect(plugin.functions.map((f: { name: string }) => f.name)).toEqual(names);
      for (const tool of names) expect(tool).toMatch(/^[A-Za-z0-9_]+$/);
    } finally {
      await world.close();
    }
  });

  it('have schemas that Copilot Studio supports, without references or type arrays', async () => {
    const out = join(folder, 'schemas');
    await runScript('connectors.js', ['https://mcp.contoso.com', out]);
    const { tools } = JSON.parse(
      readFileSync(join(out, 'microsoft-365-agent/appPackage/mcp-tools.json'), 'utf8'),
    ) as { tools: { name: string; inputSchema: unknown; outputSchema?: unknown }[] };
    const faults = tools.flatMap(({ name, inputSchema, outputSchema }) =>
      nodes([inputSchema, outputSchema])
        .filter((node) => '$ref' in node || Array.isArray(node['type']) || 'exclusiveMinimum' in node)
        .map((node) => `${name}: ${JSON.stringify(node).slice(0, 80)}`),
    );
    expect(faults).toEqual([]);
    // Copilot Studio recommends 25 to 30 tools per agent and allows 128.
    expect(tools.length).toBeLessThanOrEqual(40);
  });
});

function nodes(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(nodes)];
}
