import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const names = async (path: string) => rowsIn((await ana('list_files', { path })).text).map(([name]) => name);

describe('create_folder', () => {
  it.each(['/New', '/New below/One', '/New below/Two/Three', '/C# 50% & more'])(
    'creates %s and its missing parent folders',
    async (path) => {
      expect((await ana('create_folder', { path })).text).toMatch(/^Created\./);
      const cut = path.lastIndexOf('/');
      expect(await names(path.slice(0, cut) || '/')).toContain(`${path.slice(cut + 1)}/`);
    },
  );

  it('creates nothing if the folder, or a folder with a similar name, exists', async () => {
    putFile(tenant, 'ana.silva', '/Here  twice/x.txt', Buffer.from('x'));
    const before = await names('/');
    for (const path of ['/Here  twice', '/HERE  twice', '/Here twice']) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(ana('create_folder', { path })).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await names('/')).toEqual(before);
  });

  it('says which parent folders it created if a later folder is refused', async () => {
    const refused = ana('create_folder', { path: `/Half/Way/${'n'.repeat(380)}` });
    await expect(refused).rejects.toMatchObject({ code: 'bad_request', sideEffect: 'unknown' });
    await expect(refused).rejects.toThrow(/Created before this: Half, Way\. Not created: n+…\./);
    expect(await names('/Half')).toEqual(['Way/']);
    const whole = ana('create_folder', { path: `/${'n'.repeat(390)}/x` });
    await expect(whole).rejects.toMatchObject({ sideEffect: 'unchanged' });
    await expect(whole).rejects.not.toThrow(/Created before/);
  });

  it('does not say that a folder was not created if the response is lost', async () => {
    const fault = { kind: 'reset', method: 'POST', path: '/me/drive/', skip: 1, afterEffect: true } as const;
    tenant.graph.control.fault(fault);
    const lost = ana('create_folder', { path: '/Lost/Later/Last' });
    await expect(lost.finally(() => tenant.graph.control.reset())).rejects.toThrow(
      /Created before this: Lost\. Unknown whether created: Later\. Not created: Last\.$/,
    );
    expect(await names('/Lost')).toEqual(['Later/']);
  });

  it.each(['New', '/New/', '/', `/${'deep/'.repeat(11)}x`, '/a/../b'])(
    'refuses the path %s',
    async (path) => {
      const before = await names('/');
      await expect(ana('create_folder', { path })).rejects.toMatchObject({
        code: expect.stringMatching(/^bad_arguments?$/),
      });
      expect(await names('/')).toEqual(before);
    },
  );
});
