import { describe, expect, it } from 'vitest';

import { mailOf } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, create, storedOf } = openCalendarWorld();

const addressesIn = (subject: string) =>
  storedOf('ana.silva', subject)[0]?.attendees.map(({ emailAddress }) => emailAddress.address);

describe('update_event with two calls at once', () => {
  it('keeps the attendees that both calls add, and cancels nothing', async () => {
    const subject = 'Added at once';
    const event_id = await create(subject, { attendees: [mailOf('chen.wei')] });
    const people = ['ben.okafor', 'farah.rahimi'];
    const texts = await Promise.all(
      people.map(async (one) => (await ana('update_event', { event_id, add_attendees: [mailOf(one)] })).text),
    );
    for (const [index, text] of texts.entries()) expect(text).toContain(`added ${mailOf(people[index]!)}`);
    expect(addressesIn(subject)?.toSorted()).toEqual(['ben.okafor', 'chen.wei', 'farah.rahimi'].map(mailOf));
    for (const one of people) expect(storedOf(one, subject)).toHaveLength(1);
  });

  it('does not invite people again if the other call removes them', async () => {
    const subject = 'Removed at once';
    const event_id = await create(subject, { attendees: [mailOf('chen.wei'), mailOf('dana.levi')] });
    await Promise.all([
      ana('update_event', { event_id, remove_attendees: [mailOf('chen.wei')] }),
      ana('update_event', { event_id, add_attendees: [mailOf('ben.okafor')] }),
    ]);
    expect(addressesIn(subject)?.toSorted()).toEqual(['ben.okafor', 'dana.levi'].map(mailOf));
    expect(storedOf('chen.wei', subject)).toHaveLength(0);
  });
});
