import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { folderOf, messagesOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { mailOf, oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const person = (address: string) => ({ emailAddress: { name: address, address } });
const once = async (name: string, args: object) => (await tenant.callOnce('ana.silva', name, args)).text;

/** Stores an email that Ana has sent, and returns its id. */
function sent(
  to: readonly string[],
  { cc = [] as readonly string[], replyTo = [] as readonly string[] } = {},
) {
  const stored = storeMessage(tenant.graph.tenant, oidOf('ana.silva'), 'sentitems', {
    subject: 'Offer',
    body: { contentType: 'html', content: '<p>Our offer</p>' },
    from: person(mailOf('ana.silva')),
    to: to.map(person),
    cc: cc.map(person),
    replyTo: replyTo.map(person),
    at: Date.parse('2026-11-20T08:00:00Z'),
    conversation: 'Offer',
    read: true,
  });
  return String(stored['$immutableId']);
}

const drafts = () => {
  const id = folderOf(tenant.graph.tenant, oidOf('ana.silva'), 'drafts')?.id;
  return messagesOf(tenant.graph.tenant, oidOf('ana.silva'))
    .all()
    .filter(({ parentFolderId }) => parentFolderId === id).length;
};

const refusal = /sent this email.*would not reach its recipients.*reply_all=true/;

describe('a reply to an email that the user has sent', () => {
  it('is refused, because it would go to the user, and leaves no draft', async () => {
    const id = sent([mailOf('ben.okafor')], { cc: [mailOf('chen.wei')] });
    const before = drafts();
    await expect(once('reply_to_message', { message_id: id, body: 'Any news?' })).rejects.toThrow(refusal);
    await expect(once('create_draft', { reply_to: id, body: 'Any news?' })).rejects.toThrow(refusal);
    expect(drafts()).toEqual(before);
  });

  it('goes to the recipients of the email if reply_all is set', async () => {
    const id = sent([mailOf('ben.okafor')], { cc: [mailOf('chen.wei')] });
    const args = { message_id: id, body: 'Any news?', reply_all: true };
    const people = `to ${mailOf('ben.okafor')}, cc ${mailOf('chen.wei')}.`;
    expect(await once('reply_to_message', args)).toContain(people);
    expect(await once('create_draft', { reply_to: id, body: 'b', reply_all: true })).toContain(people);
  });

  it('can be drafted for named people', async () => {
    const id = sent([mailOf('ben.okafor')]);
    expect(await once('create_draft', { reply_to: id, to: ['Dana Levi'], body: 'b' })).toContain(
      mailOf('dana.levi'),
    );
  });

  it('goes to the reply-to address, or to the user if the email is a note to the user alone', async () => {
    const own = sent([mailOf('ana.silva')]);
    const note = await once('reply_to_message', { message_id: own, body: 'b' });
    expect(note).toContain(`to ${mailOf('ana.silva')}.`);
    const desk = sent([mailOf('ben.okafor')], { replyTo: [mailOf('goran.petrov')] });
    const text = await once('reply_to_message', { message_id: desk, body: 'b' });
    expect(text).toContain(`to ${mailOf('goran.petrov')}.`);
  });

  it("is also refused in another mailbox for that mailbox's own email", async () => {
    const args = { message_id: sent([mailOf('ben.okafor')]), body: 'b', mailbox: mailOf('ana.silva') };
    await expect(once('reply_to_message', args)).rejects.toThrow(refusal);
  });
});
