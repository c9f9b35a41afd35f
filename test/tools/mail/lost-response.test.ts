import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { messagesOf, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { confirmationIn, mailOf, oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterEach(() => tenant.graph.control.reset());
afterAll(() => tenant.close());

/** Stores an email in Ana's inbox and returns its id. */
function receive(subject: string): string {
  const person = (address: string) => ({ emailAddress: { name: address, address } });
  const stored = storeMessage(tenant.graph.tenant, oidOf('ana.silva'), 'inbox', {
    subject,
    body: { contentType: 'text', content: 'Text' },
    from: person(mailOf('dana.levi')),
    to: [person(mailOf('ana.silva'))],
    at: Date.parse('2026-11-20T08:00:00Z'),
    conversation: subject,
    read: false,
  });
  return String(stored['$immutableId']);
}

const call = (tool: string, args: object) => tenant.callOnce('ana.silva', tool, args);

/** Loses the responses to POST requests after the first one. */
function loseAfterFirst(path: string): void {
  tenant.graph.control.fault({ kind: 'reset', method: 'POST', path, skip: 1, afterEffect: true });
}

describe('a change to several emails whose response is lost', () => {
  it('is not reported as not done', async () => {
    const message_ids = [receive('Lost 1'), receive('Lost 2')];
    const confirmation = confirmationIn(
      await tenant.previewOf('ana.silva', 'delete_message', { message_ids }),
    );
    loseAfterFirst('/$batch');
    await expect(call('delete_message', { message_ids, confirmation })).rejects.toMatchObject({
      message: expect.stringMatching(
        /^Deleted 0 of 2 messages\. Not done, or unknown:[^]*\noutcome unknown: "Lost 2"[^]*Look in Deleted Items/,
      ),
      sideEffect: 'unknown',
    });
  });

  it('is not reported as not forwarded', async () => {
    const id = receive('Forward');
    // Every id in the stand-in ends with AA.
    const args = { message_ids: [id, `${id.slice(0, -2)}ZZ`], to: [mailOf('ben.okafor')] };
    loseAfterFirst('/me/messages/');
    await expect(call('forward_message', args)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^outcome unknown: "Forward"[^\n]*Look in Sent Items[^\n]*\nnot sent: id /,
      ),
      sideEffect: 'unknown',
    });
    const inbox = messagesOf(tenant.graph.tenant, oidOf('ben.okafor')).all();
    expect(inbox.filter(({ subject }) => subject.endsWith('Forward'))).toHaveLength(1);
  });
});
