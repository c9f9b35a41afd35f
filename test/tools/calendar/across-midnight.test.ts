import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UnconfirmedError } from '../../../src/errors.ts';
import {
  confirmationIn,
  mailOf,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';

const evening = new Date('2026-11-21T23:58:00Z');
const afterMidnight = new Date('2026-11-22T00:01:00Z');
const policy = policyWith({ externalSend: 'confirm' });

let now = evening;
let tenant: DemoTenant;
beforeEach(async () => {
  now = evening;
  tenant = await openDemoTenant({ policy, now: () => now });
});
afterEach(() => tenant.close());

const outsider = 'guest@elsewhere.example';
const meeting = { subject: 'Kick-off', start: '2026-11-30T09:00', attendees: [outsider] };

/** Previews a call as Ana in the evening, and confirms it at the given time. Returns the result or the next preview. */
async function confirmAt(time: Date, name: string, args: object): Promise<string> {
  const attempt = async (more: object) => {
    try {
      return (await tenant.callOnce('ana.silva', name, { ...args, ...more })).text;
    } catch (error) {
      if (error instanceof UnconfirmedError) return error.message;
      throw error;
    }
  };
  const confirmation = confirmationIn(await attempt({}));
  now = time;
  return attempt({ confirmation });
}

const idOfMeeting = async () =>
  / id (\S+)$/.exec((await tenant.call('ana.silva', 'create_event', meeting)).text)?.[1];
const idOfTasks = async () => {
  for (const title of ['First', 'Second']) await tenant.call('ana.silva', 'create_todo_task', { title });
  return ['First', 'Second'];
};

describe.each<[string, () => Promise<object>, RegExp]>([
  [
    'create_event',
    async () => ({ ...meeting, start: 'tomorrow at 9:00' }),
    /create "Kick-off", Mon 2026-11-23 09:00/,
  ],
  [
    'update_event',
    async () => ({ event_id: await idOfMeeting(), start: 'tomorrow at 9:00' }),
    /time 2026-11-23 09:00 to 2026-11-23 09:30/,
  ],
  [
    'set_automatic_reply',
    async () => ({ on: true, message: 'Away', outside: 'everyone', end: 'tomorrow' }),
    /to 2026-11-24 00:00/,
  ],
  [
    'update_todo_task',
    async () => ({ tasks: await idOfTasks(), reminder: 'tomorrow at 9:00' }),
    /reminder 2026-11-23 09:00/,
  ],
])('%s with a time in words', (name, argsOf, next) => {
  it('asks again if the date has changed since the preview', async () => {
    const text = await confirmAt(afterMidnight, name, await argsOf());
    expect(text).toMatch(next);
    expect(text).toContain('confirmation="');
  });

  it('does what the preview showed if the date is still the same', async () => {
    const text = await confirmAt(new Date('2026-11-21T23:59:30Z'), name, await argsOf());
    expect(text).not.toContain('confirmation="');
  });
});

describe('a time relative to the current time', () => {
  it('can be confirmed after a minute has passed', async () => {
    const args = { ...meeting, start: 'in 3 hours', attendees: [mailOf('ben.okafor'), outsider] };
    expect(await confirmAt(new Date('2026-11-21T23:59:30Z'), 'create_event', args)).toContain('Created');
  });
});
