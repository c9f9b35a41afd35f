import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';

const minute = 60_000;

let world: World;
let later = 0;
beforeEach(async () => {
  world = await startPortico({}, () => Date.now() + later);
});
afterEach(async () => {
  await world.close();
  later = 0;
});

const call = (token: string) => postMcp(world, toolCall('get_me'), { token });
const signInAs = (person: string) => signIn({ origin: world.origin, person });

describe('a user whose account is disabled', () => {
  it('is refused at the next refresh, which ends the sign-in', async () => {
    const [leaver, colleague] = [await signInAs('ana.silva'), await signInAs('ben.okafor')];
    expect((await call(leaver.accessToken)).status).toBe(200);
    world.standIns.entra.control.disable('ana.silva');
    await expect(leaver.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
    expect((await call(leaver.accessToken)).status).toBe(401);
    world.standIns.entra.control.enable('ana.silva');
    await expect(leaver.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });

    await expect(colleague.refresh()).resolves.toBeDefined();
    expect((await call(colleague.accessToken)).status).toBe(200);
  });

  it('is refused at the next exchange, with a challenge that makes the client refresh', async () => {
    const leaver = await signInAs('ana.silva');
    world.standIns.entra.control.disable('ana.silva');
    const refused = await call(leaver.accessToken);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"');
    await expect(leaver.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('cannot use a cached Graph token once Graph has revoked it', async () => {
    const leaver = await signInAs('ana.silva');
    expect((await resultOf(await call(leaver.accessToken))).isError).toBe(false);
    world.standIns.entra.control.disable('ana.silva');
    world.standIns.graph.control.fault({ kind: 'claims-challenge' });
    expect((await call(leaver.accessToken)).status).toBe(401);
    await expect(leaver.refresh()).rejects.toMatchObject({ code: 'invalid_grant' });
  });

  it('cannot call a tool after the access token has expired, even if tokens are cached', async () => {
    const leaver = await signInAs('ana.silva');
    await call(leaver.accessToken);
    world.standIns.entra.control.disable('ana.silva');
    later = 57 * minute;
    expect((await call(leaver.accessToken)).status).toBe(401);
  });
});
