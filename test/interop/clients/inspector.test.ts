import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { freePort } from '../../kit/free-port.ts';
import { newerNode, programs } from '../kit/programs.ts';
import { signInWhenAsked } from './sign-in-when-asked.ts';
import { startWorld, type World } from '../kit/world.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), 'portico-inspector-'));
});

afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function inspect(...args: string[]): Promise<string> {
  const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;
  const child = spawn(
    newerNode(),
    [
      programs.inspector,
      '--cli',
      `${world.server.origin}/mcp`,
      '--transport',
      'http',
      '--format',
      'json',
      ...args,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        MCP_STORAGE_DIR: await mkdtemp(join(folder, 'storage-')),
        MCP_OAUTH_CALLBACK_URL: callback,
        MCP_INSPECTOR_SECRET_STORE: 'memory',
        MCP_AUTO_OPEN_ENABLED: 'true',
        BROWSER: 'true',
      },
    },
  );
  try {
    const [printed] = await Promise.all([
      text(child.stdout),
      signInWhenAsked(child.stderr, { person: 'ana.silva', callback }),
    ]);
    return printed;
  } finally {
    child.kill();
  }
}

it.each(['legacy', 'modern'])(
  'MCP Inspector signs a user in and calls a tool in the %s protocol era',
  async (era) => {
    const printed = await inspect('--method', 'tools/call', '--tool-name', 'get_me', '--protocol-era', era);
    expect(printed).toContain('ana.silva@contoso.example');
  },
);

it('MCP Inspector accepts the tool schemas', async () => {
  const printed = await inspect('--method', 'tools/list', '--strict');
  expect(printed).toContain('list_messages');
});
