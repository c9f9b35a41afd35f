import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);

const drives = async (given: object) => rowsIn((await ana('list_drives', given)).text);

describe('list_drives', () => {
  it("lists the user's OneDrive", async () => {
    const [mine = []] = await drives({});
    expect(mine.slice(0, 2)).toEqual(['OneDrive', 'business']);
  });

  it.each(['site', 'group'])('lists the libraries of a %s with ids that list_files accepts', async (kind) => {
    const table = tenant.graph.tenant.table(kind === 'site' ? '/sites' : '/groups').all();
    const owners = tenant.graph.tenant.table('/drives').all();
    const owner = table.find(({ id }) =>
      owners.some((one) => one[kind === 'site' ? '$owner' : '$group'] === id),
    );
    const [library = []] = await drives({ [kind]: owner?.id });
    expect(library.slice(0, 2)).toEqual(['Documents', 'library']);
    expect((await ana('list_files', { drive: library.at(-1) })).text).toMatch(/files and folders/);
  });

  it.each([
    ['list_files', { drive: 'Documents' }],
    ['search_files', { query: 'plan', drive: 'Project Harbor' }],
    ['upload_file', { path: '/a.md', content: 'x', drive: 'Shared Documents' }],
    [
      'get_file',
      { item: '/a.md', drive: 'https://contoso.sharepoint.example/sites/harbor/Shared%20Documents' },
    ],
    ['read_range', { item: '/a.xlsx', drive: 'Documents' }],
    ['get_changes', { of: 'files', id: 'Documents' }],
  ])('is recommended by %s if the drive is given by a name or a link', async (tool, given) => {
    const before = tenant.graph.log.length;
    await expect(ana(tool, given)).rejects.toMatchObject({
      code: 'bad_argument',
      message: expect.stringMatching(/^".+" is not the id of a drive\. list_drives shows the ids/),
    });
    expect(tenant.graph.log.length).toBe(before);
  });

  it('refuses a site together with a group', async () => {
    await expect(drives({ site: 'x', group: 'y' })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});
