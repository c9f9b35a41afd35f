import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datesOf, type Pattern } from '../../../../../src/standins/tenant/recurrence.ts';
import { zoneOf } from '../../../../../src/standins/tenant/zones.ts';
import { type Json, mail, startWorld, type World } from '../../graph-world.ts';

describe('the calendar API of the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const range = (from: string, to: string) =>
    `startDateTime=${from}T00:00:00Z&endDateTime=${to}T00:00:00Z&$top=100`;
  const view = async (from: string, to: string, as = 'ana.silva'): Promise<readonly Json[]> =>
    (await world.call(`/me/calendarView?${range(from, to)}`, { as })).body.value!;
  const named = (events: readonly Json[], subject: string) =>
    events.filter((event) => event.subject === subject);
  const create = (body: object, as = 'ana.silva') => world.call('/me/events', { method: 'POST', body, as });
  const at = (dateTime: string, timeZone = 'UTC') => ({ dateTime, timeZone });
  const guests = (...aliases: string[]) =>
    aliases.map((alias) => ({ emailAddress: { address: mail(alias) }, type: 'required' }));

  it('expands a series into occurrences, without cancelled occurrences and with moved occurrences', async () => {
    const week = named(await view('2026-11-23', '2026-11-28'), 'Harbor stand-up');
    expect(week.map((event) => event.start!.dateTime)).toEqual([
      '2026-11-25T09:30:00.0000000',
      '2026-11-26T09:30:00.0000000',
      '2026-11-27T09:30:00.0000000',
    ]);
    const [monday] = named(await view('2026-11-23', '2026-11-24'), 'Harbor stand-up (one hour later)');
    expect(monday).toMatchObject({ type: 'exception', start: at('2026-11-23T10:30:00.0000000') });
    expect(new Set(week.map((event) => event.seriesMasterId)).size).toBe(1);
  });

  it('keeps the local time of a series across a clock change', async () => {
    const days = [...(await view('2027-03-26', '2027-03-27')), ...(await view('2027-03-29', '2027-03-30'))];
    const hours = named(days, 'Harbor stand-up').map((event) => event.start!.dateTime!.slice(11, 16));
    expect(hours).toEqual(['09:30', '08:30']);
  });

  it('returns an occurrence by id, its series and the other occurrences', async () => {
    const [event] = named(await view('2026-11-25', '2026-11-26'), 'Harbor stand-up');
    expect((await world.call(`/me/events/${event!.id}`)).body).toMatchObject({
      type: 'occurrence',
      start: event!.start,
    });
    const master = await world.call(`/me/events/${event!.seriesMasterId as string}`);
    expect(master.body).toMatchObject({ type: 'seriesMaster', recurrence: { pattern: { type: 'weekly' } } });
    const days = await world.call(
      `/me/events/${event!.seriesMasterId as string}/instances?${range('2026-11-23', '2026-11-28')}`,
    );
    expect(days.body.value).toHaveLength(4);
  });

  it('adds a new event to the calendars of attendees in the tenant and sends them a meeting request', async () => {
    const created = await create({
      subject: 'Invite me',
      start: at('2026-12-01T10:00:00', 'Europe/Berlin'),
      end: at('2026-12-01T11:00:00', 'Europe/Berlin'),
      attendees: guests('ben.okafor', 'petra.lindqvist@northwind.example'),
      isOnlineMeeting: true,
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      start: at('2026-12-01T09:00:00.0000000'),
      isOrganizer: true,
      onlineMeeting: { joinUrl: expect.stringContaining('https://') },
    });
    const [copy] = named(await view('2026-12-01', '2026-12-02', 'ben.okafor'), 'Invite me');
    expect(copy).toMatchObject({ isOrganizer: false, responseStatus: { response: 'notResponded' } });
    const inbox = await world.call("/me/messages?$filter=subject eq 'Invite me'", { as: 'ben.okafor' });
    expect(inbox.body.value![0]).toMatchObject({ meetingMessageType: 'meetingRequest' });
  });

  it('creates only one event for two requests with the same transactionId', async () => {
    const body = {
      subject: 'Once',
      start: at('2026-12-02T10:00:00'),
      end: at('2026-12-02T11:00:00'),
      transactionId: 't-1',
    };
    const [one, two] = [await create(body), await create(body)];
    expect(two.body.id).toBe(one.body.id);
    expect(named(await view('2026-12-02', '2026-12-03'), 'Once')).toHaveLength(1);
  });

  it("changes an occurrence or the entire series in all participants' calendars", async () => {
    const recurrence = {
      pattern: { type: 'daily', interval: 1 },
      range: { type: 'numbered', startDate: '2026-12-07', numberOfOccurrences: 3 },
    };
    const created = await create({
      subject: 'Series',
      start: at('2026-12-07T10:00:00'),
      end: at('2026-12-07T10:30:00'),
      recurrence,
      attendees: guests('ben.okafor'),
    });
    const days = named(await view('2026-12-07', '2026-12-12'), 'Series');
    expect(days).toHaveLength(3);
    await world.call(`/me/events/${days[1]!.id}`, { method: 'PATCH', body: { subject: 'Only Tuesday' } });
    await world.call(`/me/events/${created.body.id}`, {
      method: 'PATCH',
      body: { location: { displayName: 'Canteen' } },
    });
    for (const as of ['ana.silva', 'ben.okafor']) {
      const week = await view('2026-12-07', '2026-12-12', as);
      expect(named(week, 'Series')).toHaveLength(2);
      expect(named(week, 'Series')[0]).toMatchObject({ location: { displayName: 'Canteen' } });
      expect(named(week, 'Only Tuesday')[0]).toMatchObject({
        type: 'exception',
        start: at('2026-12-08T10:00:00.0000000'),
      });
    }
    await world.call(`/me/events/${days[2]!.id}`, { method: 'DELETE' });
    expect(named(await view('2026-12-07', '2026-12-12', 'ben.okafor'), 'Series')).toHaveLength(1);
  });

  it('lets only the organiser cancel an event for everyone', async () => {
    const created = await create({
      subject: 'Off',
      start: at('2026-12-15T10:00:00'),
      end: at('2026-12-15T11:00:00'),
      attendees: guests('ben.okafor'),
    });
    const [copy] = named(await view('2026-12-15', '2026-12-16', 'ben.okafor'), 'Off');
    expect(
      (await world.call(`/me/events/${copy!.id}/cancel`, { method: 'POST', body: {}, as: 'ben.okafor' }))
        .status,
    ).toBe(400);
    expect(
      (
        await world.call(`/me/events/${created.body.id}/cancel`, {
          method: 'POST',
          body: { comment: 'Sorry' },
        })
      ).status,
    ).toBe(202);
    expect(named(await view('2026-12-15', '2026-12-16', 'ben.okafor'), 'Off')).toEqual([]);
    const cancellations = await world.call("/me/messages?$filter=subject eq 'Canceled: Off'", {
      as: 'ben.okafor',
    });
    expect(cancellations.body.value).toHaveLength(1);
  });

  it.each([
    [{ subject: 'x' }, 'ErrorPropertyValidationFailure'],
    [
      { start: at('2026-12-02T10:00:00'), end: at('2026-12-01T10:00:00') },
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
    [
      { start: at('2026-12-02T10:00:00', 'Nowhere'), end: at('2026-12-02T11:00:00') },
      'TimeZoneNotSupportedException',
    ],
    [{ start: 'tomorrow', end: 'later' }, 'BadRequest'],
  ])('refuses the event %o', async (body, code) => {
    const { status, body: answer } = await create(body);
    expect([status, answer.error!.code]).toEqual([400, code]);
  });

  it('returns free/busy times and suggests meeting times', async () => {
    const body = {
      schedules: [mail('ana.silva'), mail('mira.novak'), 'nobody@contoso.example'],
      startTime: at('2026-12-01T09:00:00'),
      endTime: at('2026-12-01T12:00:00'),
      availabilityViewInterval: 60,
    };
    const free = await world.call('/me/calendar/getSchedule', { method: 'POST', body });
    expect(free.body.value!.map((one) => one.availabilityView)).toEqual([
      expect.stringMatching(/^\d{3}$/),
      expect.stringMatching(/^\d{3}$/),
      '',
    ]);
    const find = {
      attendees: guests('ben.okafor', 'mira.novak'),
      meetingDuration: 'PT1H',
      timeConstraint: { timeSlots: [{ start: at('2026-12-01T00:00:00'), end: at('2026-12-03T00:00:00') }] },
      maxCandidates: 3,
    };
    const scopes = 'Calendars.Read.Shared';
    const found = await world.call('/me/findMeetingTimes', { method: 'POST', body: find, scopes });
    expect(found.body.meetingTimeSuggestions).toHaveLength(3);
    expect(found.body.emptySuggestionsReason).toBe('');
  });

  it('lists calendars and the events in a calendar', async () => {
    const { body } = await world.call('/me/calendars');
    expect(body.value!.map((one) => one.name)).toEqual(['Calendar', 'Birthdays']);
    const [, birthdays] = body.value!;
    expect((await world.call(`/me/calendars/${birthdays!.id}/events`)).body.value).toEqual([]);
  });
});

describe('a recurrence', () => {
  const dates = (pattern: Pattern, startDate = '2026-11-02', last = '2026-12-31') =>
    datesOf({ pattern, range: { type: 'noEnd', startDate } }, last);

  it.each<[Pattern, readonly string[]]>([
    [{ type: 'daily', interval: 20 }, ['2026-11-02', '2026-11-22', '2026-12-12']],
    [
      { type: 'weekly', interval: 3, daysOfWeek: ['monday', 'friday'], firstDayOfWeek: 'monday' },
      ['2026-11-02', '2026-11-06', '2026-11-23', '2026-11-27', '2026-12-14', '2026-12-18'],
    ],
    [{ type: 'absoluteMonthly', interval: 1, dayOfMonth: 15 }, ['2026-11-15', '2026-12-15']],
    [{ type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 }, ['2026-11-30', '2026-12-31']],
    [
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['tuesday'], index: 'first' },
      ['2026-11-03', '2026-12-01'],
    ],
    [
      { type: 'relativeMonthly', interval: 1, daysOfWeek: ['thursday'], index: 'last' },
      ['2026-11-26', '2026-12-31'],
    ],
    [{ type: 'absoluteYearly', interval: 1, dayOfMonth: 24, month: 12 }, ['2026-12-24']],
    [
      { type: 'relativeYearly', interval: 1, daysOfWeek: ['sunday'], index: 'second', month: 12 },
      ['2026-12-13'],
    ],
  ])('with the pattern %o occurs on %o', (pattern, expected) => {
    expect(dates(pattern)).toEqual(expected);
  });

  it('ends after a given number of occurrences or on a given date', () => {
    const pattern: Pattern = { type: 'daily', interval: 1 };
    expect(
      datesOf(
        { pattern, range: { type: 'numbered', startDate: '2026-11-02', numberOfOccurrences: 2 } },
        '2027-01-01',
      ),
    ).toHaveLength(2);
    expect(
      datesOf(
        { pattern, range: { type: 'endDate', startDate: '2026-11-02', endDate: '2026-11-04' } },
        '2027-01-01',
      ),
    ).toHaveLength(3);
  });
});

describe('time zones', () => {
  it.each([
    ['Europe/Berlin', '2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z'],
    ['W. Europe Standard Time', '2026-12-01T12:00:00', '2026-12-01T11:00:00.000Z'],
    ['America/New_York', '2026-03-08T03:30:00', '2026-03-08T07:30:00.000Z'],
    ['UTC', '2026-12-01T12:00:00.0000000', '2026-12-01T12:00:00.000Z'],
  ])('such as %s map the local time %s to %s and back', (name, wall, instant) => {
    const zone = zoneOf(name)!;
    expect(new Date(zone.instant(wall)).toISOString()).toBe(instant);
    expect(zone.wall(Date.parse(instant)).slice(0, 19)).toBe(wall.slice(0, 19));
  });

  it('are not found if the name is unknown', () => {
    expect(zoneOf('Middle/Earth')).toBeUndefined();
  });
});
