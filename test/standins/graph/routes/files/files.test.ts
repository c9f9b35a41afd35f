import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mail, startWorld, type World } from '../../graph-world.ts';

describe('the files API of the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const put = (path: string, content: string, options: object = {}) =>
    world.call(path, { method: 'PUT', body: content, ...options });
  const text = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url, { headers });
    return { status: response.status, text: await response.text() };
  };
  const contentOf = async (path: string) => {
    const { headers } = await world.call(`${path}/content`);
    return (await text(headers.get('location')!)).text;
  };

  it('redirects to a content URL that accepts only requests without a token', async () => {
    const { status, headers } = await world.call('/me/drive/root:/Harbor/Scope.md:/content');
    const location = headers.get('location')!;
    expect([status, new URL(location).origin]).toEqual([302, world.graph.contentOrigin]);
    expect((await text(location)).text).toContain('# Harbor, first release');
    expect((await text(location, { authorization: 'Bearer ana.silva Files.Read' })).status).toBe(401);
    expect((await text(location.replace('tempauth=v1.', 'tempauth=v1.x'))).status).toBe(403);
    expect(await text(location, { range: 'bytes=2-7' })).toEqual({ status: 206, text: 'Harbor' });
    expect((await text(location, { range: 'bytes=90000-' })).status).toBe(416);
  });

  it('returns a download URL unless $select omits it', async () => {
    const { body } = await world.call('/me/drive/root:/README.txt');
    expect((await text(body['@microsoft.graph.downloadUrl'] as string)).status).toBe(200);
    expect(body).toMatchObject({
      file: { mimeType: 'text/plain' },
      parentReference: { path: `/drives/${body.parentReference!.driveId}/root:` },
    });
    expect(Object.keys((await world.call('/me/drive/root:/README.txt?$select=name')).body)).toEqual([
      '@odata.context',
      'id',
      'name',
    ]);
  });

  it('creates missing parent folders and keeps the old version of an overwritten file', async () => {
    const path = '/me/drive/root:/Fresh/Deep/note.txt:';
    expect((await put(`${path}/content`, 'one')).status).toBe(201);
    expect((await put(`${path}/content`, 'two!')).status).toBe(200);
    expect(await contentOf(path)).toBe('two!');
    const versions = await world.call(`${path}/versions`);
    expect(versions.body.value!.map((one) => [one.id, one.size])).toEqual([
      ['2.0', 4],
      ['1.0', 3],
    ]);
  });

  it.each([
    ['fail', 409, undefined],
    ['rename', 201, 'same 1.txt'],
    ['replace', 200, 'same.txt'],
  ])('applies the conflict behaviour %s with status %i', async (behaviour, status, name) => {
    await put('/me/drive/root:/Conflict/same.txt:/content', 'old');
    const answer = await put(
      `/me/drive/root:/Conflict/same.txt:/content?@microsoft.graph.conflictBehavior=${behaviour}`,
      'new',
    );
    expect(answer.status).toBe(status);
    expect(answer.body.name).toBe(name);
  });

  it('creates, moves, renames, copies and deletes items', async () => {
    const create = (name: string) =>
      world.call('/me/drive/root/children', { method: 'POST', body: { name, folder: {} } });
    const folder = await create('Box');
    expect(folder.status).toBe(201);
    expect((await create('Box')).body.error!.code).toBe('nameAlreadyExists');
    expect((await create('a/b')).status).toBe(400);
    const file = await put('/me/drive/root:/loose.txt:/content', 'x');
    const moved = await world.call(`/me/drive/items/${file.body.id}`, {
      method: 'PATCH',
      body: { name: 'kept.txt', parentReference: { id: folder.body.id } },
    });
    expect(moved.body.parentReference).toMatchObject({ id: folder.body.id, name: 'Box' });
    const copied = await world.call('/me/drive/root:/Box:/copy', {
      method: 'POST',
      body: { name: 'Box two' },
    });
    expect(copied.status).toBe(202);
    expect(await (await fetch(copied.headers.get('location')!)).json()).toMatchObject({
      status: 'completed',
    });
    expect(await contentOf('/me/drive/root:/Box two/kept.txt:')).toBe('x');
    const inside = { parentReference: { path: '/drive/root:/Box' } };
    expect((await world.call('/me/drive/root:/Box', { method: 'PATCH', body: inside })).status).toBe(400);
    expect((await world.call('/me/drive/root:/Box', { method: 'DELETE' })).status).toBe(204);
    expect((await world.call(`/me/drive/items/${file.body.id}`)).status).toBe(404);
    expect((await world.call('/me/drive/root', { method: 'DELETE' })).status).toBe(400);
  });

  it('refuses a deletion whose If-Match header does not match the current item', async () => {
    const { body } = await put('/me/drive/root:/tagged.txt:/content', 'x');
    const path = `/me/drive/items/${body.id}`;
    const remove = (tag: string) => world.call(path, { method: 'DELETE', headers: { 'if-match': tag } });
    await put('/me/drive/root:/tagged.txt:/content', 'y');
    const stale = await remove(String(body['eTag']));
    expect([stale.status, stale.body.error?.code]).toEqual([412, 'resourceModified']);
    const { body: fresh } = await world.call(path);
    expect((await remove(String(fresh['eTag']))).status).toBe(204);
  });

  describe('POST /copy', () => {
    const copy = (path: string, body: object, options: object = {}) =>
      world.call(`${path}/copy`, { method: 'POST', body, ...options });
    const monitor = async (answer: { readonly headers: Headers }, headers: Record<string, string> = {}) => {
      const response = await fetch(answer.headers.get('location')!, { headers });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };

    it('takes longer for more items, and can be monitored without a token', async () => {
      for (let count = 0; count < 9; count += 1)
        // oxlint-disable-next-line no-await-in-loop
        await put(`/me/drive/root:/Ten/${count}.txt:/content`, 'x');
      const started = await copy('/me/drive/root:/Ten:', { name: 'Ten more' });
      expect((await monitor(started, { authorization: 'Bearer ana.silva Files.Read' })).status).toBe(401);
      expect(await monitor(started)).toMatchObject({
        status: 202,
        body: { status: 'inProgress', percentageComplete: 50 },
      });
      expect(await monitor(started)).toMatchObject({ status: 200, body: { status: 'completed' } });
    });

    it('reports a name conflict only at the monitor URL', async () => {
      await put('/me/drive/root:/Twice/a.txt:/content', 'x');
      const started = await copy('/me/drive/root:/Twice/a.txt:', {});
      expect(started.status).toBe(202);
      expect((await monitor(started)).body).toMatchObject({
        status: 'failed',
        error: { code: 'nameAlreadyExists' },
      });
    });

    it('requires permission for the other drive and an existing folder', async () => {
      const { body: site } = await world.call('/sites/contoso.sharepoint.example:/sites/harbor');
      const [library] = (await world.call(`/sites/${site.id}/drives`)).body.value!;
      const target = { parentReference: { driveId: library!.id } };
      expect((await copy('/me/drive/root:/README.txt:', target, { scopes: 'Files.ReadWrite' })).status).toBe(
        403,
      );
      expect((await copy('/me/drive/root:/README.txt:', target)).status).toBe(202);
      const nowhere = { parentReference: { driveId: library!.id, id: 'nowhere' } };
      expect((await copy('/me/drive/root:/README.txt:', nowhere)).status).toBe(404);
    });
  });

  it('refuses content with a stale ETag', async () => {
    const { body } = await put('/me/drive/root:/Tagged.txt:/content', 'one');
    const replace = (tag: string) =>
      put(`/me/drive/items/${body.id}/content`, 'two', { headers: { 'if-match': tag } });
    expect((await replace(body.eTag as string)).status).toBe(200);
    expect((await replace(body.eTag as string)).status).toBe(412);
  });

  it('searches a drive or folder by name and content', async () => {
    const names = async (path: string) => (await world.call(path)).body.value!.map((one) => one.name);
    expect(await names("/me/drive/root/search(q='haddad')")).toContain('Fabrikam.md');
    expect(await names("/me/drive/root:/Budget:/search(q='harbor')")).toEqual([]);
    expect(await names("/me/drive/root/search(q='it''s nowhere')")).toEqual([]);
  });

  it('accepts uploads in chunks at a URL that accepts only requests without a token', async () => {
    const unit = 320 * 1024;
    const content = Buffer.alloc(2 * unit + 5, 'a');
    const opened = await world.call('/me/drive/root:/Large/big.txt:/createUploadSession', {
      method: 'POST',
      body: { item: { name: 'big.txt' } },
    });
    const url = opened.body.uploadUrl!;
    const send = async (from: number, to: number, headers: Record<string, string> = {}) => {
      const body = content.subarray(from, to);
      const response = await fetch(url, {
        method: 'PUT',
        body,
        headers: { 'content-range': `bytes ${from}-${to - 1}/${content.length}`, ...headers },
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await send(0, unit, { authorization: 'Bearer x' })).status).toBe(401);
    expect((await send(0, 1000)).status).toBe(400);
    expect((await send(0, unit)).body.nextExpectedRanges).toEqual([`${unit}-`]);
    expect((await send(2 * unit, content.length)).status).toBe(416);
    expect(await (await fetch(url)).json()).toMatchObject({ nextExpectedRanges: [`${unit}-`] });
    expect((await send(unit, 2 * unit)).status).toBe(202);
    const last = await send(2 * unit, content.length);
    expect([last.status, last.body.name, last.body.size]).toEqual([201, 'big.txt', content.length]);
    expect((await send(0, unit)).status).toBe(404);
    expect((await contentOf('/me/drive/root:/Large/big.txt:')).length).toBe(content.length);
  });

  it('stores nothing if an upload is cancelled', async () => {
    const opened = await world.call('/me/drive/root:/never.txt:/createUploadSession', {
      method: 'POST',
      body: {},
    });
    expect((await fetch(opened.body.uploadUrl!, { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(opened.body.uploadUrl!)).status).toBe(404);
    expect((await world.call('/me/drive/root:/never.txt')).status).toBe(404);
  });

  it('shares files by link and with people until access is revoked', async () => {
    const path = '/me/drive/root:/Notes/Ideas.txt:';
    const link = await world.call(`${path}/createLink`, {
      method: 'POST',
      body: { type: 'view', scope: 'organization' },
    });
    expect(link.body).toMatchObject({ roles: ['read'], link: { type: 'view', scope: 'organization' } });
    const invite = { recipients: [{ email: mail('ben.okafor') }], roles: ['write'] };
    expect((await world.call(`${path}/invite`, { method: 'POST', body: invite })).status).toBe(200);
    const { body } = await world.call(`${path}/permissions`);
    expect(body.value).toHaveLength(2);
    const drive = (await world.call('/me/drive')).body.id;
    const item = (await world.call(path)).body.id;
    const write = () =>
      world.call(`/drives/${drive}/items/${item}/content`, {
        method: 'PUT',
        body: 'Ben was here',
        as: 'ben.okafor',
      });
    expect((await write()).status).toBe(200);
    for (const { id } of body.value!) await world.call(`${path}/permissions/${id}`, { method: 'DELETE' });
    expect((await write()).status).toBe(403);
  });

  it("lists a site's drives and tracks changes with delta queries", async () => {
    const site = await world.call('/sites/contoso.sharepoint.example:/sites/harbor');
    const drives = await world.call(`/sites/${site.body.id}/drives`);
    expect(drives.body.value).toMatchObject([{ name: 'Documents', driveType: 'documentLibrary' }]);
    const first = await world.call(`/drives/${drives.body.value![0]!.id}/root/delta`);
    expect(first.body.value!.length).toBeGreaterThan(8);
    const file = await put(`/drives/${drives.body.value![0]!.id}/root:/x.txt:/content`, 'x');
    await world.call(`/drives/${drives.body.value![0]!.id}/items/${file.body.id}`, { method: 'DELETE' });
    const later = await world.call(first.body['@odata.deltaLink']!);
    expect(later.body.value).toEqual([{ id: file.body.id, deleted: { state: 'deleted' } }]);
  });
});
