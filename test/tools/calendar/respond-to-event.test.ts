import { describe, expect, it } from 'vitest';

import { mailOf } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, call, create, eventsIn, storedOf } = openCalendarWorld();

describe('respond_to_event', () => {
  it.each([
    ['accept', 'accepted'],
    ['tentative', 'tentativelyAccepted'],
  ])('records the response %s, which the organiser sees', async (response, seen) => {
    await create(`Answer ${response}`, { attendees: [mailOf('ben.okafor')] });
    const [copy] = storedOf('ben.okafor', `Answer ${response}`);
    const { text } = await call('ben.okafor', 'respond_to_event', { event_id: copy!.id, response });
    expect(text).toContain('The organiser was notified.');
    expect(storedOf('ana.silva', `Answer ${response}`)[0]?.attendees[0]?.status.response).toBe(seen);
  });

  it('accepts without telling the organiser', async () => {
    await create('Quiet answer', { attendees: [mailOf('ben.okafor')] });
    const [copy] = storedOf('ben.okafor', 'Quiet answer');
    const args = { event_id: copy!.id, response: 'accept', notify: false };
    const { text } = await call('ben.okafor', 'respond_to_event', args);
    expect(text).toContain('The organiser was not notified.');
    expect(storedOf('ben.okafor', 'Quiet answer')[0]?.responseStatus).toMatchObject({ response: 'accepted' });
  });

  it('accepts a meeting whose organiser did not request responses, and tells nobody', async () => {
    await create('No answers', { attendees: [mailOf('ben.okafor')] });
    const [copy] = storedOf('ben.okafor', 'No answers');
    eventsIn('ben.okafor').change(copy!, { responseRequested: false });
    const args = { event_id: copy!.id, response: 'accept' };
    await expect(
      call('ben.okafor', 'respond_to_event', { ...args, comment: 'See you there' }),
    ).rejects.toThrow('did not request responses');
    const { text } = await call('ben.okafor', 'respond_to_event', args);
    expect(text).toContain('The organiser did not request responses, so they were not notified.');
    expect(storedOf('ben.okafor', 'No answers')[0]?.responseStatus).toMatchObject({ response: 'accepted' });
  });

  it('refuses a comment that nobody would read', async () => {
    await expect(
      ana('respond_to_event', { event_id: 'AAkA', response: 'decline', notify: false, comment: 'Sorry' }),
    ).rejects.toThrow('comment needs notify=true');
  });

  it("refuses to respond to the user's own meeting, or with an unknown response", async () => {
    const id = await create('Mine');
    await expect(ana('respond_to_event', { event_id: id, response: 'accept' })).rejects.toThrow(
      /organi[sz]er/,
    );
    await expect(ana('respond_to_event', { event_id: id, response: 'perhaps' })).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});

describe('update_event by an attendee', () => {
  it("says that an attendee's change reaches nobody else", async () => {
    await create('Not mine', { attendees: [mailOf('ben.okafor')] });
    const [copy] = storedOf('ben.okafor', 'Not mine');
    const args = { event_id: copy!.id, start: '2026-11-24T16:00' };
    const { text } = await call('ben.okafor', 'update_event', args);
    expect(text).toMatch(
      /\. Only this copy changes: the organiser and the other attendees keep theirs and are not told\.$/,
    );
    expect(storedOf('ana.silva', 'Not mine')[0]?.start.dateTime).toContain('T15:00');
    const own = await ana('update_event', { event_id: await create('Mine alone'), subject: 'Still mine' });
    expect(own.text).toMatch(/subject "Still mine"\.$/);
  });
});
