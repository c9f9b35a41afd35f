import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { postMcp, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

const DIRECT_CLIENT = '11111111-2222-4333-8444-555555555555';

let world: World;
let claims: Record<string, unknown>;
beforeAll(async () => {
  // If direct clients are allowed, a token's claims are decoded before the token's signature is verified.
  world = await startPortico({ ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT });
  claims = decodeJwt(await directToken());
});
afterAll(() => world.close());

type Signing = Parameters<World['standIns']['entra']['sign']>[1];

const directToken = () => world.standIns.entra.accessTokenFor('ben.okafor', { azp: DIRECT_CLIENT });
const forge = (changes: Record<string, unknown>, signing?: Signing) =>
  world.standIns.entra.sign({ ...claims, ...changes }, signing);

/** Returns the log and audit lines that a tool call and a userinfo request with the token write. */
async function linesWrittenFor(token: string, status: number): Promise<string> {
  const before = world.lines.length;
  expect((await postMcp(world, toolCall('get_me'), { token })).status).toBe(status);
  await fetch(`${world.origin}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
  return world.lines.slice(before).join('');
}

describe('the audit trail', () => {
  it.each<[string, () => Promise<string>]>([
    ['signed with an unknown key', () => forge({}, { key: 'foreign' })],
    ['without a signature', () => forge({}, { alg: 'none' })],
    ['signed with the public key as a secret', () => forge({}, { alg: 'HS256' })],
    ['for another audience', () => forge({ aud: '00000003-0000-0000-c000-000000000000' })],
    ['that has expired', () => forge({ exp: Math.floor(Date.now() / 1_000) - 3_600 })],
  ])('does not name the user from a token %s', async (_, forged) => {
    const written = await linesWrittenFor(await forged(), 401);
    expect(written).not.toContain(claims['oid']);
    expect(written).not.toContain('okafor');
  });

  it('names the user from a verified direct token', async () => {
    expect(await linesWrittenFor(await directToken(), 200)).toContain(claims['oid']);
  });
});
