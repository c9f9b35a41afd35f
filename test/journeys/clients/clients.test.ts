import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  connectModern,
  connectOld,
  createProvider,
  firstText,
  spoilAccessToken,
} from '../../kit/oauth/client-application.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

describe('an SDK v2 client', () => {
  it.each(['auto', 'legacy'] as const)(
    'signs in and calls a tool with version negotiation %s',
    async (mode) => {
      const options = { versionNegotiation: { mode } };
      const client = await connectModern(`${world.origin}/mcp`, createProvider('ana.silva'), options);
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('list_messages');
      const result = await client.callTool({ name: 'get_me', arguments: {} });
      expect(firstText(result)).toContain('ana.silva@contoso.example');
      await client.close();
    },
  );
});

describe('an SDK v1 client', () => {
  it('signs in, calls a tool, and refreshes automatically when its token is refused', async () => {
    const application = createProvider('ben.okafor');
    const client = await connectOld(`${world.origin}/mcp`, application);
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ben.okafor@');

    const before = spoilAccessToken(application.kept);
    expect(firstText(await client.callTool({ name: 'get_me', arguments: {} }))).toContain('ben.okafor@');
    expect((application.kept['tokens'] as typeof before).refresh_token).not.toBe(before.refresh_token);
    await client.close();
  });
});
