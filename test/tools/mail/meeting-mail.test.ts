import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPolicy } from '../../../src/policy/policy.ts';
import { storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const oid = people.find(({ alias }) => alias === 'ana.silva')?.oid ?? '';
const call = async (alias: string, name: string, given: object) =>
  (await tenant.call(alias, name, given)).text;
/** Returns the id of the message with this subject in a person's inbox. */
const received = async (alias: string, subject: string, from = tenant) => {
  const { text } = await from.call(alias, 'list_messages', { top: 50 });
  return rowsIn(text)
    .find((row) => row[2] === subject)
    ?.at(-1);
};
const flagsOf = async (alias: string, subject: string) =>
  rowsIn(await call(alias, 'list_messages', { top: 50 })).find((row) => row[2] === subject)?.[3];
const invite = (subject: string, more: object = {}) =>
  call('ben.okafor', 'create_event', {
    subject,
    start: '2026-11-25T10:00',
    duration_minutes: 45,
    attendees: [mailOf('ana.silva')],
    location: 'Room 2',
    ...more,
  });

describe('an invitation to a series', () => {
  it('is shown with its recurrence, even without access to the calendar', async () => {
    await invite('Weekly road map', { recurrence: 'weekly on wed until 2027-02-01' });
    const args = { message_id: await received('ana.silva', 'Weekly road map') };
    const repeats = 'Repeats: weekly on wednesday until 2027-02-01\n';
    expect(await call('ana.silva', 'get_message', args)).toContain(repeats);
    const scopes = ['Mail.Read', 'MailboxSettings.Read'];
    const text = await tenant.granting('ana.silva', scopes, () => call('ana.silva', 'get_message', args));
    expect(text).toContain(repeats);
    expect(text).not.toContain('Event id');
    await invite('Single road map');
    const single = { message_id: await received('ana.silva', 'Single road map') };
    expect(await call('ana.silva', 'get_message', single)).not.toContain('Repeats');
  });
});

/** Ben's time zone is one hour ahead of Ana's. */
describe('get_message for mail about a meeting', () => {
  it('shows the time, the place and the id of the event, which respond_to_event accepts', async () => {
    await invite('Road map', { body: 'See the agenda.' });
    const text = await call('ana.silva', 'get_message', {
      message_id: await received('ana.silva', 'Road map'),
    });
    expect(await flagsOf('ana.silva', 'Road map')).toBe('unread, invitation');
    expect(text).toContain('Subject: Road map');
    expect(text).toContain('Meeting: invitation');
    expect(text).toContain('When: Wed 2026-11-25 09:00-09:45 (GMT Standard Time)');
    expect(text).toContain('Where: Room 2');
    const event_id = /^Event id: (\S+)$/m.exec(text)?.[1];
    const answer = await call('ana.silva', 'respond_to_event', { event_id, response: 'accept' });
    expect(answer).toContain('Answered "accept" to "Road map"');
    const again = await call('ana.silva', 'get_message', {
      message_id: await received('ana.silva', 'Road map'),
    });
    expect(again).toContain('My answer: accepted');
    const reply = await call('ben.okafor', 'get_message', {
      message_id: await received('ben.okafor', 'Accepted: Road map'),
    });
    expect(reply).toMatch(
      /Subject: Accepted: Road map[\s\S]*Meeting: accepted\nWhen: Wed 2026-11-25 10:00-10:45/,
    );
    expect(reply).not.toContain('Event id');
    expect(await flagsOf('ben.okafor', 'Accepted: Road map')).toBe('unread, answer to invitation');
  });

  it('says that the meeting was cancelled', async () => {
    const id = /id (\S+)$/.exec(await invite('Called off'))?.[1];
    await call('ben.okafor', 'cancel_event', { event_ids: [id] });
    const text = await call('ana.silva', 'get_message', {
      message_id: await received('ana.silva', 'Canceled: Called off'),
    });
    expect(text).toMatch(/Meeting: cancellation\nWhen: Wed 2026-11-25 09:00-09:45/);
    expect(text).not.toContain('Event id');
  });

  it('shows the time without the event if the calendar may not be read', async () => {
    await invite('Mail only');
    const message_id = await received('ana.silva', 'Mail only');
    const { text } = await tenant.granting('ana.silva', ['Mail.Read'], () =>
      tenant.call('ana.silva', 'get_message', { message_id }),
    );
    expect(text).toMatch(/Meeting: invitation\nWhen: Wed 2026-11-25 09:00-09:45 \(UTC\)\nWhere: Room 2/);
    expect(text).not.toContain('Event id');
  });
});

describe('get_message for other mail', () => {
  it('adds no details of a meeting', async () => {
    await call('ben.okafor', 'send_mail', { to: ['Ana Silva'], subject: 'Hello', body: 'x' });
    const text = await call('ana.silva', 'get_message', { message_id: await received('ana.silva', 'Hello') });
    expect(text).not.toMatch(/Meeting|When/);
  });
});

describe('get_message of a meeting invitation if policy does not allow calendar tools', () => {
  it('asks Graph only for the mail', async () => {
    const rules = { enabledTools: 'all', readOnly: false, graphBeta: false, externalSend: 'allow' } as const;
    const mailOnly = await openDemoTenant({ policy: createPolicy({ ...rules, toolsets: ['mail'] }) });
    const at = (time: string) => ({ dateTime: `2026-11-25T${time}:00.0000000`, timeZone: 'UTC' });
    storeMessage(mailOnly.graph.tenant, oid, 'inbox', {
      subject: 'Road map',
      body: { contentType: 'text', content: '' },
      from: { emailAddress: { name: 'Ben Okafor', address: mailOf('ben.okafor') } },
      to: [],
      at: Date.parse('2026-11-21T09:59:00Z'),
      conversation: 'Road map',
      read: false,
      more: {
        '@odata.type': '#microsoft.graph.eventMessageRequest',
        meetingMessageType: 'meetingRequest',
        startDateTime: at('10:00'),
        endDateTime: at('11:00'),
      },
    });
    const message_id = await received('ana.silva', 'Road map', mailOnly);
    const { text } = await mailOnly.call('ana.silva', 'get_message', { message_id });
    expect(text).toMatch(/Meeting: invitation\nWhen: Wed 2026-11-25 10:00-11:00 \(GMT Standard Time\)/);
    expect(mailOnly.graph.log.some(({ query }) => query.includes('expand'))).toBe(false);
    await mailOnly.close();
  });
});
