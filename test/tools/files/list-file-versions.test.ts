import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);

describe('list_file_versions', () => {
  it('lists the current version first, then earlier versions', async () => {
    putFile(tenant, 'ana.silva', '/Versions/a.txt', Buffer.from('x'));
    for (const content of ['two!', 'three'])
      // oxlint-disable-next-line no-await-in-loop
      await ana('upload_file', { path: '/Versions/a.txt', content, conflict: 'replace' });
    const versions = rowsIn((await ana('list_file_versions', { item: '/Versions/a.txt' })).text);
    expect(versions.map((row) => row[2])).toEqual(['5 B', '4 B', '1 B']);
    expect(versions.map((row) => row[1])).toEqual(['Ana Silva', 'Ana Silva', 'Ana Silva']);
    expect(versions.map((row) => row.at(-1))).toEqual(['3.0', '2.0', '1.0']);
  });

  it.each([
    ['/Harbor', 'is_folder'],
    ['/Nowhere.txt', 'not_found'],
  ])('refuses %s', async (item, code) => {
    await expect(ana('list_file_versions', { item })).rejects.toMatchObject({ code });
  });
});
