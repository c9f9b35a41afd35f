import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from './world.ts';

describe('the Graph stand-in', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  it.each([
    '/me',
    '/me/messages',
    '/me/mailFolders/inbox/messages',
    '/me/calendarView?startDateTime=2026-11-23T00:00:00Z&endDateTime=2026-11-30T00:00:00Z',
    '/me/drive/root/children',
    '/me/drive/root:/Harbor:/children',
    '/organization',
  ])('answers GET %s', async (path) => {
    const { status, body } = await world.call(path);
    expect(world.graph.log.at(-1)?.problem).toBeUndefined();
    expect(status).toBe(200);
    console.log(path, JSON.stringify(body).length, JSON.stringify(body).slice(0, 1500));
  });
});
