import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { freePort } from '../../kit/free-port.ts';
import { programs } from '../kit/programs.ts';
import { signInWhenAsked } from './sign-in-when-asked.ts';
import { startWorld, type World } from '../kit/world.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'portico-mcp-remote-'));
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

it('mcp-remote signs a user in and calls a tool', async () => {
  const port = await freePort();
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [programs.mcpRemote, `${world.server.origin}/mcp`, String(port), '--allow-http'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, MCP_REMOTE_CONFIG_DIR: folder, BROWSER: 'true' },
    stderr: 'pipe',
  });
  const client = new Client({ name: 'interop', version: '1.0.0' });
  const callback = `http://localhost:${port}/oauth/callback`;
  try {
    await Promise.all([
      signInWhenAsked(transport.stderr as Readable, { person: 'ana.silva', callback }),
      client.connect(transport),
    ]);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['get_me', 'list_messages', 'send_mail']),
    );
    const { content, isError } = await client.callTool({ name: 'get_me', arguments: {} });
    expect(isError, JSON.stringify(content)).not.toBe(true);
    expect(JSON.stringify(content)).toContain('ana.silva@contoso.example');
  } finally {
    await client.close();
  }
});
