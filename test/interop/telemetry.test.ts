import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startCollector, type Collector } from '../kit/collector.ts';
import { signIn } from '../kit/oauth/sign-in.ts';
import { startWorld, type World } from './kit/world.ts';

const CANARY = 'canary-51c7e0';

let collector: Collector;
let world: World;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-collector-'));
  collector = await startCollector();
  const trusted = join(folder, 'collector.pem');
  await writeFile(trusted, collector.certificate);
  world = await startWorld({
    APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
    NODE_EXTRA_CA_CERTS: trusted,
  });
});

afterAll(async () => {
  await world.close();
  await collector.close();
  await rm(folder, { recursive: true, force: true });
});

it('the built server sends telemetry without content, authenticated with its managed identity', async () => {
  const { origin } = world.server;
  const { accessToken, refreshToken } = await signIn({ origin, person: 'ana.silva' });
  const client = new Client({ name: 'interop', version: '1.0.0' });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${accessToken}` } },
    }),
  );
  await client.callTool({ name: 'get_me', arguments: {} });
  const mail = { to: [`${CANARY}@contoso.example`], subject: CANARY, body: CANARY };
  await client.callTool({ name: 'send_mail', arguments: mail });
  await client.callTool({ name: 'get_message', arguments: { message_id: CANARY } });
  await client.callTool({ name: 'graph_get', arguments: { path: `/users/${CANARY}`, filter: CANARY } });
  await client.close();
  await world.server.stop();

  const named = (type: string) =>
    collector.envelopes
      .filter((envelope) => envelope.type === type)
      .map(({ data }) => data['name'] as string);
  expect(named('RequestData')).toEqual(
    expect.arrayContaining(['POST /register', 'POST /token', 'POST /mcp']),
  );
  const targets = collector.envelopes.map(({ data }) => data['target']);
  expect(targets).toEqual(expect.arrayContaining(['Entra', 'Graph', 'Key Vault']));
  expect(named('EventData')).toHaveLength(4);
  expect(collector.envelopes.every(({ authorization }) => authorization?.startsWith('Bearer '))).toBe(true);

  const sent = JSON.stringify(collector.envelopes) + world.server.output();
  expect(sent).toContain('"audit"');
  expect([CANARY, accessToken, refreshToken].filter((secret) => sent.includes(secret))).toEqual([]);
});
