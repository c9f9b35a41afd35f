import { describe, expect, it } from 'vitest';

import { textOfIcs } from '../../../src/documents/cards/ics.ts';
import { textOfVcf } from '../../../src/documents/cards/vcf.ts';
import { textOfFile } from '../../../src/documents/text-of-document.ts';

const calendar = (...lines: readonly string[]) =>
  [...textOfIcs(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n'))].join('').trim();
const event = (...lines: readonly string[]) => calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
const card = (...lines: readonly string[]) =>
  [...textOfVcf(['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\r\n'))].join('').trim();

describe('a calendar file', () => {
  it('is shown in plain words', () => {
    const text = event(
      'UID:1@contoso.example',
      'SUMMARY:Launch\\, second try',
      'DTSTART;TZID=Europe/Lisbon:20261121T093000',
      'DTEND;TZID="Europe/Lisbon":20261121T103015',
      'LOCATION:Room 4',
      'ORGANIZER;CN="Silva: Ana":mailto:ana.silva@contoso.example',
      'ATTENDEE;CN=Ben Okafor;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:ben.okafor@con',
      ' toso.example',
      'DESCRIPTION:First line\\nSecond line',
      'BEGIN:VALARM',
      'DESCRIPTION:Reminder',
      'END:VALARM',
    );
    expect(text.split('\n')).toEqual([
      '[event]',
      'Subject: Launch, second try',
      'Begins: 2026-11-21 09:30 (Europe/Lisbon)',
      'Ends: 2026-11-21 10:30:15 (Europe/Lisbon)',
      'Where: Room 4',
      'Organiser: Silva: Ana <ana.silva@contoso.example>',
      'Attendee: Ben Okafor <ben.okafor@contoso.example> (optional, accepted)',
      'Description: First line',
      'Second line',
    ]);
  });

  it.each([
    ['DTSTART;VALUE=DATE:20261121', 'Begins: 2026-11-21'],
    ['DTSTART:20261121T093000Z', 'Begins: 2026-11-21 09:30 UTC'],
    ['DURATION:PT1H30M', 'Lasts: 1 hour 30 minutes'],
    ['DURATION:P1W', 'Lasts: 1 week'],
    ['FREEBUSY:20261121T090000Z/PT1H', 'Busy: 2026-11-21 09:00 UTC to PT1H'],
    ['EXDATE:20261121T090000Z,20261122T090000Z', 'Not on: 2026-11-21 09:00 UTC, 2026-11-22 09:00 UTC'],
    ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=10', 'Repeats: every week on Monday, Wednesday 10 times'],
    ['RRULE:FREQ=WEEKLY;COUNT=1', 'Repeats: every week 1 time'],
    ['RRULE:FREQ=WEEKLY;COUNT=', 'Repeats: every week'],
    ['RRULE:FREQ=WEEKLY;COUNT=many', 'Repeats: every week'],
    ['RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU', 'Repeats: every 2 months on second Tuesday'],
    ['RRULE:FREQ=YEARLY;BYDAY=-1FR;BYMONTH=11', 'Repeats: every year on last Friday in month 11'],
    ['RRULE:FREQ=DAILY;UNTIL=20261130T000000Z', 'Repeats: every day until 2026-11-30 00:00 UTC'],
    ['RRULE:nonsense', 'Repeats: nonsense'],
  ])('is shown with its times and recurrence rules in words: %s', (line, shown) => {
    expect(event(line)).toBe(`[event]\n${shown}`);
  });

  it.each([
    ['one day', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261201', '2026-11-30'],
    ['three days', 'DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102', '2027-01-01'],
    ['an end on the first day', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261130', '2026-11-30'],
  ])('shows the last day of an event without times, not the day after: %s', (_case, start, end, last) => {
    expect(event(start, end)).toContain(`\nEnds: at the end of ${last}`);
    expect(event(start, end)).toContain('\nBegins: 2026-1');
  });

  it('shows the last day of an event that Outlook saved with the end before the start', () => {
    const text = event('DTEND;VALUE=DATE:20261201', 'DTSTART;VALUE=DATE:20261130');
    expect(text).toBe('[event]\nEnds: at the end of 2026-11-30\nBegins: 2026-11-30');
  });

  it('shows the day on which a task is due', () => {
    expect(calendar('BEGIN:VTODO', 'DUE;VALUE=DATE:20261130', 'END:VTODO')).toContain('Due: 2026-11-30');
  });

  it('includes tasks and skips malformed lines', () => {
    const text = calendar('BEGIN:VTODO', 'SUMMARY:Pay', 'DUE:20261130T000000', 'nonsense', 'END:VTODO');
    expect(text).toBe('[task]\nSubject: Pay\nDue: 2026-11-30 00:00');
  });

  it('is read in linear time', () => {
    const begun = performance.now();
    event(`SUMMARY${';a="b"'.repeat(20_000)}:x`, ...Array.from({ length: 50_000 }, () => ' folded'));
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

describe('a contact file', () => {
  it('is shown in plain words', () => {
    const text = card(
      'VERSION:3.0',
      'N:Silva;Ana;;Dr.;',
      'FN:Ana Silva',
      'ORG:Contoso;Sales',
      'item1.EMAIL;type=INTERNET;type=WORK:ana.silva@contoso.example',
      'TEL;TYPE=CELL:tel:+351 555 0100',
      'ADR;TYPE=HOME:;;Rua 1;Lisbon;;1000;Portugal',
      'PHOTO;ENCODING=b:AAAA',
      'NOTE:One\\nTwo',
    );
    expect(text.split('\n')).toEqual([
      '[contact]',
      'Name: Ana Silva',
      'Organisation: Contoso, Sales',
      'Email: ana.silva@contoso.example (work)',
      'Phone: +351 555 0100 (cell)',
      'Postal address: Rua 1, Lisbon, 1000, Portugal (home)',
      'Note: One',
      'Two',
    ]);
  });

  it.each([
    ['has no formatted name', ['N:Silva;Ana;;Dr.;'], 'Name: Dr. Ana Silva'],
    ['has version 2.1', ['FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=', '=C3=9Fe'], 'Name: Grüße'],
    ['names a charset', ['FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe'], 'Name: Grüße'],
    ['names the charset of Japan', ['FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=95\\'], 'Name: 表'],
    [
      'names no charset and is not UTF-8',
      ['FN;ENCODING=QUOTED-PRINTABLE:Gr=FC=DFe Ulla'],
      'Name: Grüße Ulla',
    ],
    [
      'names no charset, and its name is too short for a guess',
      ['FN;ENCODING=QUOTED-PRINTABLE:=C5se', 'NOTE;ENCODING=QUOTED-PRINTABLE:Bor p=E5 =D8stre gate i S=F8r'],
      'Name: Åse',
    ],
    [
      'contains letters that are not encoded',
      ['FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Jürgen 山田'],
      'Name: Jürgen 山田',
    ],
    [
      'names an unknown charset',
      ['FN;CHARSET=X-NONE;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=C3=9Fe'],
      'Name: Grüße',
    ],
    ['has types without names', ['FN:A', 'TEL;WORK;VOICE:1'], 'Phone: 1 (work)'],
  ])('is read if it %s', (_case, lines, shown) => {
    expect(card(...lines)).toContain(shown);
  });
});

describe('the birthday of a contact', () => {
  it.each([
    ['BDAY:1980-11-21', '1980-11-21'],
    ['BDAY:19801121', '1980-11-21'],
    ['BDAY;VALUE=date:1604-11-21', '1604-11-21'],
    ['BDAY;X-APPLE-OMIT-YEAR=1604:1604-11-21', '11-21 (no year)'],
    ['BDAY:--1121', '11-21 (no year)'],
    ['BDAY;VALUE=text:about 1980', 'about 1980'],
  ])('is shown with a year only if the file gives the year: %s', (line, shown) => {
    expect(card('FN:Ana Silva', line)).toContain(`Birthday: ${shown}`);
  });
});

describe.each(['ics', 'vcf'] as const)('a file of the kind %s with folded lines', (kind) => {
  const textOf = async (value: Buffer) => {
    const lines = { ics: ['BEGIN:VEVENT', 'SUMMARY:'], vcf: ['BEGIN:VCARD', 'FN:'] }[kind].join('\r\n');
    const end = { ics: '\r\nEND:VEVENT\r\n', vcf: '\r\nEND:VCARD\r\n' }[kind];
    const bytes = Buffer.concat([Buffer.from(lines), value, Buffer.from(end)]);
    return (await textOfFile({ kind, bytes, from: 0, length: 1_000 }, { textOfHtml: (html) => html })).text;
  };

  it.each(['\r\n ', '\n ', '\r\n\t'])('keeps a character that is split by %j', async (fold) => {
    const [begin, end] = [Buffer.from('Büro M'), Buffer.from('ünchen Ω')];
    // The fold is between the two bytes of the letter ü.
    const folded = Buffer.concat([begin, end.subarray(0, 1), Buffer.from(fold), end.subarray(1)]);
    expect(await textOf(folded)).toContain(': Büro München Ω\n');
  });

  it('keeps its words if it is in UTF-16', async () => {
    const text = { ics: 'BEGIN:VEVENT\r\nSUMMARY:Büro', vcf: 'BEGIN:VCARD\r\nFN:Büro' }[kind];
    const tail = { ics: ' 4\r\n  West\r\nEND:VEVENT', vcf: ' 4\r\n  West\r\nEND:VCARD' }[kind];
    const bytes = Buffer.from(`\ufeff${text}${tail}`, 'utf16le');
    const job = { kind, bytes, from: 0, length: 1_000 };
    expect((await textOfFile(job, { textOfHtml: (html) => html })).text).toContain(': Büro 4 West\n');
  });
});
