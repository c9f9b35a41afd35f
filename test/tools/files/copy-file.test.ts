import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
const copy = (given: object) => ana('copy_file', given);
const namesIn = async (given: object) => rowsIn(await ana('list_files', given)).map(([name]) => name);

describe('copy_file', () => {
  it('copies a file under a new name, and waits for the copy', async () => {
    putFile(tenant, 'ana.silva', '/Copies/a.txt', Buffer.from('one'));
    expect(await copy({ item: '/Copies/a.txt', name: 'b.txt' })).toMatch(
      /^Copied\.[\s\S]*b\.txt \| 3 B \| id \S+/,
    );
    expect(await namesIn({ path: '/Copies' })).toEqual(['a.txt', 'b.txt']);
  });

  it('keeps the extension of a copy, and does not copy a file as another format', async () => {
    putFile(tenant, 'ana.silva', '/Formats/Offer.docx', Buffer.from('one'));
    expect(await copy({ item: '/Formats/Offer.docx', name: 'Offer 2027' })).toContain('Offer 2027.docx');
    await expect(copy({ item: '/Formats/Offer.docx', name: 'Offer.pdf' })).rejects.toThrow(
      'Renaming a file does not convert it',
    );
    expect(await namesIn({ path: '/Formats' })).toEqual(['Offer 2027.docx', 'Offer.docx']);
  });

  it('copies a folder with its content into another folder', async () => {
    for (const name of ['1', '2', '3', '4', '5', '6', '7'])
      putFile(tenant, 'ana.silva', `/Box/${name}.txt`, Buffer.from(name));
    putFile(tenant, 'ana.silva', '/Shelf/x.txt', Buffer.from('x'));
    expect(await copy({ item: '/Box', to: '/Shelf' })).toMatch(/^Copied\./);
    expect(await namesIn({ path: '/Shelf/Box' })).toHaveLength(7);
  });

  it('refuses to copy a folder into itself or one of its subfolders, and copies a folder into its own parent folder', async () => {
    putFile(tenant, 'ana.silva', '/Nest/Inner/a.txt', Buffer.from('a'));
    for (const to of ['/Nest', '/Nest/Inner'])
      // oxlint-disable-next-line no-await-in-loop
      await expect(copy({ item: '/Nest', to })).rejects.toMatchObject({ code: 'bad_request' });
    expect(await namesIn({ path: '/Nest' })).toEqual(['Inner/']);
    expect(await copy({ item: '/Nest', name: 'Nest 2' })).toMatch(/^Copied\./);
    expect(await namesIn({ path: '/Nest 2/Inner' })).toEqual(['a.txt']);
  });

  it('copies a file into a site library that is given by a link', async () => {
    const to = 'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents/Launch';
    expect(await copy({ item: '/Harbor/Risks.csv', to })).toMatch(/^Copied\.[\s\S]*Risks\.csv/);
    expect(await ana('get_file', { item: `${to}/Risks.csv` })).toContain('Risks.csv');
  });

  it('states that the copy has started, and where to look for it, if it takes too long', async () => {
    for (let count = 0; count < 60; count += 1)
      putFile(tenant, 'ana.silva', `/Many/${count}.txt`, Buffer.from('x'));
    const text = await copy({ item: '/Many', name: 'Many again' });
    expect(text).toMatch(/^Started, but not finished \(\d+ % done\).*list_files/);
  });

  it('explains that the name is taken', async () => {
    putFile(tenant, 'ana.silva', '/Taken/a.txt', Buffer.from('one'));
    putFile(tenant, 'ana.silva', '/Taken/b.txt', Buffer.from('two'));
    await expect(copy({ item: '/Taken/a.txt', name: 'b.txt' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Give another name\.$/),
    });
    putFile(tenant, 'ana.silva', '/Taken/Box/a.txt', Buffer.from('x'));
    await expect(copy({ item: '/Taken/Box', to: '/Taken' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/Part of the folder may have been copied\.$/),
    });
  });

  it('never reveals the monitor URL', async () => {
    putFile(tenant, 'ana.silva', '/Secret/a.txt', Buffer.from('one'));
    expect(await copy({ item: '/Secret/a.txt', name: 'c.txt' })).not.toContain('monitor');
  });

  it('refuses to copy to another drive if the permission for that drive is missing', async () => {
    const scopes = consentedPermissions.filter((scope) => !scope.endsWith('.ReadWrite.All'));
    const to = 'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents/Launch';
    await expect(
      tenant.granting('ana.silva', scopes, () => copy({ item: '/Harbor/Scope.md', to })),
    ).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });

  it.each([
    [{ item: '/Harbor/Scope.md' }, 'bad_arguments'],
    [{ item: '/Nowhere.txt', name: 'x.txt' }, 'not_found'],
    [{ item: '/README.txt', to: '/Harbor/Scope.md' }, 'is_file'],
    [{ item: '/README.txt', to: '/No such folder' }, 'not_found'],
  ])('refuses the arguments %j with the error code %s', async (given, code) => {
    await expect(copy(given)).rejects.toMatchObject({ code });
  });
});
