import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { textOfPdf } from '../../../src/documents/pdf/pdf.ts';
import { pdfOf } from './pdf-files.ts';

/** Pads passwords (ISO 32000-1, section 7.6.3.3). */
const PADDING = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
const ID = Buffer.alloc(16, 7);
const PERMISSIONS = -4;

const padded = (password: string) =>
  Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32);
const md5 = (...parts: readonly Buffer[]) => createHash('md5').update(Buffer.concat(parts)).digest();

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (a: number, b: number) => ([state[a], state[b]] = [state[b] ?? 0, state[a] ?? 0]);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(data).map((byte) => {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    swap(i, j);
    return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  }) as Buffer;
}

/** Creates a PDF of one page, encrypted with 40-bit RC4 (revision 2). */
function protectedPdf({ user, owner }: { user: string; owner: string }): Uint8Array {
  const ownerEntry = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE(PERMISSIONS);
  const key = md5(padded(user), ownerEntry, permissions, ID).subarray(0, 5);
  const streamKey = md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10);
  const entries = `/O <${ownerEntry.toString('hex')}> /U <${rc4(key, PADDING).toString('hex')}> /P ${PERMISSIONS}`;
  const id = ID.toString('hex');
  return pdfOf(1, {
    contents: rc4(streamKey, deflateSync('BT /F1 12 Tf 50 780 Td (Harbor figures) Tj ET')),
    trailer: `/Encrypt << /Filter /Standard /V 1 /R 2 ${entries} >> /ID [<${id}> <${id}>]`,
  });
}

async function textOf(bytes: Uint8Array): Promise<string> {
  let text = '';
  for await (const piece of textOfPdf(bytes)) text += piece;
  return text;
}

describe('an encrypted PDF', () => {
  it.each([
    ['the user password is empty', { user: '', owner: 'boss' }],
    ['the owner password is empty', { user: 'secret', owner: '' }],
    ['both passwords are empty', { user: '', owner: '' }],
  ])('is read if %s', async (_what, passwords) => {
    expect(await textOf(protectedPdf(passwords))).toContain('Harbor figures');
  });

  it('is refused if both a user password and an owner password are set', async () => {
    await expect(textOf(protectedPdf({ user: 'secret', owner: 'boss' }))).rejects.toMatchObject({
      code: 'protected_file',
      message: expect.stringContaining('protected by a password'),
    });
  });
});
