import { ToolError } from '../../errors.ts';

/** Maximum number of directory sectors to read. */
const MOST_SECTORS = 256;

/** Sector numbers at or above this value are markers, such as the end of a chain. */
const FIRST_MARK = 0xfffffffa;

/** Whether a file is an OLE compound file (MS-CFB): either protected, or in an Office format from before 2007. */
export function isOleFile(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 4)).toString('hex') === 'd0cf11e0';
}

/** Explains why an OLE file cannot be read, based on the names in its directory. */
export function oleFileError(bytes: Uint8Array): ToolError {
  const names = readNames(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const has = (...wanted: readonly string[]) => wanted.some((name) => names.has(name));
  if (has('DRMEncryptedDataSpace', 'DRMEncryptedTransform', 'DRMContent', '\tDRMContent')) {
    return unreadable(
      'it is encrypted by a sensitivity label or by rights management. Somebody with sufficient rights can remove the protection or export an unprotected copy',
    );
  }
  if (has('EncryptionInfo', 'EncryptedPackage')) {
    return unreadable(
      'it is protected by a password. Somebody who knows the password can save a copy without it',
    );
  }
  if (has('WordDocument', 'Workbook', 'Book', 'PowerPoint Document')) {
    return unreadable(
      'it is in the Office format from before 2007. Save it as docx, xlsx, pptx or pdf to make it readable',
    );
  }
  return unreadable('it is protected by a password or is in the Office format from before 2007');
}

function unreadable(why: string): ToolError {
  return new ToolError('protected_file', `The text of the file cannot be read: ${why}.`);
}

/** Reads the names in the directory. If the directory is damaged, returns the names before the damage. */
function readNames(file: Buffer): ReadonlySet<string> {
  const names = new Set<string>();
  if (file.length < 512) return names;
  const sectorSize = file.readUInt16LE(30) === 12 ? 4_096 : 512;
  const places = (sectorSize / 4) | 0;
  const nextOf = (sector: number): number => {
    const index = Math.floor(sector / places);
    if (index >= 109) return FIRST_MARK;
    const table = file.readUInt32LE(76 + index * 4);
    const at = (table + 1) * sectorSize + (sector % places) * 4;
    return at + 4 <= file.length ? file.readUInt32LE(at) : FIRST_MARK;
  };
  let sector = file.readUInt32LE(48);
  for (let count = 0; count < MOST_SECTORS && sector < FIRST_MARK; count += 1, sector = nextOf(sector)) {
    const start = (sector + 1) * sectorSize;
    for (let at = start; at < start + sectorSize && at + 128 <= file.length; at += 128) {
      const length = Math.min(64, file.readUInt16LE(at + 64));
      if (length >= 2) names.add(file.toString('utf16le', at, at + length - 2));
    }
  }
  return names;
}
