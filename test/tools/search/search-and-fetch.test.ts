import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { eventsOf } from '../../../src/standins/tenant/calendar.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { oidOf, openDemoTenant, policyWith, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
let mailOnly: DemoTenant;
beforeAll(async () => {
  const policy = policyWith({ toolsets: ['search', 'mail'] });
  [tenant, mailOnly] = await Promise.all([openDemoTenant(), openDemoTenant({ policy })]);
});
afterAll(() => Promise.all([tenant.close(), mailOnly.close()]));

type Found = { results: { id: string; title: string; url: string }[]; notes?: string[] };
type Document = { id: string; title: string; text: string; url: string; metadata: Record<string, string> };

async function searchAs(query: string, { scopes, at = tenant }: { scopes?: string[]; at?: DemoTenant } = {}) {
  const ask = () => at.call('ana.silva', 'search', { query });
  const { text, structured } = await (scopes === undefined ? ask() : at.granting('ana.silva', scopes, ask));
  expect(JSON.parse(text)).toEqual(structured);
  return structured as Found;
}

async function read(id: string): Promise<Document> {
  const { text, structured } = await tenant.call('ana.silva', 'fetch', { id });
  expect(JSON.parse(text)).toEqual(structured);
  return structured as Document;
}

describe('search', () => {
  it('finds mail, files and events, each with an id, a title and a URL', async () => {
    const { results, notes } = await searchAs('harbor');
    expect(new Set(results.map(({ id }) => id.split(':')[0]))).toEqual(new Set(['mail', 'file', 'event']));
    for (const result of results) {
      expect(Object.keys(result)).toEqual(['id', 'title', 'url']);
      expect(result.title).not.toBe('');
      expect(result.url).toMatch(/^https?:\/\//);
    }
    expect((notes ?? []).every((note) => note.includes('more than these 10 results'))).toBe(true);
  });

  it.each(['budget - launch', 'budget -launch', '-budget +launch', '– budget --launch'])(
    'looks for all words of %s and excludes no word',
    async (query) => {
      const { results } = await searchAs('budget launch');
      expect(results.length).toBeGreaterThan(0);
      expect((await searchAs(query)).results).toEqual(results);
    },
  );

  it.each(['covid-19', 'c++', 'x-y-z'])('keeps the signs within %s', async (query) => {
    const before = tenant.graph.log.length;
    await searchAs(query);
    const sent = tenant.graph.log
      .slice(before)
      .map((request) => new URLSearchParams(request.query).get('$search'));
    expect(sent).toContain(`"${query}"`);
  });

  it('returns an empty list if nothing matches', async () => {
    expect(await searchAs('xyzzyplugh')).toEqual({ results: [] });
    expect(await searchAs('Who wrote about the Northwind renewal?')).toEqual({
      results: [],
      notes: ['Results must contain all words of the query: search for fewer words.'],
    });
  });

  it('returns ids that fetch can read', async () => {
    const { results } = await searchAs('harbor');
    for (const kind of ['mail', 'file', 'event']) {
      const id = results.find((result) => result.id.startsWith(`${kind}:`))?.id ?? '';
      const document = await read(id);
      expect(document.id).toBe(id);
      expect(document.metadata['type']).toBe(kind);
      expect(document.url).toMatch(/^https?:\/\//);
    }
  });

  it('returns how a series repeats, for its invitation and its event', async () => {
    const args = { subject: 'Okapi', start: '2026-11-25T10:00', attendees: ['Ana Silva'] };
    await tenant.call('ben.okafor', 'create_event', { ...args, recurrence: 'weekly' });
    const { results } = await searchAs('okapi');
    const { metadata } = await read(results.find(({ id }) => id.startsWith('mail:'))?.id ?? '');
    expect(metadata['repeats']).toBe('weekly on wednesday');
    expect((await read(metadata['event'] ?? '')).metadata['repeats']).toBe('weekly on wednesday');
  });

  it('returns the time, place and event of an invitation, and the recipients of copies', async () => {
    await tenant.call('ben.okafor', 'create_event', {
      subject: 'Zebra planning',
      start: '2026-11-25T10:00',
      attendees: ['Ana Silva'],
      location: 'Room 2',
    });
    const { results } = await searchAs('zebra');
    const mail = results.find(({ id }) => id.startsWith('mail:'))?.id ?? '';
    const { metadata } = await read(mail);
    expect(metadata).toMatchObject({
      meeting: 'invitation',
      when: 'Wed 2026-11-25 09:00-09:30 (UTC)',
      where: 'Room 2',
    });
    expect((await read(metadata['event'] ?? '')).title).toBe('Zebra planning');
    await tenant.call('ben.okafor', 'send_mail', {
      to: ['Ana Silva'],
      cc: ['Dana Levi'],
      subject: 'Giraffe',
      body: 'x',
    });
    const [copy] = (await searchAs('giraffe')).results;
    expect((await read(copy?.id ?? '')).metadata['cc']).toContain('dana.levi');
  });

  it('says that an event repeats, and that the times are those of the first occurrence', async () => {
    await tenant.call('ana.silva', 'create_event', {
      subject: 'Lemur review',
      start: '2026-11-24T15:00',
      recurrence: 'every 2 weeks on tue until 2027-06-30',
    });
    const [found] = (await searchAs('lemur')).results;
    expect((await read(found?.id ?? '')).metadata).toMatchObject({
      start_of_first: '2026-11-24 15:00 UTC',
      end_of_first: '2026-11-24 15:30 UTC',
      repeats: 'every 2 weeks on tuesday until 2027-06-30',
    });
  });

  it('says whether an event is cancelled', async () => {
    await tenant.call('ana.silva', 'create_event', { subject: 'Kudu planning', start: '2026-11-26T10:00' });
    const id = (await searchAs('kudu')).results[0]?.id ?? '';
    expect((await read(id)).metadata).not.toHaveProperty('cancelled');
    const events = eventsOf(tenant.graph.tenant, oidOf('ana.silva'));
    const planning = events.all().find(({ subject }) => subject === 'Kudu planning');
    events.change(planning!, { isCancelled: true });
    expect((await read(id)).metadata).toMatchObject({ cancelled: 'yes' });
  });

  it('returns usable ids of events even if they contain characters with a special meaning in paths', async () => {
    const subjects = Array.from({ length: 10 }, (_, index) => `Quokka ${index}`);
    for (const subject of subjects)
      // oxlint-disable-next-line no-await-in-loop
      await tenant.call('ana.silva', 'create_event', { subject, start: '2026-11-24T15:00' });
    const { results } = await searchAs('quokka');
    const documents = await Promise.all(results.map(async ({ id }) => read(id)));
    expect(documents.map(({ title }) => title).toSorted()).toEqual(subjects);
  });

  it('states which sources were not searched because a permission is missing', async () => {
    const { results, notes } = await searchAs('harbor', { scopes: ['Mail.Read'] });
    expect(results.every(({ id }) => id.startsWith('mail:'))).toBe(true);
    expect(notes).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^files was not searched: .*Files\.Read was not granted/),
        expect.stringMatching(/^calendar was not searched: .*Calendars\.Read was not granted/),
      ]),
    );
  });

  it("searches only the user's OneDrive if the permission for all files is missing, and reports this limit", async () => {
    const { results, notes } = await searchAs('harbor', { scopes: ['Files.Read', 'Mail.Read'] });
    expect(results.some(({ id }) => id.startsWith('file:'))).toBe(true);
    expect(notes?.join(' ')).toContain("Only the user's own OneDrive was searched");
  });

  it('states which sources the organisation has not enabled', async () => {
    const { results, notes } = await searchAs('harbor', { at: mailOnly });
    expect(results.length).toBeGreaterThan(0);
    expect(notes?.filter((note) => note.includes('not enabled'))).toHaveLength(2);
  });

  it('reports a failure of Graph for one source, and fails if all sources fail', async () => {
    const scopes = ['Mail.Read', 'Notes.Read'];
    const { notes } = await searchAs('harbor', { scopes });
    expect(notes?.length).toBeGreaterThan(0);
    const nothing = () => tenant.call('ana.silva', 'search', { query: 'harbor' });
    await expect(tenant.granting('ana.silva', ['User.Read'], nothing)).rejects.toMatchObject({
      code: 'missing_permission',
    });
  });

  it.each(['*', '\\', '🚢 ..'])('refuses a query without words: %s', async (query) => {
    await expect(searchAs(query)).rejects.toMatchObject({ code: 'bad_arguments' });
  });

  it.each(['it\'s 50% "done"', 'from:ana AND (', 'NOT harbor', 'subject:"a'])(
    'accepts any words: %s',
    async (query) => {
      for (const scopes of [undefined, ['Files.Read', 'Mail.Read', 'Calendars.Read']])
        expect(await searchAs(query, scopes && { scopes })).toHaveProperty('results');
    },
  );
});

describe('fetch', () => {
  it('keeps the white space of a file', async () => {
    const item = putFile(tenant, 'ana.silva', '/Indented.yaml', Buffer.from('  a:\r\n    - b\t\tc\r\n'));
    expect((await read(`file:${driveId(oidOf('ana.silva'))}/${item}`)).text).toContain('  a:\n    - b\t\tc');
  });

  it('returns the text between delimiters, and the properties of an email as strings', async () => {
    const { results } = await searchAs('harbor');
    const id = results.find((result) => result.id.startsWith('mail:'))?.id ?? '';
    const { text, metadata, title } = await read(id);
    expect(text).toMatch(/^Other people wrote the text between the tags[^]*<untrusted \w+>/);
    expect(title).not.toBe('');
    expect(metadata).toMatchObject({
      from: expect.stringContaining('@'),
      received: expect.stringMatching(/^[\d-]{10} [\d:]{5} UTC$/),
    });
  });

  it('names the attachments of an email, but does not return them', async () => {
    const { results } = await searchAs('northwind renewal');
    const mails = results.filter(({ id }) => id.startsWith('mail:'));
    const metadata = await Promise.all(mails.map(async ({ id }) => (await read(id)).metadata));
    const named = metadata.flatMap(({ attachments_not_included: names }) => names ?? []);
    expect(named).toEqual(['northwind-quote.csv']);
  });

  it('names the attendees of an event, and says if the event lasts all day', async () => {
    await tenant.call('ben.okafor', 'create_event', {
      subject: 'Ocelot day',
      start: '2026-11-26',
      all_day: true,
      attendees: ['Ana Silva', 'Dana Levi'],
    });
    const event = (await searchAs('ocelot')).results.find(({ id }) => id.startsWith('event:'));
    const { metadata } = await read(event?.id ?? '');
    expect(metadata).toMatchObject({ all_day: 'yes', attendees: expect.stringContaining('dana.levi@') });
    const standUp = (await searchAs('harbor stand-up')).results.find(({ id }) => id.startsWith('event:'));
    expect((await read(standUp?.id ?? '')).metadata).not.toHaveProperty('all_day');
  });

  it('reads a long text page by page, with the id of the next page', async () => {
    const uploaded = await tenant.call('ana.silva', 'upload_file', {
      path: '/Notes/Zyxwordlist.txt',
      content: Array.from({ length: 5_000 }, (_, line) => `line ${line}`).join('\n'),
    });
    expect(uploaded.text).toContain('Zyxwordlist.txt');
    // New files are not in the search index yet.
    const rows = rowsIn((await tenant.call('ana.silva', 'list_files', { path: '/Notes' })).text);
    const item = rows.find(([name]) => name === 'Zyxwordlist.txt')?.at(-1) ?? '';
    const { results } = await searchAs('release', { scopes: ['Files.Read'] });
    const first = await read((results[0]?.id ?? '').replace(/[^/]+$/, item));
    const next = first.metadata['next_id'] ?? '';
    expect(first.text).toContain(`fetch the id ${next} for the rest`);
    const second = await read(next);
    expect(second.id).toBe(next);
    expect(second.text).not.toContain('line 0\n');
    const third = await read(second.metadata['next_id'] ?? '');
    expect(third.text).toContain('line 4999');
    expect(third.metadata).not.toHaveProperty('next_id');
  });

  it.each([
    '',
    'mail:',
    'note:AAMk',
    'file:b!x',
    'mail:../../users',
    'mail:a/b',
    'file:a/b/c',
    'AAMk',
    'mail:a#x',
  ])('refuses the id %j', async (id) => {
    await expect(tenant.call('ana.silva', 'fetch', { id })).rejects.toMatchObject({
      code: expect.stringMatching(/^bad_(?:id|arguments)$|^not_found$/),
    });
  });
});

describe('a result of search', () => {
  it.each([
    ['mail', 'get_message', 'message_id'],
    ['event', 'get_event', 'event_id'],
  ])('of the kind %s can be read with %s, by its id or its URL', async (kind, tool, argument) => {
    const { results } = await searchAs('harbor');
    const found = results.find(({ id }) => id.startsWith(`${kind}:`));
    for (const given of [found?.id, found?.url])
      expect((await tenant.call('ana.silva', tool, { [argument]: given })).text).toContain('Harbor');
  });

  it('can be marked as read by its id or URL, together with other results', async () => {
    const { results } = await searchAs('harbor');
    const [one, other] = results.filter(({ id }) => id.startsWith('mail:'));
    const args = { message_ids: [one?.id, other?.url], read: true };
    expect((await tenant.call('ana.silva', 'update_message', args)).text).toMatch(/2 /);
  });
});
