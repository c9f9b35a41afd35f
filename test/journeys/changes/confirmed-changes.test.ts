import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { onlyReads } from '../../../src/policy/path-rules.ts';
import { addEvent, type NewEvent } from '../../../src/standins/tenant/calendar.ts';
import { people } from '../../../src/standins/tenant/people.ts';
import { confirmationIn } from '../../kit/demo-tenant.ts';
import { becomeIdentityHost } from '../../kit/identity-host.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';
import { startTableService, type TableService } from '../../state/table-service.ts';

/** Two servers with the same seal root and tables but different policies, as before and after a settings change. */
let folder: string;
let tables: TableService;
let world: World;
let changed: World;
let leave: () => void;
let ana: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portico-confirmed-'));
  writeFileSync(join(folder, 'seal-root'), randomBytes(32));
  tables = await startTableService();
  const shared = {
    SEAL_ROOT_FILE: join(folder, 'seal-root'),
    STATE_TABLES_URL: tables.url,
    RATE_LIMIT_PER_PERSON: '0',
  };
  world = await startPortico(shared);
  const { settings } = world.standIns;
  const policy = { TOOLSETS: 'core,users,mail,calendar,tasks' };
  changed = await startPortico({ ...settings, ...shared, ...policy, PUBLIC_URL: world.origin });
  leave = becomeIdentityHost(world.standIns.identity);
  ana = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(async () => {
  leave();
  await changed.close();
  await world.close();
  await tables.close();
  rmSync(folder, { recursive: true });
});

const EVE = 'eve@evil.example';
let count = 0;
const title = () => `Review ${(count += 1)}`;

const call = async (tool: string, args: object, at: World = world) =>
  resultOf(await postMcp(at, toolCall(tool, { ...args }), { token: ana, query: '?preset=all' }));
/** Makes the first call, which must change nothing, and returns its confirmation. */
const previewOf = async (tool: string, args: object): Promise<string> => {
  const before = writes();
  const { text } = await call(tool, args);
  expect(text).toContain('Nothing has been done yet.');
  expect(writes()).toBe(before);
  return confirmationIn(text);
};
const idIn = (text: string) => /\bid (\S+?)\.?$/m.exec(text)?.[1] ?? '';
const newEvent = async (more: object = {}) =>
  idIn((await call('create_event', { subject: title(), start: 'tomorrow at 10:00', ...more })).text);
const writes = () =>
  world.standIns.graph.log.filter(
    ({ method, path }) => !onlyReads({ method, path: path.replace(/^\/v1\.0/, '') }),
  ).length;

describe('an invitation to an external attendee', () => {
  it('is sent only after the confirmation, for a new event', async () => {
    const args = { subject: title(), start: 'tomorrow at 9:00', optional_attendees: [EVE] };
    const confirmation = await previewOf('create_event', args);
    const other = await call('create_event', { ...args, attendees: ['mallory@evil.example'], confirmation });
    expect(other.text).toContain('it was issued for a different call');
    expect((await call('create_event', { ...args, confirmation })).text).toContain(`Invited: ${EVE}`);
  });

  it('is sent only after the confirmation, for an existing meeting', async () => {
    const args = { event_id: await newEvent(), add_attendees: [EVE] };
    const confirmation = await previewOf('update_event', args);
    expect((await call('update_event', { ...args, confirmation })).text).toContain(`added ${EVE}`);
    const again = await call('update_event', { event_id: args.event_id, location: 'Room 9' });
    expect(again.text).toContain(`Outside: ${EVE}`);
  });

  it('needs confirmation, unlike an invitation to colleagues', async () => {
    const attendees = ['ben.okafor@contoso.example'];
    const event = await newEvent({ attendees });
    expect(event).not.toBe('');
    const added = { event_id: event, add_attendees: ['chen.wei@contoso.example'] };
    expect((await call('update_event', added)).text).toContain('added chen.wei');
  });
});

describe('a response to an external organiser', () => {
  it('is sent only after the confirmation, unless the organiser is not notified', async () => {
    const { tenant } = world.standIns.graph;
    const event = addEvent(tenant, people[0]?.oid ?? '', invitationFrom(EVE, tenant.now().getTime()));
    const args = { event_id: event.id, response: 'accept', comment: 'All figures attached' };
    const confirmation = await previewOf('respond_to_event', args);
    const changed = await call('respond_to_event', { ...args, comment: 'Other', confirmation });
    expect(changed.text).toContain('it was issued for a different call');
    expect((await call('respond_to_event', { ...args, confirmation })).text).toContain(
      'The organiser was notified.',
    );
    const silent = await call('respond_to_event', { event_id: event.id, response: 'decline', notify: false });
    expect(silent.text).toContain('The organiser was not notified.');
  });
});

describe('a confirmation is refused with a new preview', () => {
  it('after the policy has changed', async () => {
    const args = { to: [EVE], subject: title(), body: 'Hello' };
    const confirmation = await previewOf('send_mail', args);
    const before = writes();
    const { text } = await call('send_mail', { ...args, confirmation }, changed);
    // In one of 16 cases, the confirmation's four-bit hint does not change although a part differs. The error then
    // lists every part as a possible difference.
    expect(text).toMatch(
      /not accepted: it was issued for a different call(; at least one of these differs:| \(different:) .*your organisation's policy/,
    );
    expect(writes()).toBe(before);
    const renewed = await call('send_mail', { ...args, confirmation: confirmationIn(text) }, changed);
    expect(renewed.text).toContain('Handed to Exchange');
    expect((await call('send_mail', { ...args, confirmation })).text).toContain('Handed to Exchange');
  });

  it('when it is used a second time, even on another server', async () => {
    const args = { to: [EVE], subject: title(), body: 'Hello' };
    const confirmation = await previewOf('send_mail', args);
    expect((await call('send_mail', { ...args, confirmation })).text).toContain('Handed to Exchange');
    expect((await call('send_mail', { ...args, confirmation })).text).toContain('it has already been used');
  });

  it.each<[string, () => Promise<Change>]>([
    [
      'an event',
      async () => {
        const event_id = await newEvent();
        return {
          tool: 'update_event',
          args: { event_id, add_attendees: [EVE] },
          meanwhile: { tool: 'update_event', args: { event_id, location: 'Elsewhere' } },
        };
      },
    ],
    [
      'a draft',
      async () => {
        const draft = await call('create_draft', { to: [EVE], subject: title(), body: 'Hello' });
        const message_id = idIn(draft.text);
        return {
          tool: 'send_draft',
          args: { message_id },
          meanwhile: { tool: 'update_message', args: { message_ids: [message_id], importance: 'high' } },
        };
      },
    ],
    [
      'one of several to-dos',
      async () => ({
        tool: 'update_todo_task',
        args: { tasks: ['Return the old laptop', 'Book the train to Porto'], importance: 'high' },
        meanwhile: {
          tool: 'update_todo_task',
          args: { tasks: ['Return the old laptop'], due: '2027-01-04' },
        },
      }),
    ],
    [
      'one of several Planner tasks',
      async () => ({
        tool: 'update_planner_task',
        args: { tasks: ['Letter to customers', 'Remove test accounts'], percent: 50 },
        meanwhile: {
          tool: 'update_planner_task',
          args: { tasks: ['Letter to customers'], due: '2027-01-04' },
        },
      }),
    ],
  ])('after %s has changed', async (_what, prepare) => {
    const { tool, args, meanwhile } = await prepare();
    const confirmation = await previewOf(tool, args);
    const changedText = (await call(meanwhile.tool, meanwhile.args)).text;
    expect(changedText).not.toContain('Nothing has been done yet.');
    const before = writes();
    const { text } = await call(tool, { ...args, confirmation });
    expect(text).toContain('the items that the call would affect, which have changed since');
    expect(writes()).toBe(before);
    const renewed = await call(tool, { ...args, confirmation: confirmationIn(text) });
    expect([renewed.isError, renewed.text.includes('Nothing has been done')]).toEqual([false, false]);
  });
});

type Change = {
  readonly tool: string;
  readonly args: object;
  /** A call that changes the same item between the preview and the confirmation. */
  readonly meanwhile: { readonly tool: string; readonly args: object };
};

function invitationFrom(address: string, now: number): NewEvent {
  const me = { emailAddress: { name: 'Ana Silva', address: 'ana.silva@contoso.example' } };
  const status = { response: 'none', time: '0001-01-01T00:00:00Z' };
  return {
    subject: title(),
    body: { contentType: 'text', content: 'Please come.' },
    start: now + 86_400_000,
    end: now + 90_000_000,
    zone: 'UTC',
    organizer: { emailAddress: { name: 'Eve', address } },
    attendees: [{ ...me, type: 'required', status }],
  };
}
