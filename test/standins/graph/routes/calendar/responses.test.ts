import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, mail, startWorld, type World } from '../../graph-world.ts';

describe('the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const view = async (as: string): Promise<readonly Json[]> => {
    const range = 'startDateTime=2026-12-03T00:00:00Z&endDateTime=2026-12-04T00:00:00Z&$top=100';
    return (await world.call(`/me/calendarView?${range}`, { as })).body.value!;
  };
  const named = (events: readonly Json[], subject: string) =>
    events.filter((event) => event.subject === subject);
  const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
  /** Creates a meeting to which Ana invites Dana. Returns Ana's event and the id of Dana's event. */
  const meeting = async (subject: string) => {
    const body = {
      subject,
      start: at('2026-12-03T10:00:00'),
      end: at('2026-12-03T11:00:00'),
      attendees: [{ emailAddress: { address: mail('dana.levi') }, type: 'required' }],
    };
    const created = await world.call('/me/events', { method: 'POST', body });
    const [copy] = named(await view('dana.levi'), subject);
    return { created, copy: copy! };
  };

  it.each([
    ['accept', 'accepted'],
    ['tentativelyAccept', 'tentativelyAccepted'],
    ['decline', 'declined'],
  ])("records the attendee's response to %s in the organiser's event", async (action, response) => {
    const subject = `Answer ${action}`;
    const { created, copy } = await meeting(subject);
    const answer = await world.call(`/me/events/${copy.id}/${action}`, {
      method: 'POST',
      body: { comment: 'Fine' },
      as: 'dana.levi',
    });
    expect(answer.status).toBe(202);
    const event = await world.call(`/me/events/${created.body.id}`);
    expect(event.body.attendees![0]).toMatchObject({ status: { response } });
    expect(named(await view('dana.levi'), subject)).toHaveLength(action === 'decline' ? 0 : 1);
    const own = await world.call(`/me/events/${created.body.id}/${action}`, { method: 'POST', body: {} });
    expect(own.status).toBe(400);
  });

  it('records the new time that an attendee proposes, unless the response accepts or is not sent', async () => {
    const { created, copy } = await meeting('Propose');
    const proposedNewTime = { start: at('2026-12-03T16:00:00'), end: at('2026-12-03T17:00:00') };
    const answer = async (action: string, body: object) =>
      (await world.call(`/me/events/${copy.id}/${action}`, { method: 'POST', body, as: 'dana.levi' })).status;
    const attendee = async () => (await world.call(`/me/events/${created.body.id}`)).body.attendees![0];
    expect(await answer('accept', { proposedNewTime })).toBe(400);
    expect(await answer('tentativelyAccept', { proposedNewTime, sendResponse: false })).toBe(400);
    expect(await answer('tentativelyAccept', { sendResponse: false })).toBe(202);
    expect(await attendee()).toMatchObject({ status: { response: 'none' } });
    expect(await answer('tentativelyAccept', { proposedNewTime })).toBe(202);
    expect(await attendee()).toMatchObject({ status: { response: 'tentativelyAccepted' }, proposedNewTime });
    expect(await answer('tentativelyAccept', {})).toBe(202);
    expect(await attendee()).not.toHaveProperty('proposedNewTime');
  });
});
