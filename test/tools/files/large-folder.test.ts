import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

/** More items than a search by name reads. */
const MANY = 1_005;

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  for (let n = 0; n < MANY; n += 1) putFile(tenant, 'ana.silva', `/Large/P ${n}.txt`, Buffer.from('x'));
  putFile(tenant, 'ana.silva', '/Large/Zoo/kept.txt', Buffer.from('x'));
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
const names = async (path: string) => rowsIn(await ana('list_files', { path })).map(([name]) => name);

describe('a folder with more items than a search by name reads', () => {
  it('accepts new folders, and files in new folders', async () => {
    await ana('create_folder', { path: '/Large/2027/Plans' });
    await ana('upload_file', { path: '/Large/2028/Plan.md', content: 'x' });
    expect(await names('/Large/2027')).toEqual(['Plans/']);
    expect(await names('/Large/2028')).toEqual(['Plan.md']);
  });

  it('accepts new folders in a folder that a search by name does not reach', async () => {
    await ana('create_folder', { path: '/Large/Zoo/Cats/Lions' });
    await ana('upload_file', { path: '/Large/Zoo/Dogs/List.md', content: 'x' });
    expect(await names('/Large/Zoo')).toEqual(['Cats/', 'Dogs/', 'kept.txt']);
  });

  it('is reported as only partly searched if a name is not found', async () => {
    await expect(ana('get_file', { item: '/Large/Nothing.txt' })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('only the first 999 items were searched for similar names'),
    });
  });
});
