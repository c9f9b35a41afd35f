import { randomBytes } from 'node:crypto';

import { compactDecrypt, errors } from 'jose';
import { describe, expect, it } from 'vitest';

import { encryptJwe } from '../../src/secrets/encrypt-jwe.ts';

const header = { kid: 'a1b2c3d4', typ: 'portico-cursor+jwt' };

const key = new Uint8Array(randomBytes(32));

describe('encryptJwe', () => {
  it.each([
    ['empty', ''],
    ['short', '{"a":1}'],
    ['not ASCII', '{"name":"İstanbul 👩‍💻 日本"}'],
    ['longer than several cipher blocks', 'x'.repeat(10_000)],
  ])('returns a JWE that jose decrypts if the payload is %s', async (_, payload) => {
    const opened = await compactDecrypt(encryptJwe(payload, key, header), key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    expect(Buffer.from(opened.plaintext).toString()).toBe(payload);
    expect(opened.protectedHeader).toEqual({ alg: 'dir', enc: 'A256GCM', ...header });
  });

  it('accepts only a key of 256 bits', () => {
    expect(() => encryptJwe('{}', key.subarray(1))).toThrow('Invalid key length');
    expect(encryptJwe('{}', key).split('.')).toHaveLength(5);
  });

  it('uses a new 96-bit initialisation vector for each JWE, and a 128-bit tag', () => {
    const tokens = Array.from({ length: 200 }, () => encryptJwe('same', key, header).split('.'));
    expect(new Set(tokens.map(([, , iv]) => iv)).size).toBe(tokens.length);
    for (const [, encryptedKey, iv = '', , tag = ''] of tokens) {
      expect(encryptedKey).toBe('');
      expect(Buffer.from(iv, 'base64url')).toHaveLength(12);
      expect(Buffer.from(tag, 'base64url')).toHaveLength(16);
    }
  });

  it.each([0, 2, 3, 4])('returns a JWE that jose refuses if part %i is altered', async (index) => {
    const parts = encryptJwe('{"a":1}', key, header).split('.');
    const bytes = Buffer.from(parts[index] ?? '', 'base64url');
    // Changes a letter of `typ` in the header and one bit of the other parts; the header remains valid JSON.
    const at = index === 0 ? bytes.indexOf('cursor') : 0;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    parts[index] = bytes.toString('base64url');
    await expect(compactDecrypt(parts.join('.'), key)).rejects.toBeInstanceOf(errors.JWEDecryptionFailed);
  });
});
