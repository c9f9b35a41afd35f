import { EncryptJWT, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';

import { UnavailableError } from '../../src/errors.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';
import { openClaims, SealError, tryOpenClaims, type Sealer, type SealKind } from '../../src/secrets/seal.ts';
import { createSealer } from '../../src/secrets/sealer.ts';
import { fakeVault, rootVersion, type FakeVault } from './fake-vault.ts';

const issuer = 'https://mcp.contoso.example';
const HOUR = 3_600_000;
const kinds: readonly SealKind[] = [
  'registration',
  'transaction',
  'code',
  'access',
  'refresh',
  'session',
  'cursor',
  'approval',
  'link',
];

describe('the sealer', () => {
  let clock: number;
  let vault: FakeVault;
  let sealer: Sealer;

  const sealerFor = (origin: string, keys: FakeVault = vault) =>
    createSealer({
      ring: createKeyRing({ vault: keys, name: 'seal-root', now: () => clock }),
      issuer: origin,
      now: () => clock,
    });
  const reasonOf = async (opening: Promise<unknown>): Promise<string> => {
    try {
      await opening;
    } catch (error) {
      if (error instanceof SealError) return error.reason;
      throw error;
    }
    return 'opened';
  };

  beforeEach(() => {
    clock = 1_000 * HOUR;
    vault = fakeVault(rootVersion('a', 0));
    sealer = sealerFor(issuer);
  });

  it('opens what it sealed and adds times and a unique id', async () => {
    const token = await sealer.seal('access', { t: 'inner', v: 1 }, 60);
    expect(await sealer.open('access', token)).toMatchObject({
      t: 'inner',
      v: 1,
      aud: `${issuer}#access`,
      iat: clock / 1000,
      exp: clock / 1000 + 60,
      jti: expect.stringMatching(/^[\w-]{22}$/),
    });
  });

  it('keeps a given id and never repeats a generated id', async () => {
    const ids = new Set<unknown>();
    for (let n = 0; n < 50; n += 1) {
      ids.add((await sealer.open('code', await sealer.seal('code', {}, 60))).jti);
    }
    expect(ids.size).toBe(50);
    const given = await sealer.seal('code', { jti: 'mine' }, 60);
    expect((await sealer.open('code', given)).jti).toBe('mine');
  });

  it('encrypts what it seals', async () => {
    const token = await sealer.seal('access', { t: 'canary-7f3a' }, 60);
    const readable = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(readable.join(' ')).not.toContain('canary');
  });

  it.each(kinds.map((kind) => [kind]))('opens a token of kind %s only as that kind', async (kind) => {
    const token = await sealer.seal(kind, {}, 60);
    for (const other of kinds) {
      expect(await reasonOf(sealer.open(other, token))).toBe(other === kind ? 'opened' : 'refused');
    }
  });

  it('allows up to 60 s of clock skew', async () => {
    const token = await sealer.seal('access', {}, 10);
    clock += 69_000;
    expect(await reasonOf(sealer.open('access', token))).toBe('opened');
    clock += 1_000;
    expect(await reasonOf(sealer.open('access', token))).toBe('expired');
  });

  it('refuses a token sealed for another origin under the same root', async () => {
    const token = await sealerFor('https://other.example').seal('access', {}, 60);
    expect(await reasonOf(sealer.open('access', token))).toBe('refused');
  });

  it('refuses a token sealed under another root', async () => {
    const token = await sealerFor(issuer, fakeVault(rootVersion('z', 0))).seal('access', {}, 60);
    expect(await reasonOf(sealer.open('access', token))).toBe('unknown key');
  });

  it('refuses a token that has our key id but was sealed under another root', async () => {
    const { version, createdAt } = rootVersion('a', 0);
    const twin = fakeVault({ ...rootVersion('z', createdAt), version });
    const token = await sealerFor(issuer, twin).seal('access', {}, 60);
    expect(await reasonOf(sealer.open('access', token))).toBe('refused');
  });

  it('refuses a token that was altered in any part', async () => {
    const parts = (await sealer.seal('access', { t: 'inner' }, 60)).split('.');
    for (const [index, part] of parts.entries()) {
      const flipped = part === '' ? 'AAAA' : `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}`;
      const altered = parts.with(index, flipped).join('.');
      expect(await reasonOf(sealer.open('access', altered)), `part ${index}`).not.toBe('opened');
    }
  });

  it.each([
    ['an empty text', ''],
    ['a word', 'garbage'],
    ['three words', 'a.b.c'],
    ['five words', 'a.b.c.d.e'],
    ['five empty parts', '....'],
    ['20,000 characters', 'x'.repeat(20_000)],
  ])('refuses text that is not a token: %s', async (_, text) => {
    expect(await reasonOf(sealer.open('access', text))).toBe('malformed');
  });

  it('refuses an unsecured token and a token with another algorithm', async () => {
    const claims = { aud: `${issuer}#access`, iat: 0, exp: 9_999_999_999, jti: 'x' };
    expect(await reasonOf(sealer.open('access', new UnsecuredJWT(claims).encode()))).toBe('malformed');
    const { kid } = await createKeyRing({ vault, name: 'seal-root', now: () => clock }).sealing();
    const own = await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', kid, typ: 'portico-access+jwt' })
      .encrypt(Buffer.from('password'));
    expect(await reasonOf(sealer.open('access', own))).toBe('refused');
  });

  it('refuses a token without a key id', async () => {
    const token = await new EncryptJWT({})
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: 'portico-access+jwt' })
      .encrypt(Buffer.alloc(32));
    expect(await reasonOf(sealer.open('access', token))).toBe('unknown key');
  });

  it('reveals none of the content in the error for an expired token', async () => {
    const token = await sealer.seal('access', { t: 'canary-7f3a' }, 1);
    clock += HOUR;
    const error: unknown = await sealer.open('access', token).catch((caught: unknown) => caught);
    const { cause } = error as Error;
    expect(JSON.stringify([error, cause, Object.entries(cause as object), String(cause)])).not.toContain(
      'canary',
    );
  });

  it('opens older tokens after a rotation until the old version is disabled', async () => {
    const before = await sealer.seal('refresh', {}, 30 * 24 * 3600);
    vault.content.push(rootVersion('b', clock));
    clock += HOUR;
    const after = await sealer.seal('refresh', {}, 3600);
    expect(await reasonOf(sealer.open('refresh', before))).toBe('opened');
    expect(await reasonOf(sealer.open('refresh', after))).toBe('opened');
    vault.content.shift();
    clock += HOUR / 2;
    expect(await reasonOf(sealer.open('refresh', after))).toBe('opened');
    expect(await reasonOf(sealer.open('refresh', before))).toBe('unknown key');
  });

  it('reports that it is unavailable while there is no key, instead of refusing tokens', async () => {
    const token = await sealer.seal('access', {}, 60);
    vault.failure = new UnavailableError('Key Vault');
    const fresh = sealerFor(issuer);
    await expect(fresh.open('access', token)).rejects.toBeInstanceOf(UnavailableError);
    await expect(fresh.seal('access', {}, 60)).rejects.toBeInstanceOf(UnavailableError);
    await expect(fresh.mac('row', 'x')).rejects.toBeInstanceOf(UnavailableError);
  });

  describe('with a schema for the claims', () => {
    const shape = z.object({ v: z.literal(1) });

    it('returns the claims in the schema, without those that the sealer adds', async () => {
      const token = await sealer.seal('access', { v: 1 }, 60);
      expect(await openClaims(shape, 'access', token, sealer)).toEqual({ v: 1 });
      expect(await tryOpenClaims(shape, 'access', token, sealer)).toEqual({ v: 1 });
    });

    it('refuses claims that do not match the schema, and a token of another kind', async () => {
      const other = await sealer.seal('access', { v: 2 }, 60);
      expect(await reasonOf(openClaims(shape, 'access', other, sealer))).toBe('malformed');
      expect(await tryOpenClaims(shape, 'access', other, sealer)).toBeUndefined();
      const refresh = await sealer.seal('refresh', { v: 1 }, 60);
      expect(await reasonOf(openClaims(shape, 'access', refresh, sealer))).toBe('refused');
      expect(await tryOpenClaims(shape, 'access', refresh, sealer)).toBeUndefined();
    });

    it('still reports that there is no key', async () => {
      const token = await sealer.seal('access', { v: 1 }, 60);
      vault.failure = new UnavailableError('Key Vault');
      const opening = tryOpenClaims(shape, 'access', token, sealerFor(issuer));
      await expect(opening).rejects.toBeInstanceOf(UnavailableError);
    });
  });

  describe('as a source of MACs', () => {
    it('accepts its MAC for the same purpose and data, even after a rotation', async () => {
      const mac = await sealer.mac('row', 'data');
      vault.content.push(rootVersion('b', clock));
      clock += HOUR;
      expect(await sealer.macMatches('row', 'data', mac)).toBe(true);
      expect(await sealer.mac('row', 'data')).not.toBe(mac);
    });

    it('refuses a forged MAC and a MAC for another purpose or other data', async () => {
      const mac = await sealer.mac('row', 'data');
      const [kid = '', digest = ''] = mac.split('.');
      const forged = `${kid}.${digest[0] === 'A' ? 'B' : 'A'}${digest.slice(1)}`;
      expect(await sealer.macMatches('row', 'date', mac)).toBe(false);
      expect(await sealer.macMatches('csrf', 'data', mac)).toBe(false);
      for (const other of [forged, digest, `${kid}.`, `${kid}.${digest}x`, `AAAAAAAA.${digest}`, '']) {
        expect(await sealer.macMatches('row', 'data', other), other).toBe(false);
      }
    });

    it('returns different MACs for the same data with different purposes', async () => {
      expect(await sealer.mac('access', 'data')).not.toBe(await sealer.mac('refresh', 'data'));
    });
  });
});
