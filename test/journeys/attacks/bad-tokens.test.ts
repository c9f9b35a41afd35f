import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, postMcp, toolCall, type World } from '../../kit/start-portico.ts';

const FOREIGN_CLIENT = '11111111-2222-4333-8444-555555555555';

let world: World;
let honest: string;
beforeAll(async () => {
  world = await startPortico({ ALLOWED_DIRECT_CLIENTS: FOREIGN_CLIENT });
  honest = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
});
afterAll(() => world.close());

/** The claims of a valid direct token; each attack changes one claim. */
const claims = () => ({
  aud: demoTenant.clientId,
  iss: world.standIns.entra.issuer,
  tid: demoTenant.id,
  oid: '00000000-0000-4000-8000-000000000001',
  azp: FOREIGN_CLIENT,
  scp: 'access_as_user',
  ver: '2.0',
  idtyp: 'user',
  acct: 0,
});

type Signing = Parameters<World['standIns']['entra']['sign']>[1];

const sign = (change: Record<string, unknown> = {}, options?: Signing) =>
  world.standIns.entra.sign({ ...claims(), ...change }, options);

const attacks: readonly [string, () => Promise<string | undefined>][] = [
  ['a missing token', async () => undefined],
  ['garbage', async () => 'garbage'],
  ['a sealed token whose last characters were changed', async () => `${honest.slice(0, -6)}AAAAAA`],
  ['an expired token', () => sign({}, { expiresIn: -3_600 })],
  ['a token for another audience', () => sign({ aud: '00000003-0000-0000-c000-000000000000' })],
  ['a token from another tenant', () => sign({ tid: '99999999-0b6e-4c39-9a3d-5d0e8c4b1f20' })],
  ['a token whose issuer does not match its tenant', () => sign({ iss: 'https://login.evil.example/v2.0' })],
  ['an unsigned token', () => sign({}, { alg: 'none' })],
  ['a token signed with the public key as a secret', () => sign({}, { alg: 'HS256' })],
  ['a token signed by an unknown key with the id of a trusted one', () => sign({}, { key: 'foreign' })],
  [
    'a token signed by a key published for another algorithm',
    () => sign({}, { key: 'second', alg: 'PS256' }),
  ],
  ['a version 1.0 token', () => sign({ ver: '1.0' })],
  ['an app-only token', () => sign({ idtyp: 'app', scp: undefined, roles: ['Mail.Read'] })],
  ['a token issued to a guest', () => sign({ acct: 1 })],
  ['a direct token issued to our own application', () => sign({ azp: demoTenant.clientId })],
  [
    'a token from an application that is not allowed',
    () => sign({ azp: '99999999-2222-4333-8444-555555555555' }),
  ],
];

describe('the MCP endpoint', () => {
  it.each(attacks)(
    'refuses %s with a challenge and sends nothing to Graph or Entra',
    async (_name, forge) => {
      const token = await forge();
      const before = [world.standIns.graph.log.length, tokenRequests()];
      const response = await postMcp(world, toolCall('get_me'), token === undefined ? {} : { token });
      expect(response.status).toBe(401);
      const challenge = response.headers.get('www-authenticate') ?? '';
      expect(challenge).toMatch(/^Bearer /);
      expect(challenge).toContain(
        `resource_metadata="${world.origin}/.well-known/oauth-protected-resource/mcp"`,
      );
      expect(challenge.includes('error="invalid_token"')).toBe(token !== undefined);
      expect([world.standIns.graph.log.length, tokenRequests()]).toEqual(before);
    },
  );

  it('accepts a valid sealed token', async () => {
    expect((await postMcp(world, toolCall('get_me'), { token: honest })).status).toBe(200);
  });

  it('accepts a direct token from an allowed application', async () => {
    const token = await sign();
    const response = await postMcp(world, { jsonrpc: '2.0', id: 1, method: 'tools/list' }, { token });
    expect(response.status).toBe(200);
  });

  it("returns 403 for a token without Portico's scope", async () => {
    const response = await postMcp(world, toolCall('get_me'), { token: await sign({ scp: 'other' }) });
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });
});

function tokenRequests(): number {
  return world.standIns.entra.log.filter(({ grant }) => grant !== undefined).length;
}
