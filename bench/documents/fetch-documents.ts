import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { packages, type DocumentPackage } from './packages.ts';

export const formats = ['docx', 'xlsx', 'pptx', 'pdf', 'eml', 'html'] as const;
export type Format = (typeof formats)[number];

/** `name` begins with the package. */
export type Document = { readonly name: string; readonly format: Format; readonly bytes: Buffer };

/** At most this many documents of one format are read from one package, so that none dominates. */
const MOST_PER_PACKAGE = 60;
const LARGEST = 20 * 1_048_576;

const extensions: Readonly<Record<string, Format>> = {
  docx: 'docx',
  docm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  pptx: 'pptx',
  pdf: 'pdf',
  eml: 'eml',
  html: 'html',
  htm: 'html',
};

/** Downloads the packages into a folder for temporary files, where the next run finds them. */
export function fetchDocuments(): { documents: readonly Document[]; missing: readonly string[] } {
  const documents: Document[] = [];
  const missing: string[] = [];
  for (const one of packages) {
    const folder = unpacked(one);
    if (folder === undefined) missing.push(one.name);
    else documents.push(...documentsIn(folder, one));
  }
  return { documents, missing };
}

/** Returns the folder with the files of a package; undefined if it cannot be downloaded. */
function unpacked({ registry, name }: DocumentPackage): string | undefined {
  const home = join(tmpdir(), 'portico-documents');
  const folder = join(home, name.replaceAll(/[^\w.-]/g, '_'));
  if (existsSync(folder)) return folder;
  const work = `${folder}.part`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'files'), { recursive: true });
  const run = (command: string, ...args: readonly string[]) =>
    spawnSync(command, args, { cwd: work, encoding: 'utf8' }).status === 0;
  const isDownloaded =
    registry === 'npm' ? run('npm', 'pack', name, '--silent') : run('apt-get', 'download', name);
  const archive = readdirSync(work).find((file) => /\.(?:tgz|deb)$/.test(file));
  if (!isDownloaded || archive === undefined) return undefined;
  const isUnpacked =
    registry === 'npm' ? run('tar', 'xzf', archive, '-C', 'files') : run('dpkg-deb', '-x', archive, 'files');
  if (!isUnpacked) return undefined;
  renameSync(join(work, 'files'), folder);
  rmSync(work, { recursive: true, force: true });
  return folder;
}

function documentsIn(folder: string, { name, emails }: DocumentPackage): Document[] {
  const counts = new Map<Format, number>();
  const found: Document[] = [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  for (const file of files) {
    const path = join(folder, file);
    const isPacked = file.endsWith('.gz');
    const plain = isPacked ? file.slice(0, -3) : file;
    const extension = /\.(\w+)$/.exec(plain)?.[1]?.toLowerCase() ?? '';
    const format = emails?.test(plain) === true ? 'eml' : extensions[extension];
    const count = format === undefined ? 0 : (counts.get(format) ?? 0);
    if (format === undefined || count >= MOST_PER_PACKAGE) continue;
    const { size } = statSync(path);
    if (size === 0 || size > LARGEST) continue;
    counts.set(format, count + 1);
    const bytes = readFileSync(path);
    found.push({ name: `${name}/${plain}`, format, bytes: isPacked ? gunzipSync(bytes) : bytes });
  }
  return found;
}
