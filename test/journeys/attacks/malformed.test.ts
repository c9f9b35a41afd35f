import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

let world: World;
let token: string;
beforeAll(async () => {
  world = await startPortico();
  token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(() => world.close());

describe('an invalid message', () => {
  it('is answered with a JSON-RPC parse error if it is not JSON', async () => {
    const response = await postMcp(world, undefined, { token, body: '{"jsonrpc": "2.0", ' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_700 } });
  });

  it('is refused with 413 if it exceeds the limit, and the server keeps working', async () => {
    const big = JSON.stringify(toolCall('send_mail', { body: 'x'.repeat(4 * 1024 * 1024) }));
    const response = await postMcp(world, undefined, { token, body: big });
    expect(response.status).toBe(413);
    expect((await fetch(`${world.origin}/healthz`)).status).toBe(200);
  });

  it('is answered with the most similar tool name if the tool is unknown', async () => {
    const response = await postMcp(world, toolCall('list_mesages'), { token });
    const { error } = (await response.json()) as { error: { code: number; message: string } };
    expect(error.code).toBe(-32_602);
    expect(error.message).toContain('list_messages');
  });

  it.each([
    [{ top: 'many' }, 'top'],
    [{ top: 5_000 }, 'top'],
    [{ nonsense: true }, 'valid names are: folder'],
  ])('is answered with an error that says what is wrong with its arguments: %o', async (args, named) => {
    const before = world.standIns.graph.log.length;
    const { text, isError } = await resultOf(
      await postMcp(world, toolCall('list_messages', args), { token }),
    );
    expect(isError).toBe(true);
    expect(text).toContain(named);
    expect(world.standIns.graph.log.length).toBe(before);
  });

  it('is refused with 403 if it comes from another origin', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await postMcp(world, toolCall('get_me'), { token, headers })).status).toBe(403);
    expect(
      (await postMcp(world, toolCall('get_me'), { token, headers: { origin: world.origin } })).status,
    ).toBe(200);
  });
});

describe('external mail', () => {
  it('is not sent without confirmation, unlike mail to colleagues', async () => {
    const mail = { subject: 'Minutes', body: 'As agreed.' };
    const outside = await resultOf(
      await postMcp(world, toolCall('send_mail', { ...mail, to: ['kim@fabrikam.example'] }), { token }),
    );
    expect(outside.text).toContain('Nothing has been done yet.');
    expect(outside.text).toContain('fabrikam.example');
    const inside = await resultOf(
      await postMcp(world, toolCall('send_mail', { ...mail, to: ['ben.okafor@contoso.example'] }), { token }),
    );
    expect(inside.isError).toBe(false);
  });
});
