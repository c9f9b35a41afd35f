import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { listen, type Listening } from '../../src/standins/listen.ts';
import { memberClaims, openEntraClient } from '../kit/oauth/entra-client.ts';

let entra: EntraStandIn;
let attacker: { server: Listening; url: string; asked: number; privateKey: CryptoKey; jwk: JWK };
beforeAll(async () => {
  entra = await startEntra();
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig', kid: 'attacker' };
  const server = await listen((_request, response) => {
    attacker.asked += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  const url = `${server.origin}/keys`;
  attacker = { server, url, asked: 0, privateKey, jwk };
});
afterAll(async () => {
  await entra.close();
  await attacker.server.close();
});

const claims = () => memberClaims(entra);

describe('a token with its own key in the header', () => {
  it.each<[string, () => Record<string, unknown>]>([
    ['a key in jwk', () => ({ jwk: attacker.jwk })],
    ['the URL of a key in jku', () => ({ jku: attacker.url, kid: 'attacker' })],
    ['the URL of a certificate in x5u', () => ({ x5u: attacker.url })],
    ['a certificate in x5c', () => ({ x5c: [Buffer.from('certificate').toString('base64')] })],
    ['a path as the key id', () => ({ kid: '../../attacker' })],
    ['a critical extension', () => ({ crit: ['b64'], b64: true })],
  ])('is refused without any request: %s', async (_how, header) => {
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', ...header() })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(attacker.privateKey, { crit: { b64: true } });
    await expect(openEntraClient(entra).verify(token, 'sealed')).rejects.toMatchObject({
      code: 'invalid_token',
    });
    expect(attacker.asked).toBe(0);
  });

  it('is accepted once the key is removed from the header', async () => {
    await expect(openEntraClient(entra).verify(await entra.sign(claims()), 'sealed')).resolves.toBeDefined();
  });
});
