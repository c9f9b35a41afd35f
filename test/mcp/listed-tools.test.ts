import { describe, expect, it } from 'vitest';

import { ToolError, UnavailableError } from '../../src/errors.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { grantedScopes, legacy, modern, openEndpoint, ordinaryGraph, textOf } from '../kit/mcp-endpoint.ts';

type Endpoint = ReturnType<typeof openEndpoint>;
type Listed = { name: string; inputSchema: { properties?: object } };

const granting = (...scopes: string[]) => ({
  onBehalfOf: async () => ({ token: 'graph-token', scopes, expiresAt: 2e9 }),
});

async function list(endpoint: Endpoint, path?: string): Promise<readonly Listed[]> {
  const bodies = await Promise.all(
    [modern('tools/list', {}, path), legacy('tools/list', undefined, path)].map(async (request) => {
      const response = await endpoint.handle(request);
      return ((await response.json()) as { result: { tools: Listed[] } }).result.tools;
    }),
  );
  expect(bodies[0]).toEqual(bodies[1]);
  return bodies[0] ?? [];
}
const names = async (...asked: Parameters<typeof list>) => (await list(...asked)).map(({ name }) => name);

describe.each([true, false])('tools/list (fast path %s)', (fastPath) => {
  const open = (changes: Parameters<typeof openEndpoint>[0] = {}) => openEndpoint({ fastPath, ...changes });

  it('lists the tools for which the permissions were granted, in catalogue order', async () => {
    const endpoint = open(granting('Notes.Read', 'Mail.Send'));
    expect(await names(endpoint)).toEqual(['read_note', 'send_note', 'show_scopes', 'loose_cannon']);
    expect(await names(open(granting('Notes.ReadWrite')))).toEqual([
      'read_note',
      'edit_note',
      'show_scopes',
      'loose_cannon',
    ]);
  });

  it.each([
    ['fails', { onBehalfOf: async () => Promise.reject(new UnavailableError('Entra')) }],
    ['names no permission', granting()],
  ])('is complete if the token exchange %s', async (_what, changes) => {
    expect(await names(open(changes))).toHaveLength(5);
  });

  it('exchanges a token, unlike ping, initialize and discover', async () => {
    let exchanges = 0;
    const onBehalfOf = async () => {
      exchanges += 1;
      return { token: 'graph-token', scopes: grantedScopes, expiresAt: 2e9 };
    };
    const endpoint = open({ onBehalfOf });
    await endpoint.handle(legacy('ping'));
    await endpoint.handle(modern('server/discover'));
    const clientInfo = { name: 't', version: '1' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    await endpoint.handle(legacy('initialize', params));
    expect(exchanges).toBe(0);
    await list(endpoint);
    expect(exchanges).toBe(2);
  });

  it('lists the mailbox argument only if a permission for shared mailboxes was granted', async () => {
    const argumentsWith = async (...scopes: string[]) => {
      const tools = await list(open({ tools: catalogue, ...granting(...scopes) }));
      const tool = tools.find(({ name }) => name === 'get_message');
      return Object.keys(tool?.inputSchema.properties ?? {});
    };
    expect(await argumentsWith('Mail.Read')).not.toContain('mailbox');
    expect(await argumentsWith('Mail.Read')).toContain('message_id');
    expect(await argumentsWith('Mail.Read', 'Mail.Read.Shared')).toContain('mailbox');
  });

  it('leaves out the tools of a service that the user does not have, until a request to that service succeeds', async () => {
    let hasMailbox = false;
    const endpoint = open({
      tools: catalogue,
      ...granting('Mail.Read', 'Files.Read'),
      graph: async (permission, request, context) => {
        if (!hasMailbox) throw new ToolError('no_mailbox', 'This user has no mailbox.');
        return ordinaryGraph(permission, request, context);
      },
    });
    const call = () => endpoint.handle(legacy('tools/call', { name: 'list_messages', arguments: {} }));
    expect(await names(endpoint)).toContain('list_messages');
    await call();
    const without = await names(endpoint);
    expect(without).not.toContain('list_messages');
    expect(without).not.toContain('get_message');
    expect(without).toContain('list_files');
    const status = legacy('tools/call', { name: 'list_toolsets', arguments: { toolset: 'mail' } });
    expect(await textOf(await endpoint.handle(status))).toMatch(
      /Hidden: list_messages, .*no Exchange Online mailbox.*An administrator of the organisation can fix this/,
    );
    hasMailbox = true;
    await call();
    expect(await names(endpoint)).toContain('list_messages');
  });

  it('lists the mail tools even if a different user has no mailbox', async () => {
    const endpoint = open({
      tools: catalogue,
      ...granting('Mail.Read', 'Mail.Read.Shared'),
      graph: async () => Promise.reject(new ToolError('no_mailbox', 'There is no mailbox.')),
    });
    const args = { mailbox: 'team@contoso.example' };
    await endpoint.handle(legacy('tools/call', { name: 'list_messages', arguments: args }));
    expect(await names(endpoint)).toContain('list_messages');
  });
});

describe.each([true, false])('a call to an unlisted tool (fast path %s)', (fastPath) => {
  const call = (name: string, args: object, path?: string) =>
    legacy('tools/call', { name, arguments: args }, path);
  const open = (changes: Parameters<typeof openEndpoint>[0]) => openEndpoint({ fastPath, ...changes });

  it('gets an error that says which permission is missing and who can grant it, before any preview or request', async () => {
    const endpoint = open({ tools: catalogue, ...granting('Mail.Read') });
    const args = { to: ['a@fabrikam.example'], subject: 's', body: 'b' };
    const text = await textOf(await endpoint.handle(call('send_mail', args)));
    expect(text).toMatch(
      /send_mail cannot work without .* not granted: Mail\.Send\..*Ask an administrator to open: https:\/\/login\.example/,
    );
    expect(text).toContain('Nothing was changed.');
    expect(endpoint.requests).toEqual([]);
  });

  it('gets an error that names the permission for a shared mailbox if the call needs that permission', async () => {
    const endpoint = open({ tools: catalogue, ...granting('Mail.Read') });
    const args = { message_id: 'AAMk', mailbox: 'team@contoso.example' };
    const text = await textOf(await endpoint.handle(call('get_message', args)));
    expect(text).toContain('not granted: Mail.Read.Shared');
  });

  it.each([
    [
      '/mcp?preset=core',
      'edit_note',
      /core preset.*The user can choose another preset.* or add \?toolsets=default,onenote to it/,
    ],
    ['/mcp?toolsets=mail', 'edit_note', /does not select the toolset onenote.*The user can add/],
  ])('gets an error that says who can change the URL: %s', async (path, name, words) => {
    const endpoint = open({});
    const response = await endpoint.handle(call(name, { ids: ['1'], text: 't' }, path));
    expect(await textOf(response)).toMatch(words);
    expect(endpoint.requests).toEqual([]);
  });

  it('runs if the token response names no permissions', async () => {
    const endpoint = open(granting());
    const text = await textOf(await endpoint.handle(call('read_note', { id: 'n1' })));
    expect(text).toBe('{"path":"/me/onenote/pages/n1"}');
  });
});
