import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { firstText } from '../../kit/oauth/client-application.ts';
import { confirmationIn, cursorIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

const DISCOVERY = '?preset=discovery';
const limitsOff = { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' };

let world: World;
let token: string;
beforeAll(async () => {
  world = await startPortico(limitsOff);
  token = await tokenAt(world);
});
afterAll(() => world.close());

const tokenAt = async ({ origin }: World, query = '') =>
  (await signIn({ origin, person: 'ana.silva', ...(query !== '' && { query }) })).accessToken;

type Sent = { query?: string; at?: World; as?: string };

const call = async (
  name: string,
  args: Record<string, unknown>,
  { query = DISCOVERY, at = world, as = token }: Sent = {},
) => {
  const before = at.lines.length;
  const response = await postMcp(at, toolCall(name, args), { token: as, query });
  const audited = at.lines
    .slice(before)
    .filter((line) => line.includes('"action"'))
    .map((line) => (JSON.parse(line) as { audit: { action: { tool: string; kind: string } } }).audit.action);
  const body = (await response.clone().json()) as { error?: { message: string } };
  if (body.error !== undefined) return { text: body.error.message, isError: true, audited };
  return { ...(await resultOf(response)), audited };
};

const listed = async ({ query = DISCOVERY, at = world, as = token }: Sent = {}) => {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const { result } = (await (await postMcp(at, message, { token: as, query })).json()) as {
    result: { tools: { name: string; inputSchema: { properties: Record<string, { type: string }> } }[] };
  };
  return result.tools;
};
const namesOf = async (sent: Sent = {}) => (await listed(sent)).map(({ name }) => name);

describe('a connection with ?preset=discovery', () => {
  it('lists three tools', async () => {
    expect(await namesOf()).toEqual(['graph_search_operations', 'run_read_tool', 'run_write_tool']);
  });

  it('completes a task in several steps: find the tools, read, reply, confirm', async () => {
    const found = await call('graph_search_operations', { query: 'read an email; reply to an email' });
    expect(found.text).toContain('get_message (read)');
    expect(found.text).toContain('reply_to_message (write)');
    const read = await call('run_read_tool', { tool: 'list_messages', arguments: { top: 1 } });
    const id = read.text
      .split('\n')
      .find((line) => line.startsWith('20'))
      ?.split(' | ')
      .at(-1);
    const args = { message_id: id, body: 'Thank you.' };
    const asked = await call('run_write_tool', { tool: 'reply_to_message', arguments: args });
    const done = asked.text.includes('confirmation=')
      ? await call('run_write_tool', {
          tool: 'reply_to_message',
          arguments: { ...args, confirmation: confirmationIn(asked.text) },
        })
      : asked;
    expect(done).toMatchObject({ isError: false, text: expect.stringContaining('Handed to Exchange') });
  });

  it('asks for confirmation of the named tool, and does not accept the confirmation for another call', async () => {
    const args = { to: ['bob@fabrikam.example'], subject: 'Offer', body: 'Hello' };
    const { text } = await call('run_write_tool', { tool: 'send_mail', arguments: args });
    expect(text).toMatch(/\nMake that call with run_write_tool again\.$/);
    const confirmation = confirmationIn(text);
    const other = { ...args, body: 'Changed', confirmation };
    const refused = await call('run_write_tool', { tool: 'send_mail', arguments: other });
    expect(refused.text).toContain('The confirmation was not accepted');
    const sent = await call('run_write_tool', { tool: 'send_mail', arguments: args, confirmation });
    expect(sent.text).toContain('Handed to Exchange');
  });

  it('asks the client to confirm a direct call by calling the same tool again, not run_write_tool', async () => {
    const args = { to: ['bob@fabrikam.example'], subject: 'Offer', body: 'Hello again' };
    const { text } = await call('send_mail', args);
    expect(text).toContain('call send_mail again');
    expect(text).not.toContain('run_write_tool');
  });

  it('records in the audit trail the name and kind of the tool that ran', async () => {
    const { audited } = await call('run_read_tool', { tool: 'get_me' });
    expect(audited).toEqual([expect.objectContaining({ tool: 'get_me', kind: 'read' })]);
  });

  it('continues a list with the cursor', async () => {
    const first = await call('run_read_tool', { tool: 'list_messages', arguments: { top: 4 } });
    const cursor = cursorIn(first.text);
    const next = await call('run_read_tool', { tool: 'get_next_page', arguments: { cursor } });
    expect(next).toMatchObject({ isError: false, text: expect.stringContaining(' | ') });
  });

  it('calls a Graph operation by its path', async () => {
    const { text, isError } = await call('run_read_tool', {
      tool: 'graph_get',
      arguments: { path: '/me/drive' },
    });
    expect({ isError, text }).toEqual({ isError: false, text: expect.stringContaining('driveType') });
  });

  it.each(['send_mail', 'delete_event', 'graph_write'])('refuses to run %s as a read tool', async (tool) => {
    const { text, isError, audited } = await call('run_read_tool', { tool, arguments: {} });
    expect([isError, audited]).toEqual([true, []]);
    expect(text).toContain('run_write_tool');
  });

  it.each(['run_read_tool', 'run_write_tool', 'no_such_tool', '__proto__', 'x'.repeat(5_000)])(
    'explains that there is no tool named %s',
    async (tool) => {
      const { text, isError } = await call('run_write_tool', { tool, arguments: {} });
      expect(isError).toBe(true);
      expect(text).toMatch(/^Unknown tool/);
      expect(text.length).toBeLessThan(300);
    },
  );

  it('explains what is wrong with the arguments of the named tool', async () => {
    const { text, isError } = await call('run_read_tool', { tool: 'get_message', arguments: { id: 'x' } });
    expect(isError).toBe(true);
    expect(text).toContain('Invalid arguments for get_message');
  });

  it('describes the arguments as text in plain schemas, and accepts them as text', async () => {
    const [, run] = await listed({ query: `${DISCOVERY}&schema=plain` });
    expect(run?.inputSchema.properties['arguments']).toMatchObject({ type: 'string' });
    const { text } = await call('run_read_tool', { tool: 'list_messages', arguments: '{"top": 2}' });
    expect(text).toContain(' | ');
  });
});

describe('a limited connection with ?preset=discovery', () => {
  it('respects the toolsets and the read-only limit in the URL', async () => {
    const query = `${DISCOVERY}&toolsets=mail&readonly=1`;
    expect(await namesOf({ query })).toEqual(['graph_search_operations', 'run_read_tool']);
    const { text } = await call('graph_search_operations', { query: 'send an email; list files' }, { query });
    expect(text).not.toMatch(/send_mail|list_files/);
    const file = await call('run_read_tool', { tool: 'list_files' }, { query });
    expect(file.text).toContain('The connection URL does not select the toolset files.');
    const mail = await call('run_write_tool', { tool: 'send_mail', arguments: {} }, { query });
    expect(mail.text).toContain('This connection is read-only.');
    expect((await call('run_read_tool', { tool: 'list_messages' }, { query })).isError).toBe(false);
  });

  it.each([
    ['READ_ONLY', { READ_ONLY: 'true' }, 'send_mail', 'This connection is read-only.'],
    ['TOOLSETS', { TOOLSETS: 'core,mail' }, 'create_event', 'has not enabled the toolset calendar'],
    [
      'ENABLED_TOOLS',
      { ENABLED_TOOLS: 'graph_search_operations,list_messages' },
      'send_mail',
      'has not enabled the tool send_mail',
    ],
  ])("respects the organisation's limits: %s", async (_setting, settings, tool, reason) => {
    const at = await startPortico({ ...limitsOff, ...settings });
    try {
      const as = await tokenAt(at);
      const refused = await call('run_write_tool', { tool, arguments: {} }, { at, as });
      expect(refused).toMatchObject({ isError: true, text: expect.stringContaining(reason) });
      const allowed = await call('run_read_tool', { tool: 'list_messages' }, { at, as });
      expect(allowed.isError).toBe(false);
    } finally {
      await at.close();
    }
  });

  it('explains, without referring to run_write_tool, why a change is not allowed', async () => {
    const change = { tool: 'send_mail', arguments: {} };
    const { text } = await call('run_read_tool', change, { query: `${DISCOVERY}&readonly=1` });
    expect(text).toMatch(/^This connection is read-only\./);
    expect((await call('run_read_tool', change)).text).toContain(
      'Call run_write_tool with the same arguments.',
    );
  });

  it('does not refer to tools/list for a tool that tools/list leaves out', async () => {
    expect((await call('run_read_tool', { tool: 'xyzzy' })).text).toBe(
      'Unknown tool: xyzzy. graph_search_operations finds the available tools.',
    );
  });

  it('lists the enabled tools directly if the tool search is not enabled', async () => {
    const at = await startPortico({ ...limitsOff, ENABLED_TOOLS: 'list_messages,send_mail' });
    try {
      const as = await tokenAt(at);
      const names = await namesOf({ at, as });
      expect(names).toEqual(expect.arrayContaining(['list_messages', 'send_mail']));
      expect(names).not.toContain('run_write_tool');
    } finally {
      await at.close();
    }
  });

  it('can run tools by name, unlike a connection with another preset', async () => {
    const sent = await call('run_read_tool', { tool: 'list_messages' }, { query: '?preset=lite' });
    expect(sent).toMatchObject({ isError: true, text: expect.stringContaining('Unknown tool') });
  });
});

describe('an SDK client', () => {
  const url = () => new URL(`${world.origin}/mcp${DISCOVERY}`);
  const requestInit = () => ({ headers: { authorization: `Bearer ${token}` } });
  const run = { name: 'run_read_tool', arguments: { tool: 'get_me', arguments: {} } };

  it.each(['auto', 'legacy'] as const)('runs a tool with SDK v2 and version negotiation %s', async (mode) => {
    const client = new Client({ name: 'journey', version: '1.0.0' }, { versionNegotiation: { mode } });
    await client.connect(new StreamableHTTPClientTransport(url(), { requestInit: requestInit() }));
    expect((await client.listTools()).tools).toHaveLength(3);
    expect(firstText(await client.callTool(run))).toContain('ana.silva@contoso.example');
    await client.close();
  });

  it('runs a tool with SDK v1', async () => {
    const client = new OldClient({ name: 'journey', version: '1.0.0' });
    await client.connect(new OldTransport(url(), { requestInit: requestInit() }));
    expect((await client.listTools()).tools).toHaveLength(3);
    expect(firstText(await client.callTool(run))).toContain('ana.silva@contoso.example');
    await client.close();
  });
});
