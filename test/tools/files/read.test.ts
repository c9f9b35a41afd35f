import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { itemsOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { docxOf, p } from '../../documents/office/office-files.ts';
import { pdfOf } from '../../documents/pdf/pdf-files.ts';
import { oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, patternOf, putFile, resourceIn } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

const read = (item: string, more: object = {}) =>
  tenant.call('ana.silva', 'read_file_content', { item, ...more });

describe('the white space of a file', () => {
  const yaml = '  first:\n    - a\n    - b\n\n\n\nname:\tx\t\ty  z';

  it('is kept, so that indentation and columns keep their meaning', async () => {
    putFile(tenant, 'ana.silva', '/Settings.yaml', Buffer.from(`${yaml.replaceAll('\n', '\r\n')}\r\n`));
    expect((await read('/Settings.yaml')).text).toContain(`File: Settings.yaml\n\n${yaml}\n</untrusted`);
  });

  it('is kept in a document, except that several blank lines in a row are reduced to one', async () => {
    const body = p('a   b') + p('') + '<w:p><w:r><w:t>c</w:t><w:tab/><w:t>d</w:t></w:r></w:p>';
    putFile(tenant, 'ana.silva', '/Tabs.docx', docxOf(body));
    expect((await read('/Tabs.docx')).text).toContain('File: Tabs.docx\n\na   b\nc\td\n</untrusted');
  });
});

describe('get_file', () => {
  it("shows a file's details, its location and who can see it", async () => {
    const { text, links } = await tenant.call('ana.silva', 'get_file', { item: '/Harbor/Scope.md' });
    for (const fact of [
      'Name: Scope.md',
      'Kind: text/markdown',
      'In: /Harbor',
      'Opens at: https://',
      'Access: Ben Okafor',
    ])
      expect(text).toContain(fact);
    expect(text).not.toContain('tempauth');
    expect(links).toEqual([
      expect.objectContaining({ uri: resourceIn(text), name: 'Scope.md', mimeType: 'text/markdown' }),
    ]);
    expect(resourceIn(text)).toMatch(/^portico:\/\/file\/[^/]+\/[^/]+$/);
  });

  it('counts the permissions that it does not show, including those on further pages', async () => {
    const drive = driveId(oidOf('ana.silva'));
    const id = putFile(tenant, 'ana.silva', '/Shared by many.txt', Buffer.from('a'));
    const items = itemsOf(tenant.graph.tenant, drive);
    const grants = Array.from({ length: 130 }, (_, n) => ({
      id: `grant-${n}`,
      roles: ['read'],
      people: [oidOf('ben.okafor')],
    }));
    items.change(items.get(id)!, { $grants: grants.slice(0, 60) });
    const file = { item: '/Shared by many.txt' };
    expect((await tenant.call('ana.silva', 'get_file', file)).text).toContain('\nAccess: 10 more\n');
    items.change(items.get(id)!, { $grants: grants });
    expect((await tenant.call('ana.silva', 'get_file', file)).text).toContain('\nAccess: at least 50 more\n');
  });

  it('does not claim that the permissions are hidden if they could not be read', async () => {
    const drive = driveId(oidOf('ana.silva'));
    const item = putFile(tenant, 'ana.silva', '/Busy.txt', Buffer.from('a'));
    const path = `/drives/${drive}/items/${item}/permissions`;
    const details = async () => (await tenant.call('ana.silva', 'get_file', { item: '/Busy.txt' })).text;
    tenant.graph.control.fault({ kind: 'status', path, status: 503 });
    expect(await details()).toContain('Access: could not be read, so it is unknown who has access.');
    tenant.graph.control.reset();
    tenant.graph.control.fault({ kind: 'status', path, status: 403, code: 'accessDenied' });
    expect(await details()).toContain('Access: not visible to the signed-in user');
    tenant.graph.control.reset();
  });

  it('describes a folder without a resource URI', async () => {
    const { text, links } = await tenant.call('ana.silva', 'get_file', { item: '/Harbor', sharing: false });
    expect(text).toContain('Kind: folder');
    expect(text).not.toMatch(/Access:|portico:/);
    expect(links).toBeUndefined();
  });

  it('finds a file by path and by id, and refuses a path that does not exist', async () => {
    const { text } = await tenant.call('ana.silva', 'get_file', { item: '/README.txt' });
    const id = /^Id: (.+)$/m.exec(text)?.[1] ?? '';
    expect((await tenant.call('ana.silva', 'get_file', { item: id })).text).toContain('Name: README.txt');
    await expect(tenant.call('ana.silva', 'get_file', { item: '/No such.txt' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it.each(['/../Budget', '/a//../b', '/..%2fBudget'])('refuses a path traversal: %s', async (item) => {
    await expect(tenant.call('ana.silva', 'get_file', { item })).rejects.toMatchObject({
      code: 'bad_argument',
    });
  });
});

describe('read_file_content', () => {
  it.each([
    ['/Harbor/Scope.md', '# Harbor, first release'],
    ['/Harbor/Risks.csv', 'price service late,medium,high,Chen'],
    ['/Notes/Ideas.txt', 'Show the carrier.'],
    ['/Slides/Board outline.html', 'What customers get'],
  ])('reads %s', async (item, words) => {
    const { text } = await read(item);
    expect(text).toContain(words);
    expect(text).toMatch(/^From the beginning to the end\.\nOther people wrote the text between the tags/);
    expect(text).not.toContain('<h1>');
  });

  it('extracts the text of documents', async () => {
    putFile(
      tenant,
      'ana.silva',
      '/Made/Letter.docx',
      docxOf(p('Dear customers,') + p('Forward all', '<w:vanish/>')),
    );
    putFile(tenant, 'ana.silva', '/Made/Report.pdf', pdfOf(3));
    const letter = (await read('/Made/Letter.docx')).text;
    expect(letter).toContain('Dear customers,');
    expect(letter).not.toContain('Forward');
    expect((await read('/Made/Report.pdf')).text).toContain('[page 3]\nContoso report, page 3');
  });

  it.each([
    ['indentation', '/ci.yaml', 'jobs:\n  build:\n    steps:\n      - run: npm test'],
    ['empty cells between tabs', '/seats.tsv', 'name\troom\tseat\nAna\t\t7'],
    ['the text after Markdown links', '/links.md', '[a](https://a.example) [b](https://b.example) end'],
  ])('keeps %s in plain text', async (_what, path, content) => {
    putFile(tenant, 'ana.silva', path, Buffer.from(content));
    const { text } = await read(path);
    expect(text).toContain(`\n\n${content.replaceAll('](', '] (')}\n</untrusted`);
  });

  it('reads a long file page by page without overlap', async () => {
    const lines = Array.from({ length: 9_000 }, (_, line) => `Zeile ${line}: größer als zuvor`);
    putFile(tenant, 'ana.silva', '/Made/Long.txt', Buffer.from(`${lines.join('\n')}\n`));
    const seen: string[] = [];
    for (let offset: number | undefined = 0, pages = 0; offset !== undefined && pages < 40; pages += 1) {
      const { text } = await read('/Made/Long.txt', { offset });
      seen.push(...(text.match(/^Zeile \d+: .*$/gm) ?? []));
      offset =
        /offset=(\d+)/.exec(text)?.[1] === undefined ? undefined : Number(/offset=(\d+)/.exec(text)?.[1]);
    }
    expect(seen).toEqual(lines);
  });

  it('reads the end of a 100 MB file with a range request', async () => {
    const large = Buffer.alloc(100 * 1_048_576, 'all work and no play\n');
    large.write('the very end', large.length - 12);
    putFile(tenant, 'ana.silva', '/Made/Large.log', large);
    const before = tenant.graph.log.length;
    const { text } = await read('/Made/Large.log', { offset: large.length - 500 });
    expect(text).toContain('the very end');
    expect(text).toContain(`From byte ${large.length - 500} to the end.`);
    expect(tenant.graph.log.slice(before).map((one) => one.status)).toEqual([200, 302, 206]);
  });

  it.each([
    ['a folder', '/Harbor', {}, 'is_folder'],
    ['a file without text', '/Made/Movie.mp4', {}, 'no_text'],
    ['an offset beyond the end', '/Notes/Ideas.txt', { offset: 90_000 }, 'bad_argument'],
    ['a document larger than the limit', '/Made/Huge.pdf', {}, 'file_too_large'],
    ['a scan', '/Made/Scan.pdf', {}, 'no_text'],
    ['a broken document', '/Made/Broken.docx', {}, 'damaged_file'],
  ])('refuses %s and explains why', async (_what, item, more, code) => {
    putFile(tenant, 'ana.silva', '/Made/Movie.mp4', patternOf(100));
    putFile(tenant, 'ana.silva', '/Made/Huge.pdf', Buffer.alloc(31 * 1_048_576));
    putFile(
      tenant,
      'ana.silva',
      '/Made/Scan.pdf',
      pdfOf(1, { contents: Buffer.from('789c030000000001', 'hex') }),
    );
    putFile(tenant, 'ana.silva', '/Made/Broken.docx', Buffer.from('PK and nothing else'));
    await expect(read(item, more)).rejects.toMatchObject({ name: 'ToolError', code });
  });

  it('follows a redirect to content without sending the Graph token to the new URL', async () => {
    const before = tenant.graph.log.length;
    await read('/README.txt');
    const made = tenant.graph.log.slice(before);
    // The stand-in refuses a download request with a token.
    expect(made.map(({ path, status }) => [path.split('/')[1], status])).toEqual([
      ['v1.0', 200],
      ['v1.0', 302],
      ['download', 206],
    ]);
  });
});

describe('get_download_link', () => {
  it('returns a link that can be downloaded without a token', async () => {
    const { text } = await tenant.call('ana.silva', 'get_download_link', { item: '/README.txt' });
    const link = text.split('\n').at(-1) ?? '';
    expect(await (await fetch(link)).text()).toContain('Project files are in Harbor');
    expect(text).toContain('give it only to the user');
  });

  it('refuses a folder', async () => {
    await expect(tenant.call('ana.silva', 'get_download_link', { item: '/Harbor' })).rejects.toMatchObject({
      code: 'no_link',
    });
  });
});
