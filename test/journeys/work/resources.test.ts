import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { folderAt, put, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { rowsIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, toolCall, type World } from '../../kit/start-portico.ts';
import { patternOf } from '../../tools/files/fixtures.ts';
import { oidOf } from '../../kit/people/named-people.ts';

let world: World;
let token: string;
beforeAll(async () => {
  world = await startPortico({ RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' });
  token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(() => world.close());

type Contents = { text?: string; blob?: string; mimeType?: string; _meta?: Record<string, unknown> };
type Reader = {
  /** Calls a tool and returns the text of its result. */
  readonly textOf: (tool: string, args: Record<string, unknown>) => Promise<string>;
  readonly linkOf: (item: string) => Promise<string>;
  readonly read: (uri: string) => Promise<Contents>;
  readonly close: () => Promise<void>;
};

const headers = () => ({ requestInit: { headers: { authorization: `Bearer ${token}` } } });

async function openModern(mode: 'auto' | 'legacy'): Promise<Reader> {
  const client = new ModernClient({ name: 'journey', version: '1.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new ModernTransport(new URL(`${world.origin}/mcp`), headers()));
  return {
    textOf: async (name, args) => textIn(await client.callTool({ name, arguments: args })),
    linkOf: async (item) => linkIn(await client.callTool({ name: 'get_file', arguments: { item } })),
    read: async (uri) => (await client.readResource({ uri })).contents[0] as Contents,
    close: () => client.close(),
  };
}

async function openOld(): Promise<Reader> {
  const client = new OldClient({ name: 'journey', version: '1.0.0' });
  await client.connect(new OldTransport(new URL(`${world.origin}/mcp`), headers()));
  return {
    textOf: async (name, args) => textIn(await client.callTool({ name, arguments: args })),
    linkOf: async (item) => linkIn(await client.callTool({ name: 'get_file', arguments: { item } })),
    read: async (uri) => (await client.readResource({ uri })).contents[0] as Contents,
    close: () => client.close(),
  };
}

function textIn(result: unknown): string {
  return (result as { content: { text?: string }[] }).content.map(({ text }) => text ?? '').join('\n');
}

function linkIn(result: unknown): string {
  const { content } = result as { content: { type: string; uri?: string }[] };
  return content.find(({ type }) => type === 'resource_link')?.uri ?? '';
}

function putFile(name: string, content: Buffer): void {
  const oid = oidOf('ana.silva');
  const { tenant } = world.standIns.graph;
  const drive = driveId(oid);
  const folder = folderAt(tenant, drive, { from: rootOf(tenant, drive), names: ['Journey'], by: oid });
  put(tenant, drive, { name, by: oid, at: new Date(), parent: folder.id, content });
}

describe.each([
  ['SDK v2', () => openModern('auto')],
  ['SDK v2 (legacy)', () => openModern('legacy')],
  ['SDK v1', () => openOld()],
])('an %s client', (_which, open) => {
  it('follows a link to a file and reads the file', async () => {
    const reader = await open();
    const page = await reader.read(await reader.linkOf('/Harbor/Scope.md'));
    expect(page).toMatchObject({ mimeType: 'text/markdown', text: expect.stringContaining('# Harbor') });
    expect(page._meta).toEqual({ 'portico/size': Buffer.byteLength(page.text ?? '') });
    await reader.close();
  });

  it('reads a large file completely, page by page', async () => {
    const reader = await open();
    const name = `${crypto.randomUUID()}.bin`;
    const content = patternOf(2 * 1_048_576 + 7);
    putFile(name, content);
    const parts: Buffer[] = [];
    let uri: unknown = await reader.linkOf(`/Journey/${name}`);
    while (typeof uri === 'string') {
      const page: Contents = await reader.read(uri);
      parts.push(Buffer.from(page.blob ?? '', 'base64'));
      uri = page._meta?.['portico/next'];
    }
    expect(parts.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 7]);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
    await reader.close();
  });

  it.each([
    ['an email', 'mail', 'list_messages', { top: 4 }, /^Subject: .*\nFrom: /m],
    [
      'an event',
      'event',
      'list_events',
      { start: '2026-11-01', end: '2027-01-31', top: 4 },
      /^Subject: .*\nWhen: /m,
    ],
  ])('reads %s as text that is marked as untrusted', async (_what, kind, tool, args, shown) => {
    const reader = await open();
    const id = rowsIn(await reader.textOf(tool, args))[0]?.at(-1) ?? '';
    const page = await reader.read(`portico://${kind}/${encodeURIComponent(id)}`);
    expect(page.mimeType).toBe('text/plain');
    expect(page.text).toMatch(shown);
    expect(page.text).toMatch(/<untrusted [0-9a-f]{16}>\n[^]*<\/untrusted [0-9a-f]{16}>$/);
    await reader.close();
  });

  it.each([
    ['an unknown email', 'portico://mail/AAMkAG'],
    ['an email with an unknown parameter', 'portico://mail/AAMkAG?select=body'],
    ['an email with two ids', 'portico://mail/AAMkAG/x'],
    ['an event with path traversal', 'portico://event/..%2f..%2fusers'],
    ['an unknown file', 'portico://file/me/nothing'],
    ['a URI with another scheme', 'file:///etc/passwd'],
    ['a URI with path traversal', 'portico://file/me/..%2f..%2fusers'],
  ])('cannot read %s', async (_what, uri) => {
    const reader = await open();
    await expect(reader.read(uri)).rejects.toThrow(
      /did not find this item|not a valid Microsoft Graph id|must be|resource does not exist|no such|There is no|id or path|finds no/i,
    );
    await reader.close();
  });
});

it('resource links are omitted in protocol revisions that lack them', async () => {
  const answer = await postMcp(world, toolCall('get_file', { item: '/Harbor/Scope.md' }), {
    token,
    headers: { 'mcp-protocol-version': '2025-03-26' },
  });
  const { result } = (await answer.json()) as { result: { content: { type: string }[] } };
  expect(result.content.map(({ type }) => type)).toEqual(['text']);
});

it('a resource can be read only if policy allows the tool, and every attempt is audited', async () => {
  const read = (uri: string, path: string) =>
    fetch(`${world.origin}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        'mcp-protocol-version': '2025-11-25',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri } }),
    }).then((response) => response.json() as Promise<{ result?: unknown; error?: { message: string } }>);
  const reader = await openModern('legacy');
  const uri = await reader.linkOf('/Harbor/Scope.md');
  await reader.close();
  const before = world.lines.length;
  expect((await read(uri, '/mcp?toolsets=mail')).error?.message).toMatch(/resource does not exist/);
  expect((await read(uri, '/mcp')).result).toBeDefined();
  const audit = world.lines.slice(before).filter((line) => line.includes('"tool":"read_file_content"'));
  expect(audit.some((line) => line.includes('"phase":"refused"'))).toBe(true);
  expect(audit.some((line) => line.includes('"outcome":"success"'))).toBe(true);
  expect(audit.join('\n')).not.toContain('Scope.md');
});
