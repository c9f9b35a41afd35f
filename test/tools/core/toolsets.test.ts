import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { catalogue } from '../../../src/tools/catalogue.gen.ts';
import { ADMIN_CONSENT_URL } from '../../kit/calls/tenant-calls.ts';
import { openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
let limited: DemoTenant;
beforeAll(async () => {
  const policy = policyWith({ toolsets: ['core', 'mail', 'users'], readOnly: true });
  [tenant, limited] = await Promise.all([
    openDemoTenant({ selection: { preset: 'default', readOnly: false } }),
    openDemoTenant({ policy }),
  ]);
});
afterAll(() => Promise.all([tenant.close(), limited.close()]));

/** Calls a tool as Ben, with these permissions. */
const granted = (scopes: readonly string[], name: string, args: object = {}) =>
  tenant.granting('ben.okafor', scopes, async () => (await tenant.call('ben.okafor', name, args)).text);

describe('get_auth_status', () => {
  it('shows the signed-in user and the granted permissions', async () => {
    const { text } = await tenant.call('ana.silva', 'get_auth_status');
    expect(text).toContain('Signed in: Ana Silva (ana.silva@contoso.example)');
    expect(text).toMatch(/Granted: .*Mail\.Send/);
    expect(text).toMatch(/^Tools: \d\d listed$/m);
    expect(text).not.toContain('until an administrator');
  });

  it('lists the hidden tools by area with the missing permissions, and returns the link where an administrator can grant the permissions', async () => {
    const text = await granted(['User.Read', 'Mail.Read'], 'get_auth_status');
    expect(text).toContain(
      `until an administrator grants the permission in brackets at ${ADMIN_CONSENT_URL}`,
    );
    expect(text).toMatch(/^mail: .*send_mail \(Mail\.Send\)/m);
    expect(text).toMatch(/reply_to_message \(Mail\.ReadWrite and Mail\.Send\)/);
    expect(text).toMatch(/^calendar: .*\(Calendars\.ReadBasic\)/m);
    expect(text).not.toMatch(/[:,;] get_message\b/);
  });

  it('refers to list_toolsets for tools that the URL hides', async () => {
    const text = await granted(['User.Read'], 'get_auth_status');
    expect(text).toMatch(
      /Hidden by settings or by the connection URL: \d+ more, which list_toolsets lists\./,
    );
  });

  it('succeeds without the permission to read the profile', async () => {
    const text = await granted(['Mail.Read'], 'get_auth_status');
    expect(text).toMatch(/^Signed in: user [0-9a-f-]{36}, tenant/);
    expect(text).toMatch(/^users: .*get_me/m);
  });

  it('costs at most 900 tokens even if nearly every tool is hidden', async () => {
    expect(encode(await granted(['User.Read'], 'get_auth_status')).length).toBeLessThan(900);
  });
});

describe('list_toolsets', () => {
  it('counts the available tools of each toolset and states what the other tools need', async () => {
    const text = await granted(['User.Read', 'Mail.Read'], 'list_toolsets');
    expect(text).toMatch(/^mail: \d+ of \d+ tools; the others need .*Mail\.Send/m);
    expect(text).toMatch(
      /^contacts: 0 of \d+ tools; the others need .*another preset in the connection URL$/m,
    );
    expect(text).toContain('?toolsets=mail,calendar');
    expect(text).toContain(ADMIN_CONSENT_URL);
    expect(encode(text).length).toBeLessThan(450);
  });

  it('lists the tools of one toolset, and states why some tools are hidden and what would make them available', async () => {
    const text = await granted(['User.Read', 'Mail.Read'], 'list_toolsets', { toolset: 'mail' });
    expect(text).toMatch(/^Listed: list_messages, search_messages/);
    expect(text).toMatch(/^Hidden: send_mail\. An administrator can grant Mail\.Send to this app\.$/m);
    expect(text).toMatch(/^These tools could do more with .*MailboxSettings\.Read\.$/m);
    expect(text).toMatch(/default preset, which does not include/);
  });

  it('gives a reason only once if it applies to several tools', async () => {
    const { text } = await tenant.call('ana.silva', 'list_toolsets', { toolset: 'excel' });
    expect(text.match(/which does not include them/g)).toHaveLength(1);
    expect(text.match(/does not include/g)).toHaveLength(1);
  });

  it("names the server's settings that hide tools", async () => {
    const all = await limited.call('ana.silva', 'list_toolsets');
    expect(all.text).toMatch(/^calendar: 0 of \d+ tools; the others need the server's setting TOOLSETS$/m);
    const mail = await limited.call('ana.silva', 'list_toolsets', { toolset: 'mail' });
    expect(mail.text).toMatch(
      /Hidden: send_mail.* READ_ONLY=off on the server, which its operator can set\./,
    );
  });

  it('reports that a toolset has no tools', async () => {
    const empty = ['onenote', 'teams', 'excel'].find((area) => !catalogue.some((tool) => tool.area === area));
    if (empty === undefined) return;
    const { text } = await tenant.call('ana.silva', 'list_toolsets', { toolset: empty });
    expect(text).toBe(`${empty} has no tools on this server.`);
  });
});

describe('graph_write with fewer toolsets or tools', () => {
  const invitation = {
    method: 'POST',
    path: '/me/events',
    body: { attendees: [{ emailAddress: { address: 'maria@fabrikam.example' } }] },
  };
  const message = { method: 'POST', path: '/chats/1/messages', body: { body: { content: 'x' } } };

  it.each([
    ['a toolset', { toolsets: ['core', 'teams'], enabledTools: 'all' }, invitation, 'the toolset calendar'],
    [
      'a tool',
      { toolsets: 'all', enabledTools: ['graph_write', 'list_chats'] },
      message,
      'the tool send_chat_message',
    ],
  ] as const)(
    'refuses a request of %s that is not enabled, without asking for confirmation',
    async (...given) => {
      const [, bounds, request, what] = given;
      const closed = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm', ...bounds }) });
      await expect(closed.callOnce('ana.silva', 'graph_write', request)).rejects.toMatchObject({
        code: 'refused_by_policy',
        message: expect.stringContaining(what),
      });
      await closed.close();
    },
  );

  it('asks for confirmation of a request that is enabled', async () => {
    const open = await openDemoTenant({
      policy: policyWith({ externalSend: 'confirm', toolsets: ['core', 'calendar'] }),
    });
    await expect(open.callOnce('ana.silva', 'graph_write', invitation)).rejects.toThrow(
      'Nothing has been done',
    );
    await open.close();
  });
});
