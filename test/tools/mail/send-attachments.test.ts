import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { put, rootOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { folderOf, messagesOf } from '../../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const ana = (name: string, args: object) => tenant.call('ana.silva', name, args);
const once = (name: string, args: object) => tenant.callOnce('ana.silva', name, args);
const received = (subject: string) =>
  messagesOf(tenant.graph.tenant, oidOf('ben.okafor'))
    .all()
    .filter(
      (one) =>
        one.subject === subject &&
        one.parentFolderId === folderOf(tenant.graph.tenant, oidOf('ben.okafor'), 'inbox')?.id,
    );
const drafts = (subject: string) =>
  messagesOf(tenant.graph.tenant, oidOf('ana.silva'))
    .all()
    .filter((one) => one.subject === subject && one.isDraft);
/** Stores in Ana's drive a file that is too large for an argument. */
const putFile = (name: string, content: Buffer) => {
  const drive = driveId(oidOf('ana.silva'));
  const world = tenant.graph.tenant;
  const parent = rootOf(world, drive).id;
  put(world, drive, { name, by: oidOf('ana.silva'), at: world.now(), parent, content });
};
const mail = (subject: string, attachments: readonly string[], to = mailOf('ben.okafor')) => ({
  to: [to],
  subject,
  body: 'Attached.',
  attachments,
});
const store = async (path: string, content: string) =>
  /Resource: (\S+)/.exec((await ana('upload_file', { path, content })).text)?.[1] ?? '';

describe('send_mail with attachments', () => {
  it('attaches files given by path or address, with their content', async () => {
    const address = await store('/Attach/first.md', '# First');
    await store('/Attach/second.txt', 'Second');
    const { text } = await once('send_mail', mail('Two files', [address, '/Attach/second.txt']));
    expect(text).toContain(', with first.md, second.txt. A copy');
    const [message] = received('Two files');
    const contents = message?.$attachments.map(({ name, contentBytes }) => [
      name,
      Buffer.from(contentBytes, 'base64').toString(),
    ]);
    expect(contents).toEqual([
      ['first.md', '# First'],
      ['second.txt', 'Second'],
    ]);
    expect(message?.hasAttachments).toBe(true);
  });

  it('attaches an attachment from a received email', async () => {
    const tool = await tenant.call('ana.silva', 'list_messages', { has_attachments: true, top: 1 });
    const message_id = / \| (AA\S+)$/m.exec(tool.text)?.[1];
    const shown = await ana('get_message', { message_id });
    const attachment_id = /Attachment: .* \| id (\S+)/.exec(shown.text)?.[1];
    const { text } = await ana('get_attachment', { message_id, attachment_id });
    const address = /Resource: (\S+)/.exec(text)?.[1] ?? '';
    await once('send_mail', mail('Passed on', [address]));
    expect(received('Passed on')[0]?.$attachments).toHaveLength(1);
  });

  it('names the attachments in the confirmation for external recipients, and asks again if an attachment has changed', async () => {
    const address = await store('/Attach/secret.txt', 'One');
    const args = mail('Outside', [address], 'x@fabrikam.example');
    const preview = await once('send_mail', args).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(preview).toContain('- attach secret.txt');
    await ana('upload_file', { path: '/Attach/secret.txt', content: 'Two', conflict: 'replace' });
    await expect(once('send_mail', { ...args, confirmation: confirmationIn(preview) })).rejects.toThrow(
      /The confirmation was not accepted/,
    );
  });

  it.each([
    [['/Attach/missing.txt'], /There is no file or folder "\/Attach\/missing.txt"/],
    [['/Harbor'], /folder/],
    [['portico://nowhere'], /not an address/],
    [Array.from({ length: 11 }, () => 'a'), /at most 10/],
  ])('refuses the attachments %j and sends nothing', async (attachments, reason) => {
    await expect(once('send_mail', mail('Refused', attachments))).rejects.toThrow(reason);
    expect(received('Refused')).toEqual([]);
  });

  it('sends a few small files and one file above 3 MB, with their content', async () => {
    const large = randomBytes(7_000_001);
    putFile('large.bin', large);
    await store('/Attach/small.txt', 'Small');

    const { text } = await once('send_mail', mail('Large', ['/Attach/small.txt', '/large.bin']));

    expect(text).toContain(', with small.txt, large.bin. A copy');
    const [message] = received('Large');
    expect(message?.$attachments.map(({ name }) => name)).toEqual(['small.txt', 'large.bin']);
    expect(Buffer.from(message?.$attachments[1]?.contentBytes ?? '', 'base64').equals(large)).toBe(true);
    expect(drafts('Large')).toEqual([]);
  });

  it('sends several small files that do not all fit into one request', async () => {
    const parts = await Promise.all(
      [1, 2].map((part) => store(`/Attach/half${part}.txt`, 'x'.repeat(1_500_000))),
    );

    await once('send_mail', mail('Two halves', parts));

    expect(received('Two halves')[0]?.$attachments.map(({ size }) => size)).toEqual([1_500_000, 1_500_000]);
  });

  it('keeps the draft if an upload fails, and mentions the draft', async () => {
    putFile('lost.bin', randomBytes(4_000_000));
    tenant.graph.control.fault({
      kind: 'status',
      status: 507,
      method: 'POST',
      path: '/me/messages/',
      count: 1,
    });
    await expect(once('send_mail', mail('Interrupted', ['/lost.bin']))).rejects.toThrow(
      /Nothing was sent. The email is in Drafts with 0 of its 1 attachment/,
    );
    expect(received('Interrupted')).toEqual([]);
    expect(drafts('Interrupted')).toHaveLength(1);
  });

  it('refuses more than 150 MB in total and suggests an alternative', async () => {
    putFile('huge.bin', Buffer.alloc(150_000_001));
    await expect(once('send_mail', mail('Too large', ['/huge.bin']))).rejects.toThrow(
      /larger than 150 MB.*share_file/,
    );
    expect(received('Too large')).toEqual([]);
    expect(drafts('Too large')).toEqual([]);
  });
});
