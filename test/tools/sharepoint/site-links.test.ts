import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

const host = 'https://contoso.sharepoint.example';
const safe = (link: string) =>
  `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=05%7C02%7Cana&reserved=0`;

const sites = () => tenant.graph.tenant.table('/sites');
const harbor = () =>
  sites()
    .all()
    .find(({ name }) => name === 'harbor')!;

/** Adds a site with another id while `act` runs. */
async function withSite<T>(webUrl: string, displayName: string, act: () => Promise<T>): Promise<T> {
  const id = harbor().id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  sites().put({ ...harbor(), id, name: displayName, displayName, webUrl });
  try {
    return await act();
  } finally {
    sites().remove(id);
  }
}

describe('a site', () => {
  it.each([
    [
      'the link to a page from "Copy link"',
      `${host}/:u:/r/sites/harbor/SitePages/Home.aspx?csf=1&web=1&e=abc`,
    ],
    [
      'a link to a folder for people with access',
      `${host}/:f:/r/sites/harbor/Shared%20Documents/Design?e=abc`,
    ],
    ['a sharing link with a secret', `${host}/:w:/s/harbor/EabCdEf?e=abc`],
    ['a sharing link without a scheme', 'contoso.sharepoint.example/:w:/s/harbor/EabCdEf'],
    ['a link in angle brackets', `<${host}/sites/harbor>`],
    ['a link from an email with Safe Links', safe(`${host}/sites/harbor/SitePages/Home.aspx`)],
    [
      'a sharing link from an email with Safe Links',
      safe(`${host}/:u:/r/sites/harbor/SitePages/Home.aspx?e=1`),
    ],
    ['a server-relative path without a slash', 'sites/harbor'],
  ])('is found by %s', async (_what, site) => {
    expect(await call('get_site', { site })).toContain('Name: Project Harbor');
    expect(rowsIn(await call('list_drives', { site }))).toHaveLength(1);
  });

  it('is found below /teams by a sharing link with a secret', async () => {
    await withSite(`${host}/teams/ops`, 'Operations', async () => {
      expect(await call('get_site', { site: `${host}/:x:/t/ops/EabCdEf?e=abc` })).toContain(
        'Name: Operations',
      );
    });
  });

  it.each([
    'https://contoso-my.sharepoint.example/personal/ana_silva/Lists/Packing%20list/AllItems.aspx',
    'https://contoso-my.sharepoint.example/:l:/p/ana_silva/EabCdEf?e=abc',
    'https://contoso-my.sharepoint.example/:l:/g/personal/ana_silva/EabCdEf?e=abc',
    'contoso-my.sharepoint.example/personal/ana_silva',
  ])("is a person's site if the link leads to the site or one of its lists: %s", async (site) => {
    await withSite('https://contoso-my.sharepoint.example/personal/ana_silva', 'Ana Silva', async () => {
      expect(await call('get_site', { site })).toContain('Name: Ana Silva');
    });
  });

  it('is the root site if the link is to a file there', async () => {
    expect(await call('get_site', { site: `${host}/:w:/g/EabCdEf?e=abc` })).toContain('Name: Contoso');
  });
});

describe('a page', () => {
  it.each([
    `${host}/:u:/r/sites/harbor/SitePages/Home.aspx?csf=1&web=1&e=abc`,
    safe(`${host}/sites/harbor/SitePages/Home.aspx?e=1`),
  ])('is read on its own site if it is given by %s', async (page) => {
    expect(await call('read_site_page', { page })).toContain(
      `Title: Home\nAddress: ${host}/sites/harbor/SitePages/Home.aspx`,
    );
  });
});

describe('a list', () => {
  it.each([
    `${host}/:l:/r/sites/harbor/Lists/Issues?e=abc`,
    `${host}/sites/harbor/Lists/Issues/AllItems.aspx?env=WebViewList`,
    safe(`${host}/sites/harbor/Lists/Issues/AllItems.aspx`),
    '/sites/harbor/Lists/Issues',
  ])('is found by %s', async (list) => {
    expect(await call('list_list_items', { site: 'Project Harbor', list })).toContain('items of "Issues"');
  });

  it('accepts a Safe Links link as the item to change', async () => {
    const list = `${host}/sites/harbor/Lists/Issues`;
    const item = safe(`${list}/DispForm.aspx?ID=2&e=abc`);
    const given = { site: list, list, item, fields: { Priority: 1 } };
    expect(await call('update_list_item', given)).toContain('item 2 "Search field without a label"');
  });
});
