import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../../src/documents/text-of-document.ts';

/**
 * Creates an OLE file with these names in its directory. `gap` is the number of other sectors between the directory's
 * sectors.
 */
function oleOf(names: readonly string[], gap = 0): Uint8Array {
  const sectors = Math.ceil(names.length / 4);
  const file = Buffer.alloc(512 * (2 + sectors * (gap + 1)), 0);
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(0, 76);
  for (let index = 0; index < sectors; index += 1) {
    const sector = 1 + index * (gap + 1);
    const isLast = index === sectors - 1;
    file.writeUInt32LE(isLast ? 0xfffffffe : sector + gap + 1, 512 + sector * 4);
    for (const [place, name] of names.slice(index * 4, index * 4 + 4).entries()) {
      const at = (sector + 1) * 512 + place * 128;
      file.write(name, at, 'utf16le');
      file.writeUInt16LE(name.length * 2 + 2, at + 64);
    }
  }
  return new Uint8Array(file);
}

async function refusalOf(bytes: Uint8Array, kind: 'docx' | 'xlsx' | 'pptx' = 'docx'): Promise<string> {
  const job = { kind, bytes, from: 0, length: 1_000 };
  return textOfFile(job, { textOfHtml: (html) => html }).then(
    () => expect.fail('It was read.'),
    (error: Error) => error.message,
  );
}

const encrypted = ['Root Entry', 'EncryptedPackage', '\u0006DataSpaces', 'Version', 'DataSpaceMap'];

describe('an Office file in the OLE format', () => {
  it.each([
    ['a password', [...encrypted, 'StrongEncryptionDataSpace', 'EncryptionInfo'], /by a password\. Some/],
    [
      'a password in the legacy scheme',
      ['Root Entry', 'EncryptionInfo', 'EncryptedPackage'],
      /by a password\. Some/,
    ],
    ['a sensitivity label', [...encrypted, 'DRMEncryptedDataSpace'], /sensitivity label/],
    [
      'an old document',
      ['Root Entry', '1Table', 'WordDocument'],
      /format from before 2007\. Save it as docx/,
    ],
    ['an old workbook', ['Root Entry', 'Workbook'], /format from before 2007\. Save it as docx/],
    ['an old presentation', ['Root Entry', 'PowerPoint Document'], /format from before 2007\. Save it/],
    ['unknown content', ['Root Entry'], /by a password or is in/],
  ])('is refused with the reason: %s', async (_case, names, reason) => {
    for (const kind of ['docx', 'xlsx', 'pptx'] as const) {
      expect(await refusalOf(oleOf(names), kind)).toMatch(reason);
    }
    expect(await refusalOf(oleOf(names, 3))).toMatch(reason);
  });

  it('is refused if its directory is damaged or cyclic', async () => {
    const endless = Buffer.from(oleOf(['Root Entry']));
    endless.writeUInt32LE(1, 512 + 4);
    expect(await refusalOf(new Uint8Array(endless))).toMatch(/by a password or is in/);
    expect(await refusalOf(oleOf(['Root Entry', 'WordDocument']).subarray(0, 600))).toMatch(
      /by a password or/,
    );
  });
});
