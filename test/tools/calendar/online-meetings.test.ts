import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from '../../../src/standins/tenant/calendar.ts';
import {
  addTranscript,
  joinUrlOf,
  meetingId,
  transcriptsOf,
} from '../../../src/standins/tenant/teams-meetings.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, args: object) => tenant.call('ana.silva', name, args);
const oid = oidOf('ana.silva');
const seriesLink = () =>
  joinUrlOf(
    eventsOf(tenant.graph.tenant, oid)
      .all()
      .find((event) => event.isOrganizer && event.subject === 'Harbor stand-up')!,
  );
const occurrenceOn = async (date: string, as = 'ana.silva') => {
  const { text } = await tenant.call(as, 'search_events', {
    query: 'harbor stand-up',
    start: date,
    end: date,
  });
  return rowsIn(text)[0]?.at(-1) ?? '';
};

describe('list_meeting_transcripts', () => {
  it.each([
    ['2026-11-19', '2026-11-19 09:31'],
    ['2026-11-20', '2026-11-20 09:31'],
  ])('reads the transcript of the occurrence on %s and of no other occurrence', async (date, started) => {
    const { text } = await ana('list_meeting_transcripts', { meeting: await occurrenceOn(date) });
    expect(text).toContain(`Started ${started}`);
    expect(text.match(/Started/g)).toHaveLength(1);
    expect(text).toMatch(/^00:00 Ana Silva: \S+/m);
    expect(text).toMatch(/^Ben Okafor: \S+/m);
  });

  it('requires the date if a link belongs to a series, and finds the occurrence on that date', async () => {
    const { text } = await ana('list_meeting_transcripts', { meeting: seriesLink() });
    expect(text).toContain('The meeting has several transcripts. Call again with the date');
    expect(text).toContain('Started 2026-11-18 09:31');
    const one = await ana('list_meeting_transcripts', { meeting: seriesLink(), date: '2026-11-18' });
    expect(one.text).toContain('Started 2026-11-18 09:31');
    const mailed = `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(seriesLink())}&data=05`;
    const other = await ana('list_meeting_transcripts', { meeting: mailed, date: '2026-11-18' });
    expect(other.text).toContain('Started 2026-11-18 09:31');
    const none = await ana('list_meeting_transcripts', { meeting: seriesLink(), date: '2026-11-15' });
    expect(none.text).toContain('There is no transcript of that occurrence.');
  });

  it('joins the transcripts of a meeting whose transcription was stopped and restarted', async () => {
    const { text: created } = await ana('create_event', {
      subject: 'Two parts',
      start: '2026-11-20T15:00',
      duration_minutes: 60,
      teams_meeting: true,
    });
    const id = /id (\S+)$/.exec(created)?.[1] ?? '';
    const link = /Teams link: (\S+)/.exec(created)?.[1] ?? '';
    for (const [at, text] of [
      ['2026-11-20T15:01:00Z', 'First &amp; foremost'],
      ['2026-11-20T15:40:00Z', 'Second'],
    ] as const)
      addTranscript(tenant.graph.tenant, meetingId(oid, link), {
        at: Date.parse(at),
        spoken: [['Ana Silva', text]],
      });
    const { text } = await ana('list_meeting_transcripts', { meeting: id });
    expect(text).toMatch(
      /15:01\n00:00 Ana Silva: First & foremost\n\nStarted 2026-11-20 15:40\n00:00 Ana Silva: Second/,
    );
  });

  it('continues a long transcript at an offset', async () => {
    const { text: created } = await ana('create_event', {
      subject: 'Long talk',
      start: '2026-11-20T17:00',
      teams_meeting: true,
    });
    const spoken = Array.from(
      { length: 700 },
      (_, index) => [`Speaker ${index % 2}`, `Sentence number ${index} of a long talk.`] as const,
    );
    const link = /Teams link: (\S+)/.exec(created)?.[1] ?? '';
    addTranscript(tenant.graph.tenant, meetingId(oid, link), {
      at: Date.parse('2026-11-20T17:00:00Z'),
      spoken,
    });
    const meeting = /id (\S+)$/.exec(created)?.[1] ?? '';
    const first = (await ana('list_meeting_transcripts', { meeting })).text;
    const offset = Number(/offset=(\d+)/.exec(first)?.[1]);
    const second = (await ana('list_meeting_transcripts', { meeting, offset })).text;
    expect(first).toContain('Sentence number 0 of');
    expect(second).toContain('Sentence number 699 of');
  });

  it('explains that only the organiser can read transcripts', async () => {
    const meeting = await occurrenceOn('2026-11-20', 'ben.okafor');
    await expect(tenant.call('ben.okafor', 'list_meeting_transcripts', { meeting })).rejects.toThrow(
      /only to the organiser of the meeting, Ana Silva/,
    );
  });

  it('explains why a meeting has no transcripts', async () => {
    const { text } = await ana('create_online_meeting', { subject: 'Ad hoc', start: '2026-11-20T11:00' });
    const meeting = text.split('\n')[1];
    await expect(ana('list_meeting_transcripts', { meeting })).rejects.toThrow(
      /has no transcripts.*never for a meeting link/,
    );
    const focus = /id (\S+)$/.exec(
      (await ana('create_event', { subject: 'Alone', start: '2026-11-24T11:00' })).text,
    )?.[1];
    await expect(ana('list_meeting_transcripts', { meeting: focus })).rejects.toThrow(/has no Teams link/);
    await expect(ana('list_meeting_transcripts', {})).rejects.toMatchObject({ code: 'bad_arguments' });
    expect(transcriptsOf(tenant.graph.tenant, meetingId(oid, seriesLink())).all().length).toBeGreaterThan(1);
  });
});

describe('create_online_meeting', () => {
  it('creates a Teams link for the local time without a calendar event', async () => {
    const { text } = await ana('create_online_meeting', {
      subject: 'Quick call',
      start: '2027-07-01T10:00',
      duration_minutes: 45,
    });
    expect(text).toContain('Thu 2027-07-01 10:00-10:45');
    expect(text).toMatch(/\nhttps:\/\/\S+meetup-join\S+$/);
    const [stored] = tenant.graph.tenant
      .table(`/users/${oid}/onlineMeetings`)
      .all()
      .filter(({ subject }) => subject === 'Quick call');
    expect(stored).toMatchObject({
      startDateTime: '2027-07-01T09:00:00.000Z',
      endDateTime: '2027-07-01T09:45:00.000Z',
    });
    expect((await ana('search_events', { query: 'quick call', end: '2027-12-31' })).text).toMatch(
      /^No matching/,
    );
  });

  it.each([
    [{ start: '2027-07-01' }, /no time of day/],
    [{ start: '2027-07-01T10:00', end: '2027-07-01T09:00' }, /end must be later/],
    [{ start: 'soon' }, /start: must be a date/],
  ])('refuses the arguments %j', async (args, reason) => {
    await expect(ana('create_online_meeting', { subject: 'Bad', ...args })).rejects.toThrow(reason);
  });
});

describe('create_event in a calendar without Teams meetings', () => {
  it('says that the event has no Teams link', async () => {
    const calendars = tenant.graph.tenant.table(`/users/${oid}/calendars`);
    const birthdays = calendars.all().find(({ name }) => name === 'Birthdays');
    calendars.change(birthdays!, { allowedOnlineMeetingProviders: [] });
    const args = { subject: 'Party', start: '2026-11-24T15:00', calendar: 'Birthdays' };
    const { text } = await ana('create_event', { ...args, teams_meeting: true });
    expect(text).toContain('Created "Party"');
    expect(text).toContain('Microsoft 365 added no Teams link');
    expect((await ana('create_event', { ...args, subject: 'Cake' })).text).not.toContain('Teams link');
  });
});
