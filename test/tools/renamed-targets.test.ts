import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { usersOf } from '../../src/standins/tenant/directory.ts';
import { addFolder, foldersOf } from '../../src/standins/tenant/mailbox.ts';
import {
  confirmationIn,
  mailOf,
  oidOf,
  openDemoTenant,
  policyWith,
  rowsIn,
  type DemoTenant,
} from '../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeEach(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterEach(() => tenant.close());

const OUTSIDER = 'petra.lindqvist@northwind.example';
const meeting = { subject: 'Offer', start: '2026-11-24T15:00' };
const call = (name: string, args: object) => tenant.call('ana.silva', name, args);
const once = (name: string, args: object) => tenant.callOnce('ana.silva', name, args);

/** Swaps the names of Ben and Chen, as a change in the directory would. */
function swapNames(): void {
  const users = usersOf(tenant.graph.tenant);
  const [ben, chen] = ['ben.okafor', 'chen.wei'].map((alias) => users.get(oidOf(alias))!);
  const { displayName } = ben!;
  users.change(ben!, { displayName: chen!.displayName });
  users.change(chen!, { displayName });
}

const eventWith = async (...names: readonly string[]) => {
  const attendees = [OUTSIDER, ...names.map(mailOf)];
  return / id (\S+)$/.exec((await call('create_event', { ...meeting, attendees })).text)?.[1];
};

describe('a confirmation is refused if a name refers to a different person than in the preview', () => {
  it.each<[string, () => Promise<object>]>([
    ['create_event', async () => ({ ...meeting, subject: 'Price', attendees: [OUTSIDER, 'Ben Okafor'] })],
    ['update_event', async () => ({ event_id: await eventWith(), add_attendees: ['Ben Okafor'] })],
    [
      'update_event',
      async () => ({
        event_id: await eventWith('ben.okafor', 'chen.wei'),
        remove_attendees: ['Ben Okafor'],
      }),
    ],
    ['create_mail_rule', async () => ({ name: 'Ben', from: ['Ben Okafor'], delete: true })],
    ['invite_to_file', async () => ({ item: '/Harbor/Scope.md', people: [OUTSIDER, 'Ben Okafor'] })],
  ])('in %s', async (tool, argsOf) => {
    const args = await argsOf();
    const confirm = async () => {
      const confirmation = confirmationIn(await tenant.previewOf('ana.silva', tool, args));
      return () => once(tool, { ...args, confirmation });
    };
    const late = await confirm();
    swapNames();
    await expect(late()).rejects.toThrow(/which have changed since[\s\S]*chen\.wei@/);
    swapNames();
    expect((await (await confirm())()).text).toMatch(
      new RegExp(`Created|Invited|(?:added|removed) ${mailOf('ben.okafor')}`),
    );
  });
});

describe('a confirmation of move_message', () => {
  it('is refused if the folder name refers to a different folder than in the preview', async () => {
    const oid = oidOf('ana.silva');
    const [first, second] = ['Filed', 'Other'].map((name) => addFolder(tenant.graph.tenant, oid, name));
    const { text } = await call('list_messages', { top: 2 });
    const args = { message_ids: rowsIn(text).map((row) => row.at(-1)), folder: 'Filed' };
    const confirmation = confirmationIn(await tenant.previewOf('ana.silva', 'move_message', args));
    const folders = foldersOf(tenant.graph.tenant, oid);
    folders.change(first!, { displayName: 'Old' });
    folders.change(second!, { displayName: 'Filed' });
    await expect(once('move_message', { ...args, confirmation })).rejects.toThrow(/which have changed since/);
  });
});
