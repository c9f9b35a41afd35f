import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { itemsOf, personalUrl, uniqueIdOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { oidOf, type DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const fact = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';

function raise(): never {
  throw new RangeError('No such file.');
}

describe('a pasted link', () => {
  const root = () => `${personalUrl('ana.silva')}/Documents`;
  const host = new URL(personalUrl('ana.silva')).origin;
  const prefixed = (kind: string) => `${root()}/Harbor/Scope.md`.replace(host, `${host}/${kind}/r`);
  const mine = () => itemsOf(tenant.graph.tenant, driveId(oidOf('ana.silva')));
  const scope = () =>
    mine()
      .all()
      .find(({ name }) => name === 'Scope.md') ?? raise();

  /** Shares the file by a link and returns the link with a query. */
  function sharedAt(webUrl: string, query: string): string {
    const link = { type: 'view', scope: 'organization', webUrl };
    const grant = { id: webUrl, roles: ['read'], people: [], link };
    mine().change(scope(), { $grants: [...scope().$grants, grant] });
    return webUrl + query;
  }

  it.each([
    ['the address from the browser', () => `${root()}/Harbor/Scope.md`],
    ['a link with a query and a fragment', () => `${root()}/Harbor/Scope.md?web=1&csf=1&e=abc#page=2`],
    ['a link in angle brackets', () => `<${root()}/Harbor/Scope.md>`],
    [
      'a link to a page of the library',
      () =>
        `${root()}/Forms/AllItems.aspx?id=${encodeURIComponent(`${new URL(root()).pathname}/Harbor/Scope.md`)}&parent=x`,
    ],
    [
      'a link to a file in Teams',
      () =>
        `https://teams.microsoft.com/l/file/ABC?tenantId=1&fileType=md&objectUrl=${encodeURIComponent(`${root()}/Harbor/Scope.md`)}&baseUrl=x`,
    ],
    [
      'an Office for the web link',
      () =>
        `${personalUrl('ana.silva')}/_layouts/15/Doc.aspx?sourcedoc=%7B${uniqueIdOf(scope())}%7D&file=Scope.md&action=default`,
    ],
    ['a link to a document for people with access', () => `${prefixed(':w:')}?d=w0123&csf=1&web=1&e=abc`],
    ['a link to a workbook for people with access', () => `${prefixed(':x:')}?d=w0123&e=abc`],
    ['a link shortened by 1drv.ms', () => sharedAt('https://1drv.ms/t/s!AbCdEf', '?e=abc')],
    ['a link shared with the organisation', () => sharedAt(`${host}/:w:/g/personal/ana/EabC`, '?e=abc')],
  ])('opens the file if it is %s', async (_what, link) => {
    expect((await ana('read_file_content', { item: link() })).text).toContain('# Harbor, first release');
    expect((await ana('get_download_link', { item: link() })).text).toContain('/download/');
  });

  it('opens the same file or folder if it is the URL from get_file', async () => {
    putFile(tenant, 'ana.silva', '/100% done/A+B #1.txt', Buffer.from('link'));
    const { text } = await ana('get_file', { item: '/100% done/A+B #1.txt' });
    expect((await ana('read_file_content', { item: fact(text, 'Opens at') })).text).toContain('link');
    const folder = await ana('get_file', { item: '/Harbor' });
    expect((await ana('list_files', { path: fact(folder.text, 'Opens at') })).text).toContain('Scope.md');
  });

  it('opens a file that another user shared, and is refused for a file that was not shared', async () => {
    const hana = `${personalUrl('hana.sato')}/Documents/Documents`;
    expect((await ana('read_file_content', { item: `${hana}/Goals.md` })).text).toContain('Goals for Hana');
    await expect(ana('read_file_content', { item: `${hana}/Hand-over.md` })).rejects.toMatchObject({
      code: 'no_access',
    });
  });

  it.each([
    'https://evil.example/Harbor/Scope.md',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://teams.microsoft.com/l/file/ABC?objectUrl=https%3A%2F%2Fevil.example%2Fx',
    'https://user:pass@contoso.sharepoint.com/x',
    'http://127.0.0.1:8080/x',
    'https://notsharepoint.com/x',
  ])('is refused before any request if it points to another host: %s', async (item) => {
    const before = tenant.graph.log.length;
    await expect(ana('get_file', { item })).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringContaining('does not lead to a file in OneDrive, SharePoint or Teams'),
    });
    expect(tenant.graph.log.length).toBe(before);
  });

  it.each(['https://1drv.ms/w/s!AbCdEf', 'https://fabrikam.sharepoint.com/:w:/s/x/Eabc?e=1'])(
    'is reported as not found if the item does not exist: %s',
    async (item) => {
      await expect(ana('get_file', { item })).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});
