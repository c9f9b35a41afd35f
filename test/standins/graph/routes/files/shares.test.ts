import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addShortcut, itemsOf, personalUrl, rootOf } from '../../../../../src/standins/tenant/drive.ts';
import { driveId } from '../../../../../src/standins/tenant/ids.ts';
import { oid, startWorld, type World } from '../../graph-world.ts';

describe('the sharing API of the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const shareOf = (url: string) => `/shares/u!${Buffer.from(url).toString('base64url')}/driveItem`;
  const documents = (alias: string) => `${personalUrl(alias)}/Documents`;

  it('finds an item by its browser URL, regardless of the query string', async () => {
    const { body } = await world.call(shareOf(`${documents('ana.silva')}/Harbor/Scope.md?web=1`));
    expect(body.name).toBe('Scope.md');
  });

  it.each([
    ['malformed', '/shares/u!***/driveItem', 400, 'invalidRequest'],
    ['with a fragment', shareOf('https://contoso.sharepoint.example/x#y'), 400, 'invalidRequest'],
    ['unknown', shareOf('https://contoso.sharepoint.example/x'), 404, 'itemNotFound'],
    ['not shared', shareOf(`${documents('hana.sato')}/Documents/Hand-over.md`), 403, 'accessDenied'],
  ])('refuses a link that is %s', async (_what, path, status, code) => {
    expect(await world.call(path)).toMatchObject({ status, body: { error: { code } } });
  });

  it("percent-encodes the parent's path", async () => {
    const path = '/me/drive/root:/A%20%2B%20B%23%25/x.txt:/content';
    const { body } = await world.call(path, { method: 'PUT', body: 'x' });
    expect(body.parentReference?.path).toMatch(/root:\/A%20%2B%20B%23%25$/);
  });

  it('returns a shortcut with remoteItem, but without facets or children of its own', async () => {
    const { tenant } = world.graph;
    const mine = driveId(oid('ana.silva'));
    const theirs = driveId(oid('hana.sato'));
    const folder = itemsOf(tenant, theirs)
      .all()
      .find(({ name }) => name === 'Documents');
    const by = oid('ana.silva');
    const to = { drive: theirs, item: folder?.id ?? '' };
    const at = { by, at: tenant.now(), parent: rootOf(tenant, mine).id };
    addShortcut(tenant, mine, { ...at, name: 'Theirs', to });
    const { body } = await world.call('/me/drive/root:/Theirs');
    expect(body).toMatchObject({
      remoteItem: { id: to.item, folder: {}, parentReference: { driveId: theirs } },
    });
    expect([body['folder'], body['file']]).toEqual([undefined, undefined]);
    expect((await world.call('/me/drive/root:/Theirs:/children')).body.value).toEqual([]);
    const put = { method: 'PUT', body: 'x' };
    expect((await world.call('/me/drive/root:/Theirs/x.txt:/content', put)).status).toBe(404);
  });

  it('stores an Office file with more bytes than were uploaded', async () => {
    const { body } = await world.call('/me/drive/root:/a.docx:/content', { method: 'PUT', body: 'PK' });
    expect(body['size']).toBeGreaterThan(2);
  });

  it('reports that a user has no OneDrive', async () => {
    const drives = world.graph.tenant.table('/drives');
    drives.remove(driveId(oid('ben.okafor')));
    expect(await world.call('/me/drive/root', { as: 'ben.okafor' })).toMatchObject({
      status: 404,
      body: { error: { code: 'ResourceNotFound', message: "User's mysite not found." } },
    });
  });
});
