import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from '../files/fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;

describe('list_recent_files', () => {
  it('lists the files that the user changed most recently, with links that other tools accept', async () => {
    putFile(tenant, 'ana.silva', '/New/just now.txt', Buffer.from('x'));
    const [first] = rowsIn(await ana('list_recent_files', { top: 3 }));
    expect(first?.slice(0, 3)).toEqual(['just now.txt', '2026-11-21 10:00', 'Ana Silva']);
    expect(await ana('get_file', { item: first?.at(-1) })).toContain('just now.txt');
  });

  it('states what the search index does not know, and how to get more files', async () => {
    expect(await ana('list_recent_files', { top: 1 })).toMatch(/raise top.*not who opened it/);
  });

  it('shows the folder instead of the link on request', async () => {
    const [first] = rowsIn(await ana('list_recent_files', { ids: false, top: 5 }));
    expect(first?.at(-1)).toMatch(/^\//);
  });

  it('refuses more than 100 rows', async () => {
    await expect(ana('list_recent_files', { top: 101 })).rejects.toMatchObject({ code: 'bad_arguments' });
  });
});

describe('list_shared_with_me', () => {
  it('lists the files shared with the user, by name', async () => {
    expect(rowsIn(await ana('list_shared_with_me')).map(([name, , by]) => [name, by])).toEqual([
      ['Goals.md', 'Hana Sato'],
    ]);
  });

  it('filters by author', async () => {
    for (const by of ['Hana', `Hana Sato <${mailOf('hana.sato')}>`])
      // oxlint-disable-next-line no-await-in-loop
      expect(rowsIn(await ana('list_shared_with_me', { by })), by).toHaveLength(1);
    expect(await ana('list_shared_with_me', { by: 'Ben Okafor' })).toMatch(
      /^No files by "Ben Okafor" shared with you/,
    );
    await expect(ana('list_shared_with_me', { by: '' })).resolves.toContain('Goals.md');
  });
});
