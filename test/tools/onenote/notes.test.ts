import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { groupId } from '../../../src/standins/tenant/rows/group-rows.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeEach(async () => {
  tenant = await openDemoTenant();
});
afterEach(() => tenant.close());

const ana = oidOf('ana.silva');
const call = async (name: string, args: object = {}) => (await tenant.call('ana.silva', name, args)).text;
const untrusted = (text: string) => text.split(/<\/?untrusted [^>]*>/)[1]?.trim() ?? '';
const idIn = (text: string) => /\bid (\S+)/.exec(text)?.[1] ?? '';
const table = (name: string, owner = `/users/${ana}`) =>
  tenant.graph.tenant.table(`${owner}/onenote/${name}`);
const htmlOf = (title: string, owner?: string) =>
  String(
    table('pages', owner)
      .all()
      .find((page) => page.title === title)?.$html,
  );
const groupOwner = `/groups/${groupId('harbor')}`;
const writes = () =>
  tenant.graph.log.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/$batch'));

describe('list_notebooks', () => {
  it('lists sections, including those in section groups', async () => {
    const text = await call('list_notebooks');
    expect(text).toMatch(/^3 sections, by notebook\. That is all\./);
    expect(rowsIn(text).map(([notebook, section]) => [notebook, section])).toEqual([
      ['Ana’s notebook', 'Meetings'],
      ['Ana’s notebook', 'Ideas'],
      ['Ana’s notebook', 'Archive / 2025'],
    ]);
  });

  it('lists an empty notebook that has the same name as another notebook', async () => {
    table('notebooks').put({ id: '1-empty', displayName: 'Ana’s notebook' });
    expect(rowsIn(await call('list_notebooks')).map(([notebook, section]) => [notebook, section])).toEqual([
      ['Ana’s notebook', 'Meetings'],
      ['Ana’s notebook', 'Ideas'],
      ['Ana’s notebook', 'Archive / 2025'],
      ['Ana’s notebook', ''],
    ]);
  });

  it('lists the notebook of a group given by name', async () => {
    const text = await call('list_notebooks', { group: 'Harbor' });
    expect(rowsIn(text).map(([notebook, section]) => [notebook, section])).toEqual([
      ['Harbor notebook', 'Launch day'],
    ]);
    await expect(call('list_notebooks', { group: 'Nobody' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(call('list_notebooks', { group: 'Finance' })).rejects.toMatchObject({ code: 'no_access' });
  });

  it('counts the sections that it does not show', async () => {
    for (let n = 0; n < 250; n += 1)
      table('sections').put({
        id: `1-${n}`,
        displayName: `S ${n}`,
        parentNotebook: { id: 'b', displayName: 'Big' },
      });
    expect(await call('list_notebooks')).toContain('Not shown: 53 sections');
  });
});

describe('list_note_pages', () => {
  it('lists the pages of a section given by name or id', async () => {
    const byName = rowsIn(await call('list_note_pages', { section: 'meetings' }));
    expect(byName.map(([, title = '']) => title).toSorted()).toEqual([
      'Board preparation',
      'Northwind, call with Petra',
    ]);
    const [section] = rowsIn(await call('list_notebooks'));
    expect(rowsIn(await call('list_note_pages', { section: section?.[2] }))).toEqual(byName);
  });

  it.each(['Archive / 2025', 'archive/2025', 'Ana’s notebook / 2025', "Ana's notebook / 2025", '2025'])(
    'lists the pages of a section in a group, given as list_notebooks shows it: %s',
    async (section) => {
      const pages = rowsIn(await call('list_note_pages', { section }));
      expect(pages.map(([, title]) => title)).toEqual(['Old shop']);
    },
  );

  it('distinguishes sections with the same name in different groups', async () => {
    await expect(call('list_note_pages', { section: 'Elsewhere / 2025' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('lists the pages of all sections, each with its section, using one request per section', async () => {
    for (let n = 0; n < 120; n += 1) table('sections').put({ id: `1-${n}`, displayName: `Section ${n}` });
    const text = await call('list_note_pages');
    expect(rowsIn(text)).toHaveLength(5);
    expect(rowsIn(text)[0]).toContain('Meetings');
    expect(text).toContain('Not all pages were read: give a section.');
    expect(tenant.graph.log.some(({ path }) => path.endsWith('/onenote/pages'))).toBe(false);
  });

  it('lists the pages of all readable sections, and says if a section cannot be read', async () => {
    const ideas = rowsIn(await call('list_notebooks')).find(([, section]) => section === 'Ideas')?.[2] ?? '';
    const path = `/me/onenote/sections/${ideas}/pages`;
    tenant.graph.control.fault({ kind: 'batch-throttle', path });
    const text = await call('list_note_pages');
    expect(rowsIn(text).map(([, , section]) => section)).toEqual(['Meetings', 'Meetings', '2025']);
    expect(text).toContain('Not all pages were read: give a section.');
    expect(await call('read_note_page', { page: 'Board preparation' })).toContain('Board preparation');
  });

  it('fails if no section can be read', async () => {
    tenant.graph.control.fault({ kind: 'batch-throttle', path: '/me/onenote/sections/' });
    await expect(call('list_note_pages')).rejects.toMatchObject({ code: 'throttled' });
  });

  it('finds pages by words in their title', async () => {
    const text = await call('list_note_pages', { query: 'petra call' });
    expect(rowsIn(text).map(([, title]) => title)).toEqual(['Northwind, call with Petra']);
    expect(await call('list_note_pages', { query: 'nothing', section: 'Ideas' })).toMatch(
      /^No pages in the section "Ideas" matching "nothing"/,
    );
  });

  it('counts the pages that it does not show', async () => {
    expect(await call('list_note_pages', { section: 'Meetings', top: 1 })).toContain('Not shown: 1 more');
  });

  it('names the existing sections if no section has the given name', async () => {
    await expect(call('list_note_pages', { section: 'Nothing' })).rejects.toThrow(/Meetings.*Ideas.*2025/);
  });
});

describe('read_note_page', () => {
  it('shows to-dos, tags, pictures, headings and tables', async () => {
    const text = await call('read_note_page', { page: 'who does what', group: 'Harbor' });
    expect(text).toContain('That is all.');
    expect(untrusted(text)).toBe(
      [
        'Who does what',
        '',
        '## Morning',
        '',
        '[x] Switch the status page on',
        '',
        '[ ] Call Petra',
        '',
        '[picture: Floor plan of our trade fair stand]',
        '',
        '## Afternoon',
        '',
        '- write to the board',
        '- [important] count the orders',
        '',
        'who | phone',
        'Ben | 41',
      ].join('\n'),
    );
  });

  it('reads a page by id, and distinguishes pages with the same title', async () => {
    const [page] = rowsIn(await call('list_note_pages', { query: 'Warehouse' }));
    expect(await call('read_note_page', { page: page?.at(-1) })).toContain('lorries');
    await call('create_note_page', { section: 'Meetings', title: 'Reminders', body: 'In another section.' });
    await expect(call('read_note_page', { page: 'Reminders' })).rejects.toMatchObject({ code: 'ambiguous' });
    expect(await call('read_note_page', { page: 'Reminders', section: 'Ideas' })).toContain('every day');
  });

  it('leaves out hidden text', async () => {
    const [page] = table('pages').all();
    const html =
      '<html><body><div><p style="display:none">secret</p><img alt="hidden words" style="display:none"><p>seen</p></div></body></html>';
    table('pages').change(page!, { $html: html });
    const text = await call('read_note_page', { page: page?.id });
    expect(text).toContain('seen');
    expect(text).not.toMatch(/secret|hidden words/);
  });

  it('says that handwriting is left out, but only on a page with handwriting', async () => {
    const [page, other] = table('pages').all();
    const ink = '<!-- InkNode is not supported -->';
    table('pages').change(page!, { $html: `<html><body>${ink}${ink}<div><p>typed</p></div></body></html>` });
    const text = await call('read_note_page', { page: page?.id });
    expect(text).toMatch(/^That is all\. Handwriting and drawings are left out; OneNote shows them\.\n/);
    expect(untrusted(text)).toBe('typed');
    expect(await call('read_note_page', { page: other?.id })).not.toContain('Handwriting');
  });

  it('reads a long page part by part', async () => {
    const [page] = table('pages').all();
    const words = Array.from({ length: 9_000 }, (_, n) => `word${n}`);
    table('pages').change(page!, { $html: `<html><body><div><p>${words.join(' ')}</p></div></body></html>` });
    const seen: string[] = [];
    let offset: number | undefined = 0;
    while (offset !== undefined) {
      // oxlint-disable-next-line no-await-in-loop
      const text = await call('read_note_page', { page: page?.id, offset });
      seen.push(untrusted(text));
      offset = Number(/offset=(\d+)/.exec(text)?.[1]) || undefined;
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.join('').match(/word\d+/g)?.length).toBeGreaterThanOrEqual(words.length - seen.length);
  });
});

describe('create_note_page', () => {
  it('writes Markdown as HTML, with to-dos', async () => {
    const text = await call('create_note_page', {
      section: 'idea',
      title: 'Plan & "cost" <b>',
      body: '**One** thing:\n\n- [ ] call Petra\n- [x] ask Ben\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    });
    expect(idIn(text)).toMatch(/^1-/);
    expect(text).toContain(' | in Ideas | id ');
    const html = htmlOf('Plan & "cost" <b>');
    expect(html).toContain('<strong>One</strong>');
    expect(html).toContain('<li data-tag="to-do">call Petra');
    expect(html).toContain('<li data-tag="to-do:completed">ask Ben');
    expect(untrusted(await call('read_note_page', { page: idIn(text) }))).toContain(
      '- [ ] call Petra\n- [x] ask Ben',
    );
    expect(tenant.graph.log.find(({ method }) => method === 'POST')?.path).toContain('/sections/');
  });

  it.each([
    ['a list with empty lines', '- [ ] call Petra\n\n- [x] ask Ben', '- [ ] call Petra\n\n- [x] ask Ben'],
    ['lines, as read_note_page shows them', '[ ] call Petra\n[X] ask Ben', '[ ] call Petra\n\n[x] ask Ben'],
    ['paragraphs', '[ ] call\nPetra\n\n[x] ask Ben', '[ ] call\nPetra\n\n[x] ask Ben'],
  ])('writes to-dos given as %s', async (_given, body, shown) => {
    const text = await call('create_note_page', { section: 'Ideas', title: 'To do', body });
    expect(htmlOf('To do').match(/<(?:li|p) data-tag="to-do(?::completed)?">/g)).toHaveLength(2);
    expect(untrusted(await call('read_note_page', { page: idIn(text) }))).toBe(shown);
  });

  it('writes no to-do for brackets within a line', async () => {
    await call('create_note_page', { section: 'Ideas', title: 'x', body: 'Choose\n[ ] or [x].\n\n`[ ] a`' });
    expect(htmlOf('x')).not.toContain('to-do');
  });

  it.each(['# Launch plan\n\nText.', '## launch  plan #\nText.', '<h1>Launch plan</h1>\nText.'])(
    'does not repeat the title as a heading: %j',
    async (body) => {
      await call('create_note_page', { section: 'Ideas', title: 'Launch plan', body });
      expect(htmlOf('Launch plan')).not.toMatch(/<h[12]>/);
      expect(htmlOf('Launch plan')).toContain('Text.');
    },
  );

  it('keeps a heading that differs from the title', async () => {
    await call('create_note_page', { section: 'Ideas', title: 'Launch plan', body: '# Launch\nText.' });
    expect(htmlOf('Launch plan')).toContain('<h1>Launch</h1>');
  });

  it('refuses an unknown section and creates nothing', async () => {
    const page = { section: 'Nothing', title: 'x', body: 'y' };
    await expect(call('create_note_page', page)).rejects.toMatchObject({ code: 'not_found' });
    await expect(call('create_note_page', { ...page, title: '' })).rejects.toMatchObject({
      code: 'bad_arguments',
    });
    expect(writes()).toEqual([]);
  });
});

describe('append_note_page', () => {
  it('adds to the last outline and leaves everything else unchanged', async () => {
    const before = htmlOf('Who does what', groupOwner);
    const answer = await call('append_note_page', {
      page: 'who does',
      group: 'Harbor',
      body: 'Beer at six.\n\n- [ ] order it',
    });
    expect(answer).toBe('Added at the end of the page "Who does what".');
    const after = htmlOf('Who does what', groupOwner);
    const [kept, added] = [
      before.replace('</div></body></html>', ''),
      after.slice(before.indexOf('</div></body>')),
    ];
    expect(after.startsWith(kept)).toBe(true);
    expect(added).toContain('<p>Beer at six.</p>');
    expect(added).toContain('data-tag="to-do"');
    const text = untrusted(await call('read_note_page', { page: 'Who does what', group: 'Harbor' }));
    expect(text).toMatch(/Ben \| 41\n\nBeer at six\.\n\n- \[ \] order it$/);
  });

  it('adds to a page without an outline', async () => {
    const [page] = table('pages').all();
    table('pages').change(page!, { $html: '<html><body></body></html>' });
    await call('append_note_page', { page: page?.id, body: 'First words.' });
    expect(await call('read_note_page', { page: page?.id })).toContain('First words.');
  });

  it('refuses an unknown page and changes nothing', async () => {
    const append = call('append_note_page', { page: 'Nothing', body: 'x' });
    await expect(append).rejects.toMatchObject({ code: 'not_found', sideEffect: 'unchanged' });
    expect(writes()).toEqual([]);
  });
});
