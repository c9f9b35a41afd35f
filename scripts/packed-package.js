import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Downloads a package from the registry without installing it, and compares its hash with the pinned one. Returns its
 * files by name.
 * @param {{ package: string, version: string, integrity: string }} source @returns {Map<string, Buffer>}
 */
export function downloadPackage(source) {
  const folder = mkdtempSync(join(tmpdir(), 'portico-package-'));
  try {
    const packed = npm([
      'pack',
      `${source.package}@${source.version}`,
      '--json',
      '--pack-destination',
      folder,
    ]);
    const [{ filename }] = JSON.parse(packed);
    const archive = readFileSync(join(folder, filename));
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
    if (integrity !== source.integrity) {
      throw new Error(`${source.package} ${source.version} has the hash ${integrity}, not the pinned one.`);
    }
    return filesIn(gunzipSync(archive));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {readonly string[]} args */
export function npm(args) {
  const run = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status !== 0) throw new Error(`npm ${args[0]} failed: ${run.stderr || run.error}`);
  return run.stdout;
}

/**
 * Returns the files in a tar archive: headers of 512 bytes, each followed by the content in blocks of 512 bytes.
 * @param {Buffer} archive
 */
function filesIn(archive) {
  /** @type {Map<string, Buffer>} */
  const files = new Map();
  for (let at = 0; at + 512 <= archive.length;) {
    const header = archive.subarray(at, at + 512);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    if (name !== '') files.set(name, archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
