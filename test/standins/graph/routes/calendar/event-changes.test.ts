import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, mail, startWorld, type World } from '../../graph-world.ts';

describe('a changed event in the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const view = async (as: string): Promise<readonly Json[]> =>
    (
      await world.call(
        '/me/calendarView?startDateTime=2026-12-10T00:00:00Z&endDateTime=2026-12-11T00:00:00Z&$top=100',
        { as },
      )
    ).body.value ?? [];
  const named = (events: readonly Json[], subject: string) => events.filter((one) => one.subject === subject);
  const create = (body: object) => world.call('/me/events', { method: 'POST', body });
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  const guests = (...aliases: string[]) =>
    aliases.map((alias) => ({ emailAddress: { address: mail(alias) }, type: 'required' }));

  it('stays in the calendars of the remaining attendees, and is cancelled for the removed attendees', async () => {
    const subject = 'Fewer guests';
    const event = { subject, start: at('2026-12-10T10:00:00'), end: at('2026-12-10T11:00:00') };
    const { body } = await create({ ...event, attendees: guests('ben.okafor', 'dana.levi') });
    const attendees = guests('dana.levi');
    await world.call(`/me/events/${body.id}`, { method: 'PATCH', body: { attendees } });
    const seen = async (as: string) => (await view(as)).filter((event) => event.subject === subject).length;
    expect(await Promise.all(['ana.silva', 'ben.okafor', 'dana.levi'].map(seen))).toEqual([1, 0, 1]);
    const told = `/me/messages?$filter=subject eq 'Canceled: ${subject}'`;
    expect((await world.call(told, { as: 'ben.okafor' })).body.value).toHaveLength(1);
  });

  it('is refused with an outdated If-Match, and accepted with the current one', async () => {
    const times = { start: at('2026-12-10T10:00:00'), end: at('2026-12-10T11:00:00') };
    const { body } = await create({ subject: 'Versions', ...times });
    const rename = (subject: string, tag: unknown) =>
      world.call(`/me/events/${body.id}`, {
        method: 'PATCH',
        body: { subject },
        headers: { 'if-match': String(tag) },
      });
    const first = await rename('Version 2', body['@odata.etag']);
    expect(first.status).toBe(200);
    const late = await rename('Version 3', body['@odata.etag']);
    expect([late.status, late.body.error?.code]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await rename('Version 3', first.body['@odata.etag'])).body.subject).toBe('Version 3');
  });

  it('loses its Teams meeting if its new body lacks the join information', async () => {
    const times = { start: at('2026-12-10T10:00:00'), end: at('2026-12-10T11:00:00') };
    const join = '<div class="me-email-text">Join</div>';
    const html = (content: string) => ({ body: { contentType: 'html', content } });
    const { body } = await create({ subject: 'Online', isOnlineMeeting: true, ...times, ...html(join) });
    const patch = async (content: string) =>
      (await world.call(`/me/events/${body.id}`, { method: 'PATCH', body: html(content) })).body;
    expect((await patch(`<p>New</p>${join}`))['isOnlineMeeting']).toBe(true);
    expect(await patch('<p>Newer</p>')).toMatchObject({ isOnlineMeeting: false, onlineMeeting: null });
  });

  it('refuses a response that the organiser did not ask for, and a comment without a response', async () => {
    const created = await create({
      subject: 'No responses',
      start: at('2026-12-10T10:00:00'),
      end: at('2026-12-10T11:00:00'),
      attendees: guests('dana.levi'),
      responseRequested: false,
    });
    const [copy] = named(await view('dana.levi'), 'No responses');
    const accept = (body: object) =>
      world.call(`/me/events/${copy!.id}/accept`, { method: 'POST', body, as: 'dana.levi' });
    expect((await accept({})).body).toMatchObject({ error: { code: 'ErrorInvalidRequest' } });
    const quiet = await accept({ sendResponse: false, comment: '' });
    expect(quiet.body).toMatchObject({ error: { code: 'ErrorInvalidParameter' } });
    expect((await accept({ sendResponse: false })).status).toBe(202);
    expect(created.status).toBe(201);
  });

  it.each(['Singapore Standard Time', 'Pacific Standard Time'])(
    'shows an all-day event of %s on its day in every zone',
    async (timeZone) => {
      const times = {
        start: { dateTime: '2026-12-24T00:00:00', timeZone },
        end: { dateTime: '2026-12-25T00:00:00', timeZone },
      };
      const created = await create({ subject: 'Leave', isAllDay: true, ...times });
      const later = {
        start: { dateTime: '2026-12-28T00:00:00', timeZone },
        end: { dateTime: '2026-12-29T00:00:00', timeZone },
      };
      const moved = await world.call(`/me/events/${created.body.id}`, { method: 'PATCH', body: later });
      expect(created.body).toMatchObject({ start: { dateTime: '2026-12-24T00:00:00.0000000' } });
      expect(moved.body).toMatchObject({ start: { dateTime: '2026-12-28T00:00:00.0000000' } });
    },
  );

  it('sends no cancellations if the comment is an empty string', async () => {
    const created = await create({
      subject: 'Silent',
      start: at('2026-12-10T10:00:00'),
      end: at('2026-12-10T11:00:00'),
      attendees: guests('ben.okafor'),
    });
    await world.call(`/me/events/${created.body.id}/cancel`, { method: 'POST', body: { comment: '' } });
    expect(named(await view('ana.silva'), 'Silent')).toEqual([]);
    expect(named(await view('ben.okafor'), 'Silent')).toHaveLength(1);
  });
});
