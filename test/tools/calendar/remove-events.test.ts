import { describe, expect, it } from 'vitest';

import { mailOf, rowsIn } from '../../kit/demo-tenant.ts';
import { openCalendarWorld } from './calendar-world.ts';

const { ana, call, confirmationOf, control, create, once, onceAs, storedOf } = openCalendarWorld();

describe.each(['cancel_event', 'delete_event'])('%s', (tool) => {
  const done = tool === 'cancel_event' ? 'cancelled' : 'deleted';

  it('previews all events once, then reports the outcome of each event', async () => {
    const ids = [
      await create(`${tool} one`, { attendees: [mailOf('ben.okafor')] }),
      await create(`${tool} two`),
    ];
    await expect(once(tool, { event_ids: ids })).rejects.toThrow(
      new RegExp(`"${tool} one"[\\s\\S]*"${tool} two"`),
    );
    expect(storedOf('ana.silva', `${tool} one`)).toHaveLength(1);
    const { text } = await ana(tool, { event_ids: [...ids, 'AAkAbogus'] });
    expect(text).toContain(`2 of 3 events ${done}.`);
    expect(text).toContain(`not ${done}: AAkAbogus`);
    expect(storedOf('ana.silva', `${tool} one`)).toEqual([]);
    expect(storedOf('ben.okafor', `${tool} one`)).toEqual([]);
  });

  it('lists all events that match a filter in one preview, and removes them after the confirmation', async () => {
    const day = tool === 'cancel_event' ? '2027-02-03' : '2027-02-04';
    for (const at of ['09:00', '11:00']) await create(`Filter ${tool}`, { start: `${day}T${at}` });
    await create('Other', { start: `${day}T15:00`, attendees: [mailOf('ben.okafor')] });
    const args = { subject: `filter ${tool}`, start: day, end: day };
    await expect(once(tool, args)).rejects.toThrow(new RegExp(`${day} 09:00-09:30[^]*${day} 11:00-11:30`));
    expect(storedOf('ana.silva', `Filter ${tool}`)).toHaveLength(2);
    expect((await ana(tool, args)).text).toContain(`2 of 2 events ${done}.`);
    expect(storedOf('ana.silva', `Filter ${tool}`)).toEqual([]);
    expect((await ana(tool, { attendee: 'Ben', start: day, end: day })).text).toContain(`${done}: "Other"`);
    await expect(ana(tool, args)).rejects.toThrow('No event matches');
  });

  it.each([
    ['ann', ['Ann']],
    ['Lee Ann', ['Ann']],
    ['ann.lee@fabrikam.example', ['Ann']],
    ['Ann <ann.lee@fabrikam.example>', ['Ann']],
    ['ann.lee@fabrikam.ex…', ['Ann']],
    ['lee', ['Ann', 'Joanna']],
    ['fabrikam.example', ['Ann', 'Joanna']],
    ['lee@fabrikam.example', []],
    ['ann@fabrikam.example', []],
    ['abrikam', []],
  ])('selects the events with the attendee %s: %j', async (attendee, wanted) => {
    const day = tool === 'cancel_event' ? '2027-02-10' : '2027-02-11';
    for (const name of ['Ann', 'Joanna'])
      // oxlint-disable-next-line no-await-in-loop
      await create(`${name} ${tool}`, {
        start: `${day}T09:00`,
        attendees: [`${name.toLowerCase()}.lee@fabrikam.example`],
      });
    const preview = String(
      await once(tool, { attendee, start: day, end: day }).catch((error: unknown) => error),
    );
    expect(['Ann', 'Joanna'].filter((name) => preview.includes(`"${name} ${tool}"`))).toEqual(wanted);
    if (wanted.length === 0) expect(preview).toContain('No event matches');
  });

  it.each(['Ana', mailOf('ana.silva')])(
    'selects no events if the attendee is the user, given as %s',
    async (attendee) => {
      const day = tool === 'cancel_event' ? '2027-02-17' : '2027-02-18';
      await create(`Mine ${tool}`, { start: `${day}T09:00`, attendees: [mailOf('ben.okafor')] });
      const invitation = { subject: 'Theirs', start: `${day}T11:00`, attendees: [mailOf('ana.silva')] };
      await call('ben.okafor', 'create_event', invitation);
      await expect(once(tool, { attendee, start: day, end: day })).rejects.toThrow('No event matches');
    },
  );

  it.each([{ subject: ' ' }, { attendee: '\u00A0' }, { subject: '\u200B' }, { attendee: '\u{E0041}\u3164' }])(
    'refuses a filter without visible characters',
    async (filter) => {
      const [name] = Object.keys(filter);
      await expect(once(tool, filter)).rejects.toThrow(`Invalid arguments for ${tool}: ${name}`);
    },
  );

  it('refuses "me" as the attendee, because the user takes part in every event', async () => {
    await expect(once(tool, { attendee: 'me' })).rejects.toThrow('attendee must be a name or an address');
    await expect(ana('search_events', { attendee: ' Me' })).rejects.toThrow(
      'attendee must be a name or an address',
    );
  });

  it('selects at most 20 events and states that more events match', async () => {
    const day = tool === 'cancel_event' ? '2027-03-03' : '2027-03-04';
    for (let hour = 0; hour < 21; hour += 1)
      await create(`Many ${tool}`, { start: `${day}T${String(hour).padStart(2, '0')}:00` });
    const args = { start: day, end: day, subject: `many ${tool}` };
    await expect(once(tool, args)).rejects.toThrow(/only the first 20 are selected/);
    expect((await ana(tool, args)).text).toContain(`20 of 20 events ${done}. More events may match`);
    expect(storedOf('ana.silva', `Many ${tool}`)).toHaveLength(1);
  });

  it.each([
    [{}, /give either event_ids or at least/],
    [{ event_ids: ['a'], subject: 'x' }, /give either event_ids or at least/],
    [{ start: 'tomorrow' }, /give end too/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(ana(tool, args)).rejects.toThrow(reason);
  });

  it('removes a series only once if one of its occurrences or another form of its id is also given', async () => {
    const series = `Series for ${tool}`;
    const start = tool === 'cancel_event' ? '2027-04-06' : '2027-04-08';
    const id = await create(series, { start: `${start}T09:00`, recurrence: 'daily 3 times' });
    const { text: list } = await ana('list_events', { start, end: start });
    const occurrence = rowsIn(list)
      .find((row) => row[1] === series)
      ?.at(-1);
    const event_ids = [id, occurrence, storedOf('ana.silva', series)[0]?.id];
    const { text } = await ana(tool, { event_ids, scope: 'series' });
    expect(text).toContain(`1 of 1 event ${done}.`);
  });

  it('does not say that events were not removed if the response is lost', async () => {
    const event_ids = [await create(`${tool} lost one`), await create(`${tool} lost two`)];
    const confirmation = await confirmationOf(tool, { event_ids });
    control().fault({ kind: 'reset', method: 'POST', path: '/$batch', skip: 1, afterEffect: true });
    const removing = once(tool, { event_ids, confirmation }).finally(() => control().reset());
    await expect(removing).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^0 of 2 events ${done}\\. list_events shows[^]*unknown whether ${done}: [^\\n]*lost two`),
      ),
      sideEffect: 'unknown',
    });
    expect(storedOf('ana.silva', `${tool} lost one`)).toEqual([]);
  });

  it('refuses an event that does not exist, and an empty list of events', async () => {
    await expect(ana(tool, { event_ids: ['AAkAbogus'] })).rejects.toMatchObject({ name: 'ToolError' });
    await expect(ana(tool, { event_ids: [] })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('delete_event', () => {
  it("says in the preview and in the result that a meeting's organiser is not told", async () => {
    await create('Quietly', { attendees: [mailOf('ben.okafor')] });
    const [copy] = storedOf('ben.okafor', 'Quietly');
    const args = { event_ids: [copy!.id] };
    await expect(onceAs('ben.okafor', 'delete_event', args)).rejects.toThrow(
      /delete "Quietly", [^\n]*, without telling the organiser$/m,
    );
    const { text } = await call('ben.okafor', 'delete_event', args);
    expect(text).toMatch(/deleted: "Quietly", [^\n]*, without telling the organiser$/m);
    expect(storedOf('ana.silva', 'Quietly')[0]?.attendees[0]?.status.response).toBe('none');
  });

  it('says in the preview and in the result that attendees are notified, unless nobody was invited', async () => {
    const args = { event_ids: [await create('Invited', { attendees: [mailOf('ben.okafor')] })] };
    await expect(once('delete_event', args)).rejects.toThrow(
      /delete "Invited", [^\n]*, 1 attendee, notifying all attendees$/m,
    );
    expect((await ana('delete_event', args)).text).toContain('1 attendee, notifying all attendees\n');
    const alone = { event_ids: [await create('Alone', {})] };
    await expect(once('delete_event', alone)).rejects.toThrow(/^(?![^]*notifying)/);
  });

  it("does not mention an organiser if the event is the user's own", async () => {
    const args = { event_ids: [await create('My own', { attendees: [mailOf('ben.okafor')] })] };
    await expect(once('delete_event', args)).rejects.toThrow(/^(?![^]*organiser)/);
    expect((await ana('delete_event', args)).text).not.toContain('organiser');
  });
});

describe('cancel_event', () => {
  it.each([
    ['without a comment', {}, ''],
    ['with a comment', { comment: 'The room is flooded.' }, 'The room is flooded.'],
    ['with a comment of spaces', { comment: '  ' }, ''],
  ])('sends cancellations to the attendees %s', async (how, more, said) => {
    const subject = `Off (${how})`;
    const id = await create(subject, { attendees: [mailOf('ben.okafor')] });
    await ana('cancel_event', { event_ids: [id], ...more });
    expect(storedOf('ben.okafor', subject)).toEqual([]);
    const { text } = await call('ben.okafor', 'get_message', { subject: `Canceled: ${subject}` });
    expect(text).toContain(said);
  });
});

describe('cancel_event for the meetings of other organisers', () => {
  const day = { start: '2027-02-14', end: '2027-02-14' };
  const invite = (subject: string, at = '09:00') =>
    call('ben.okafor', 'create_event', {
      subject,
      start: `2027-02-14T${at}`,
      attendees: [mailOf('ana.silva')],
    });
  const onlyOrganiser = 'Only the organiser can cancel a meeting. To decline one, call respond_to_event.';

  it('leaves out and counts the meetings that the filter finds', async () => {
    await invite('Shared day');
    await create('Shared day', { start: '2027-02-14T11:00' });
    const args = { subject: 'shared day', ...day };
    await expect(once('cancel_event', args)).rejects.toThrow(
      `leave out 1 event that matches: ${onlyOrganiser}`,
    );
    expect((await ana('cancel_event', args)).text).toContain(
      `1 of 1 event cancelled. Left out 1 event that matches: ${onlyOrganiser}\n`,
    );
    expect(storedOf('ana.silva', 'Shared day')).toHaveLength(1);
  });

  it('says that none of the events can be cancelled if the filter finds only such meetings', async () => {
    await invite('Theirs');
    await invite('Theirs too', '10:00');
    await invite('Theirs', '11:00');
    await expect(once('cancel_event', { subject: 'theirs', ...day })).rejects.toThrow(
      `3 events match: "Theirs", "Theirs too". ${onlyOrganiser}`,
    );
    await expect(once('delete_event', { subject: 'theirs', ...day })).rejects.toThrow(/delete "Theirs", /);
  });

  it('refuses, before the confirmation, a meeting that is given by id, and cancels the other events in the list', async () => {
    await invite('Given by id');
    const id = storedOf('ana.silva', 'Given by id')[0]?.id;
    await expect(once('cancel_event', { event_ids: [id] })).rejects.toThrow(onlyOrganiser);
    const event_ids = [id, await create('My meeting')];
    await expect(once('cancel_event', { event_ids })).rejects.toThrow(
      new RegExp(`not cancel "Given by id", [^\n]*: ${onlyOrganiser}\\n- cancel "My meeting"`),
    );
    expect((await ana('cancel_event', { event_ids })).text).toContain('1 of 2 events cancelled.');
    expect(storedOf('ana.silva', 'Given by id')).toHaveLength(1);
  });
});
