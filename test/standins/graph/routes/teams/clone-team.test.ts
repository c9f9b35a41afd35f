import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guid } from '../../../../../src/standins/tenant/ids.ts';
import { startWorld, type World } from '../../graph-world.ts';

describe('copying a team in the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const harbor = guid('group|harbor');
  const scopes = 'User.Read Team.ReadBasic.All Channel.ReadBasic.All Team.Create';
  const clone = (mailNickname: string, more: object = {}, allowed = scopes) =>
    world.call(`/teams/${harbor}/clone`, {
      method: 'POST',
      scopes: allowed,
      body: { displayName: 'Copy', mailNickname, partsToClone: 'channels,members', ...more },
    });
  const read = (path: string) => world.call(path, { scopes });
  const monitorOf = (reply: Awaited<ReturnType<typeof clone>>) => String(reply.headers.get('location'));

  it('returns 202 and a monitor URL, which reports when the copy has finished', async () => {
    const reply = await clone('copy-1');
    expect(reply.status).toBe(202);
    const monitor = monitorOf(reply);
    expect(monitor).toMatch(/^\/teams\('[^']+'\)\/operations\('[^']+'\)$/);
    const states = [await read(monitor), await read(monitor), await read(monitor)];
    expect(states.map(({ body }) => body.status)).toEqual(['inProgress', 'inProgress', 'succeeded']);
    const copy = String(states[0]?.body.targetResourceId);
    expect((await read(`/teams/${copy}`)).body.displayName).toBe('Copy');
    const names = async (team: string) =>
      (await read(`/teams/${team}/channels`)).body.value!.map(({ displayName }) => displayName);
    expect(await names(copy)).toEqual(await names(harbor));
  });

  it('reports a failure at the monitor URL if the name is taken', async () => {
    await clone('copy-2');
    const monitor = monitorOf(await clone('copy-2'));
    await read(monitor);
    await read(monitor);
    expect((await read(monitor)).body).toMatchObject({ status: 'failed', error: { code: 'Conflict' } });
  });

  it('is refused if the body is invalid or the permission is missing', async () => {
    expect((await clone('copy-3', { partsToClone: 'everything' })).status).toBe(400);
    expect((await clone('copy 3')).status).toBe(400);
    expect((await clone('copy-3', {}, 'User.Read Team.ReadBasic.All')).status).toBe(403);
    expect((await read(`/teams/${harbor}/operations/none`)).status).toBe(404);
  });
});
