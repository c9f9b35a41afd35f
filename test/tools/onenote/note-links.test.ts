import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { noteLink } from '../../../src/tools/onenote/shared/note-link.ts';
import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, args: object) => (await tenant.call('ana.silva', name, args)).text;

const guid = '970fb975-853c-4b2f-9a7f-12c62a1b988d';
const page = 'https://contoso-my.sharepoint.example/personal/ana/_layouts/15/Doc.aspx';
/** Returns a link as OneNote on the web copies it: `target` contains the section and the page. */
const web = (target: string) =>
  `${page}?sourcedoc={${guid}}&action=edit&wd=${encodeURIComponent(`target(${target})`)}&wdorigin=703`;
const app = (end: string) => `onenote:https://contoso-my.sharepoint.example/personal/ana/Notes/${end}&end`;
const meetings = web(`Meetings.one|${guid}/Board preparation|${guid}/`);
const inApp = app(`Meetings.one#Board%20preparation&section-id={${guid}}&page-id={${guid}}`);

describe('a link copied in OneNote', () => {
  it.each([
    ['on the web', meetings],
    ['on the web, without percent-encoding', meetings.replace(/wd=.*?&/, (wd) => decodeURIComponent(wd))],
    ['in the app', inApp],
    ['in the app, with a web link before it', `${meetings}\n${inApp}`],
    [
      'in an email with Safe Links',
      `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(meetings)}&data=05`,
    ],
  ])('opens the page if it was copied %s', async (_where, link) => {
    expect(await call('read_note_page', { page: link })).toContain('Board preparation');
  });

  it('opens the page of a section in a section group', async () => {
    const link = web(`//Archive/2025.one|${guid}/Old shop|${guid}/`);
    expect(await call('read_note_page', { page: link })).toContain('Old shop');
  });

  it('opens a page whose title contains brackets and bars', async () => {
    await call('create_note_page', { section: 'Ideas', title: 'Plan (B) | later', body: 'Boat' });
    const link = web(String.raw`Ideas.one|${guid}/Plan (B\) \| later|${guid}/`);
    expect(await call('read_note_page', { page: link })).toContain('Boat');
  });

  it.each([web(`Meetings.one|${guid}/`), meetings, app(`Meetings.one#section-id={${guid}}`)])(
    'lists the pages of its section: %s',
    async (section) => {
      const titles = rowsIn(await call('list_note_pages', { section })).map(([, title]) => title);
      expect(titles).toEqual(['Board preparation', 'Northwind, call with Petra']);
    },
  );

  it('identifies the page to append to', async () => {
    await call('append_note_page', { page: meetings, body: 'Bring the figures.' });
    expect(await call('read_note_page', { page: 'Board preparation' })).toContain('Bring the figures.');
  });

  it('is reported as not found, with the name of its section or page', async () => {
    const [section, title] = [web(`Nowhere.one|${guid}/X|${guid}/`), web(`Meetings.one|${guid}/X|${guid}/`)];
    await expect(call('read_note_page', { page: section })).rejects.toThrow('No section is named "Nowhere"');
    await expect(call('read_note_page', { page: title })).rejects.toThrow('No page is named "X"');
    await expect(call('read_note_page', { page })).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['.one#', 'a.one#', '/a.one#&', ' '])('is read in linear time: many of "%s"', (part) => {
    const start = performance.now();
    expect(noteLink(`onenote:${part.repeat(20_000 / part.length)}`)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});
