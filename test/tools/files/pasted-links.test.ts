import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { itemsOf, personalUrl, uniqueIdOf } from '../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../src/standins/tenant/ids.ts';
import { oidOf, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
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
  const inLibrary = (path: string, name: string) =>
    `${name}=${encodeURIComponent(`${new URL(root()).pathname}${path}`)}`;
  const safe = (link: string) =>
    `https://eur01.safelinks.protection.outlook.com/ap/w-59584e83/?url=${encodeURIComponent(link)}&data=05&reserved=0`;
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
      'a link from a message in Teams with Safe Links',
      () =>
        `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=${encodeURIComponent(`${root()}/Harbor/Scope.md?web=1`)}&locale=en-gb`,
    ],
    [
      'a link to a page of the library',
      () =>
        `${root()}/Forms/AllItems.aspx?id=${encodeURIComponent(`${new URL(root()).pathname}/Harbor/Scope.md`)}&parent=x`,
    ],
    ['a link to a file in OneDrive', () => `${host}/my?${inLibrary('/Harbor/Scope.md', 'id')}&parent=x&ga=1`],
    [
      'a link to a file in the OneDrive of a person',
      () => `${personalUrl('ana.silva')}/_layouts/15/onedrive.aspx?${inLibrary('/Harbor/Scope.md', 'id')}`,
    ],
    [
      'a link to a recording',
      () =>
        `${personalUrl('ana.silva')}/_layouts/15/stream.aspx?${inLibrary('/Harbor/Scope.md', 'id')}&nav=x`,
    ],
    [
      'an old link to a document',
      () =>
        `${personalUrl('ana.silva')}/_layouts/15/WopiFrame.aspx?${inLibrary('/Harbor/Scope.md', 'sourcedoc')}`,
    ],
    [
      'a link to download the file',
      () =>
        `${personalUrl('ana.silva')}/_layouts/15/download.aspx?${inLibrary('/Harbor/Scope.md', 'SourceUrl')}`,
    ],
    ['a link from an email with Safe Links', () => safe(`${root()}/Harbor/Scope.md?web=1`)],
    ['a sharing link from an email with Safe Links', () => safe(`${prefixed(':t:')}?e=abc`)],
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

  it.each([
    ['a view of the folder', () => `${root()}/Forms/AllItems.aspx?${inLibrary('/Harbor', 'id')}&viewid=x`],
    ['a view with another name', () => `${root()}/Forms/By%20author.aspx?${inLibrary('/Harbor', 'id')}`],
    [
      'an old view of the folder',
      () => `${root()}/Forms/AllItems.aspx?${inLibrary('/Harbor', 'RootFolder')}`,
    ],
    ['the page of the folder in OneDrive', () => `${host}/my?${inLibrary('/Harbor', 'id')}`],
  ])('lists the folder if it is %s', async (_what, link) => {
    expect(rowsIn((await ana('list_files', { path: link() })).text).map(([name]) => name)).toContain(
      'Scope.md',
    );
  });

  it.each([
    ['a view', () => `${root()}/Forms/AllItems.aspx`],
    ['a view with settings', () => `${root()}/Forms/AllItems.aspx?viewid=x&sortField=Modified`],
    ['the OneDrive of a person', () => `${personalUrl('ana.silva')}/_layouts/15/onedrive.aspx?view=0`],
    ["the address of the user's own OneDrive", () => host],
    ["the start page of the user's own OneDrive", () => `${host}/my?login_hint=ana`],
  ])('lists the whole library if it is %s', async (_what, link) => {
    expect(rowsIn((await ana('list_files', { path: link() })).text).map(([name]) => name)).toContain(
      'Harbor/',
    );
  });

  it('is reported as not found if it leads to the properties of a file', async () => {
    const path = `${root()}/Forms/DispForm.aspx?ID=5`;
    await expect(ana('list_files', { path })).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each([
    'https://contoso.sharepoint.example/sites/harbor',
    'https://contoso.sharepoint.example/teams/harbor/?e=1',
    'https://contoso.sharepoint.example/:f:/r/sites/harbor?e=1',
    'https://contoso.sharepoint.example',
    'https://contoso.sharepoint.example/sites/harbor/_layouts/15/viewlsts.aspx?view=14',
  ])('is refused with a hint to use list_drives if it leads to a site: %s', async (path) => {
    await expect(ana('list_files', { path })).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringContaining('list_drives with this link as site'),
    });
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
    'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fx',
    'https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=https%3A%2F%2Fevil.example%2Fx',
    'https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html',
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
