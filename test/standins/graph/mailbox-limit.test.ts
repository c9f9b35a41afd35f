import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mail, oid, startWorld, type World } from './graph-world.ts';

describe('a batch of requests for one mailbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.graph.close());

  const statuses = async (urls: readonly string[], more: object = {}) => {
    const requests = urls.map((url, index) => ({ id: String(index), method: 'GET', url, ...more }));
    const { body } = await world.call('/$batch', { method: 'POST', body: { requests } });
    return (body.responses ?? []).map(({ status }) => status);
  };

  it('gets 429 for the fifth and later requests, under any name of the mailbox', async () => {
    const ana = [
      '/me/messages?$top=1',
      '/me/events?$top=1',
      `/users/${oid('ana.silva')}/messages?$top=1`,
      `/users/${mail('ana.silva')}/mailFolders`,
    ];
    expect(await statuses([...ana, '/me/messages', '/me/calendars'])).toEqual([200, 200, 200, 200, 429, 429]);
  });

  it('gets an answer for every request if there are at most four requests per mailbox, or if the requests are not for Exchange', async () => {
    const urls = [...Array<string>(4).fill('/me/messages?$top=1'), ...Array<string>(6).fill('/me')];
    expect(await statuses(urls)).toEqual(Array<number>(10).fill(200));
  });
});
