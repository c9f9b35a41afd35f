import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startWorld, type World } from './graph-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.graph.close());

const reset = (method = 'POST') => fetch(`${world.graph.origin}/_control/reset`, { method });
const stateOf = () => {
  const { tenant } = world.graph;
  const paths = tenant.paths().filter((path) => tenant.table(path).all().length > 0);
  return JSON.stringify(paths.toSorted().map((path) => [path, tenant.table(path).all()]));
};

describe('a reset of the Graph stand-in', () => {
  it('restores the initial data with the same ids and versions', async () => {
    const before = stateOf();
    const sent = await world.call('/me/sendMail', {
      method: 'POST',
      body: {
        message: {
          subject: 'Hi',
          toRecipients: [{ emailAddress: { address: 'ben.okafor@contoso.example' } }],
        },
      },
    });
    expect(sent.status).toBe(202);
    expect(stateOf()).not.toBe(before);
    expect((await reset()).status).toBe(204);
    expect(stateOf()).toBe(before);
  });

  it('ends injected faults', async () => {
    world.graph.control.throttle({ count: 100 });
    await reset();
    expect((await world.call('/me')).status).toBe(200);
  });

  it('requires POST', async () => {
    expect((await reset('GET')).status).toBe(405);
  });
});
