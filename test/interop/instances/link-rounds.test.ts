import { afterAll, beforeAll, expect, it } from 'vitest';

import { openLinkedWorld, refreshTogether, type LinkedWorld } from '../../kit/linked/linked-world.ts';

const ROUNDS = 1_000;
const ana = { tid: 'tenant-1', oid: 'person-1' };

let world: LinkedWorld;
beforeAll(async () => {
  world = await openLinkedWorld();
});
afterAll(() => world.close());

it('a linked account survives 1,000 concurrent refreshes by two instances, although each refresh replaces the refresh token', async () => {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 2));
  const [one, two] = [world.instance({ pause }), world.instance({ pause })];
  await world.link(one, ana, 'ana.silva');
  const rounds = await refreshTogether(world, ana, [one, two], ROUNDS);
  expect(rounds.filter(([a, b]) => a !== b || a === '')).toEqual([]);
  expect(world.spotify.control.openGrants('ana.silva')).toBe(1);
}, 300_000);
