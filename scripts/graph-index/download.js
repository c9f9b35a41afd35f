import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The package that the index is built from: Graph's v1.0 OpenAPI description as TypeScript declarations (MIT). */
export const source = {
  package: '@microsoft/teams.graph-endpoints',
  version: '2.1.0',
  published: '2026-09-22',
  integrity:
    'sha512-kB+/sBbkNzLCxt8elpZxAmnSB54BE8GtnLhU4FoIqwGjipEN1lAsXpqCzpkJkz5CK9XPGYo+h4k07mRWlooOuQ==',
};

const DECLARATIONS = 'package/dist/types/types.d.ts';

/** Downloads the package, compares its hash with the pinned one, and returns its declarations. */
export function downloadDeclarations() {
  const folder = mkdtempSync(join(tmpdir(), 'graph-index-'));
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
    return fileIn(gunzipSync(archive), DECLARATIONS).toString('utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the newest version in the registry. */
export function newestVersion() {
  return npm(['view', source.package, 'version']).trim();
}

/** @param {readonly string[]} args */
function npm(args) {
  const run = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status !== 0) throw new Error(`npm ${args[0]} failed: ${run.stderr || run.error}`);
  return run.stdout;
}

/**
 * Returns a file in a tar archive: headers of 512 bytes, each followed by the content in blocks of 512 bytes.
 * @param {Buffer} archive @param {string} name
 */
function fileIn(archive, name) {
  for (let at = 0; at + 512 <= archive.length;) {
    const header = archive.subarray(at, at + 512);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
    if (header.toString('utf8', 0, 100).replace(/\0.*$/s, '') === name) {
      return archive.subarray(at + 512, at + 512 + size);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`The package contains no ${name}.`);
}
