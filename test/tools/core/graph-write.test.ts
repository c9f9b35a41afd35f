import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import { confirmationIn, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const write = (given: object) => tenant.callOnce('ana.silva', 'graph_write', given);
const writes = () => tenant.graph.log.filter(({ method }) => method !== 'GET').length;

const workbook = '/me/drive/root:/Budget/Launch%20costs.xlsx:/workbook';
const cells = `${workbook}/worksheets/Costs/range(address='G2')`;

/** Returns the preview of a call that needs confirmation, and checks that the call changed nothing. */
async function previewOf(given: object): Promise<string> {
  const before = writes();
  const error: unknown = await write(given).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UnconfirmedError);
  expect(writes()).toBe(before);
  return (error as UnconfirmedError).message;
}

describe('graph_write', () => {
  it('creates a resource without confirmation if nobody else can see it', async () => {
    const body = { givenName: 'Rosa', surname: 'Mendes' };
    const { text } = await write({ method: 'POST', path: '/me/contacts', body });
    expect(text).toMatch(/^Done: status 201\./);
    expect(text).toContain('Rosa');
  });

  it('accepts the body as JSON text', async () => {
    const { text } = await write({ method: 'POST', path: '/me/contacts', body: '{"givenName":"Leo"}' });
    expect(text).toContain('Leo');
  });

  it('accepts the confirmation if the same body is written differently', async () => {
    const message = { toRecipients: [{ emailAddress: { address: 'x@outside.example' } }], subject: 'x' };
    const call = { method: 'POST', path: '/me/sendMail' };
    const confirmation = confirmationIn(await previewOf({ ...call, body: JSON.stringify({ message }) }));
    const body = JSON.stringify({ message }, undefined, 2);
    expect((await write({ ...call, body, confirmation })).text).toMatch(/^Done/);
  });

  it('previews a deletion with the name of the item, then deletes it', async () => {
    const created = await write({ method: 'POST', path: '/me/contacts', body: { displayName: 'Old Entry' } });
    const id = /"id":"([^"]+)"/.exec(created.text)?.[1] ?? '';
    const path = `/me/contacts/${id}`;
    expect(await previewOf({ method: 'DELETE', path })).toContain('Old Entry');
    const { text } = await tenant.call('ana.silva', 'graph_write', { method: 'DELETE', path });
    expect(text).toMatch(/^Done/);
  });

  it('names the beta version and the query in the preview', async () => {
    const policy = policyWith({ graphBeta: true });
    const beta = await openDemoTenant({ policy });
    const preview = (path: string) => beta.previewOf('ana.silva', 'graph_write', { method: 'DELETE', path });
    expect(await preview('/beta/me/contacts/1')).toContain('- DELETE /beta/me/contacts/1\n');
    expect(await preview('/v1.0/me/contacts/1?a=b%20c')).toContain('- DELETE /me/contacts/1?a=b c\n');
    await beta.close();
  });

  it.each([
    [
      'an email to an external recipient',
      {
        method: 'POST',
        path: '/me/sendMail',
        body: {
          message: { subject: 'x', toRecipients: [{ emailAddress: { address: 'maria@fabrikam.example' } }] },
        },
      },
      'maria@fabrikam.example',
    ],
    [
      'a rule that forwards to an external address',
      {
        method: 'POST',
        path: '/me/mailFolders/inbox/messageRules',
        body: {
          displayName: 'x',
          actions: { forwardTo: [{ emailAddress: { address: 'out@fabrikam.example' } }] },
        },
      },
      'out@fabrikam.example',
    ],
    [
      'a message in a chat',
      { method: 'POST', path: '/chats/1/messages', body: { body: { content: 'x' } } },
      'recipients',
    ],
    [
      'a new text for a message in a chat',
      { method: 'PATCH', path: '/chats/1/messages/2', body: { body: { content: 'x' } } },
      'recipients',
    ],
    [
      'a post in the main channel of a team',
      { method: 'POST', path: '/teams/1/primaryChannel/messages', body: { body: { content: 'x' } } },
      'recipients',
    ],
    [
      'more permissions for an app',
      { method: 'PATCH', path: '/oauth2PermissionGrants/1', body: { scope: 'Mail.ReadWrite' } },
      'access',
    ],
    ['a reply', { method: 'POST', path: '/me/messages/1/reply', body: { comment: 'x' } }, 'recipients'],
    [
      'a link for anyone',
      { method: 'POST', path: '/me/drive/items/1/createLink', body: { type: 'view' } },
      'everyone',
    ],
    [
      'a subscription that sends data elsewhere',
      {
        method: 'POST',
        path: '/subscriptions',
        body: { notificationUrl: 'https://collect.fabrikam.example/x' },
      },
      'collect.fabrikam.example',
    ],
    [
      'an automatic reply to external senders',
      {
        method: 'PATCH',
        path: '/me/mailboxSettings',
        body: { automaticRepliesSetting: { externalAudience: 'all' } },
      },
      'outside',
    ],
    [
      'a new member',
      { method: 'POST', path: '/groups/1/members/$ref', body: { '@odata.id': 'x' } },
      'access',
    ],
  ])('asks for confirmation before it requests %s', async (_what, given, outsider) => {
    expect(await previewOf(given)).toContain(outsider);
  });

  it('sends mail inside the organisation without confirmation', async () => {
    const toRecipients = [{ emailAddress: { address: 'ben.okafor@contoso.example' } }];
    const { text } = await write({
      method: 'POST',
      path: '/me/sendMail',
      body: { message: { subject: 'Inside', body: { contentType: 'text', content: 'x' }, toRecipients } },
    });
    expect(text).toMatch(/^Done/);
  });

  it.each([
    ['the action "wipe"', { method: 'POST', path: '/deviceManagement/managedDevices/1/wipe' }],
    [
      'several ids',
      { method: 'POST', path: '/identityProtection/riskyUsers/x', body: { userIds: ['1', '2'] } },
    ],
    [
      'new values for the cells of a table row',
      { method: 'PATCH', path: `${workbook}/tables/Costs/rows/0`, body: { values: [['x']] } },
    ],
    [
      'formulas for a named range',
      { method: 'PATCH', path: `${workbook}/names/total/range`, body: { formulasR1C1: [['=1']] } },
    ],
    [
      'a disabled Conditional Access policy',
      { method: 'PATCH', path: '/identity/conditionalAccess/policies/1', body: { state: 'disabled' } },
    ],
    ['merged cells', { method: 'POST', path: `${cells}/merge`, body: { across: false } }],
    [
      'a replaced part of a OneNote page',
      {
        method: 'PATCH',
        path: '/me/onenote/pages/1/content',
        body: [{ target: 'body', action: 'replace', content: '<p>x</p>' }],
      },
    ],
  ])('asks for confirmation before it sends a change with %s', async (_what, given) => {
    await previewOf(given);
  });

  it('names the cells that it would overwrite, and asks again if the cells have changed since the preview', async () => {
    const change = { method: 'PATCH', path: cells, body: { values: [['checked']] } };
    const preview = await previewOf(change);
    expect(preview).toContain('Costs!G2');
    const confirmation = confirmationIn(preview);
    await tenant.call('ana.silva', 'write_range', {
      item: '/Budget/Launch costs.xlsx',
      worksheet: 'Costs',
      address: 'G2',
      values: [['by somebody else']],
    });
    await expect(write({ ...change, confirmation })).rejects.toBeInstanceOf(UnconfirmedError);
    const { text } = await tenant.call('ana.silva', 'graph_write', change);
    expect(text).toMatch(/^Done/);
  });

  it.each([
    [
      'sets the colour of cells',
      { method: 'PATCH', path: `${cells}/format/fill`, body: { color: '#FFFF00' } },
    ],
    [
      'adds text at the end of a OneNote page',
      {
        method: 'PATCH',
        path: '/me/onenote/pages/1/content',
        body: [{ target: 'body', action: 'append', content: '<p>x</p>' }],
      },
    ],
  ])('sends without confirmation a change that only %s', async (_what, given) => {
    const before = writes();
    await expect(write(given)).rejects.not.toBeInstanceOf(UnconfirmedError);
    expect(writes()).toBe(before + 1);
  });

  it.each([
    ['a batch', { method: 'POST', path: '/$batch', body: { requests: [] } }, /batch/],
    ['a POST that only reads', { method: 'POST', path: '/search/query', body: {} }, /graph_get/],
    ['another host', { method: 'POST', path: 'https://evil.example/v1.0/me', body: {} }, /not supported/],
    ['a path traversal', { method: 'DELETE', path: '/me/messages/../../users/1' }, /must not contain/],
    ['beta', { method: 'PATCH', path: '/beta/me', body: {} }, /beta/],
    [
      'an ETag with typographic quotes',
      { method: 'PATCH', path: '/me/contacts/1', body: {}, etag: 'W/\u201cabc\u201d' },
      /etag/,
    ],
    [
      'an ETag with a line break',
      { method: 'PATCH', path: '/me/contacts/1', body: {}, etag: '"a"\r\nX-Other: 1' },
      /etag/,
    ],
    [
      'JSON with a trailing comma',
      { method: 'POST', path: '/me/messages', body: '{"subject": "x",}' },
      /not valid JSON/,
    ],
  ])('refuses %s and sends nothing', async (_what, given, problem) => {
    const before = tenant.graph.log.length;
    await expect(write(given)).rejects.toThrow(problem);
    expect(tenant.graph.log.length).toBe(before);
  });

  it('accepts an ETag in the form that Graph returns', async () => {
    const { text } = await write({ method: 'POST', path: '/me/contacts', body: { givenName: 'Nora' } });
    const path = `/me/contacts/${/"id":"([^"]+)"/.exec(text)?.[1]}`;
    const change = { method: 'PATCH', path, body: { surname: 'Lind' }, etag: 'W/"EQAAABYA+/="' };
    expect((await write(change)).text).toMatch(/^Done/);
  });

  it.each([
    ['given by path', '/me/drive/root:/kept.txt:/content'],
    ['given by path from a folder', '/me/drive/items/root:/kept.txt:/content'],
  ])('asks for confirmation before it replaces the content of a file %s', async (_how, path) => {
    const created = '/me/drive/root:/kept.txt:/content';
    await tenant.call('ana.silva', 'graph_write', { method: 'PUT', path: created, body: 'one' });
    const change = { method: 'PUT', path, body: 'two' };
    const preview = await previewOf(change);
    expect(preview).toContain('kept.txt');
    const confirmation = confirmationIn(preview);
    await tenant.call('ana.silva', 'upload_file', { path: '/kept.txt', content: '3', conflict: 'replace' });
    await expect(write({ ...change, confirmation })).rejects.toBeInstanceOf(UnconfirmedError);
    expect((await tenant.call('ana.silva', 'graph_write', change)).text).toMatch(/^Done: status 200/);
  });

  it('asks for confirmation before it replaces the content of a file given by id', async () => {
    const created = await write({ method: 'PUT', path: '/me/drive/root:/by id.txt:/content', body: 'one' });
    const path = `/me/drive/items/${/"id":"([^"]+)"/.exec(created.text)?.[1]}/content`;
    expect(await previewOf({ method: 'PUT', path, body: 'two' })).toContain('by id.txt');
  });

  it('creates another file without confirmation if the path says to rename the new file', async () => {
    const path = '/me/drive/root:/twice.txt:/content?@microsoft.graph.conflictBehavior=rename';
    await write({ method: 'PUT', path, body: 'one' });
    expect((await write({ method: 'PUT', path, body: 'two' })).text).toContain('twice 1.txt');
  });

  it('reads the ETag of a Planner task before it changes the task', async () => {
    const { text } = await tenant.call('ana.silva', 'list_planner_tasks', {});
    const id = text.trim().split('\n').at(-2)?.split(' | ').at(-1) ?? '';
    const done = await write({
      method: 'PATCH',
      path: `/planner/tasks/${id}`,
      body: { percentComplete: 50 },
    });
    expect(done.text).toMatch(/^Done/);
  });

  it('names the permission that is missing', async () => {
    await tenant.granting('ana.silva', ['User.Read'], () =>
      expect(write({ method: 'POST', path: '/me/contacts', body: {} })).rejects.toThrow(
        /Contacts\.ReadWrite/,
      ),
    );
  });
});
