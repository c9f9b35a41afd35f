import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { packages, type DocumentPackage } from './packages.ts';
import { unpackPackage } from './unpack-package.ts';

export const formats = ['docx', 'xlsx', 'pptx', 'pdf', 'eml', 'html'] as const;
export type Format = (typeof formats)[number];

/** A document to read. `name` starts with the package's name. */
export type Document = { readonly name: string; readonly format: Format; readonly bytes: Buffer };

/** Maximum number of documents per package and format, so that no package dominates. */
const MOST_PER_PACKAGE = 200;
const LARGEST = 20 * 1_048_576;

const extensions: Readonly<Record<string, Format>> = {
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xltx: 'xlsx',
  pptx: 'pptx',
  pptm: 'pptx',
  ppsx: 'pptx',
  potx: 'pptx',
  pdf: 'pdf',
  eml: 'eml',
  mbox: 'eml',
  html: 'html',
  htm: 'html',
};

/** Downloads the packages into a temporary folder, where the next run can find them. */
export function fetchDocuments(): { documents: readonly Document[]; missing: readonly string[] } {
  const documents: Document[] = [];
  const missing: string[] = [];
  for (const one of packages) {
    const folder = unpackPackage(one);
    if (folder === undefined) missing.push(one.name);
    else documents.push(...documentsIn(folder, one));
  }
  return { documents, missing };
}

function documentsIn(folder: string, { name, emails, broken }: DocumentPackage): Document[] {
  const found: Document[] = [];
  for (const [format, files] of filesByFormat(folder, emails)) {
    const good = files.filter((file) => broken?.test(file) !== true);
    for (const file of evenly(good, MOST_PER_PACKAGE)) {
      const bytes = readFileSync(join(folder, file));
      const content = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
      found.push({
        name: `${name}/${withoutGz(file)}`,
        format,
        bytes: file.endsWith('.mbox') ? withoutFromLine(content) : content,
      });
    }
  }
  return found;
}

function filesByFormat(folder: string, emails: RegExp | undefined): Map<Format, string[]> {
  const files = new Map<Format, string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const plain = withoutGz(file);
    const extension = /\.(\w+)$/.exec(plain)?.[1]?.toLowerCase() ?? '';
    const format = emails?.test(plain) === true ? 'eml' : extensions[extension];
    if (format === undefined) continue;
    const { size } = statSync(join(folder, file));
    if (size > 0 && size <= LARGEST) files.set(format, [...(files.get(format) ?? []), file]);
  }
  return files;
}

/** Returns at most `most` of the values, spread evenly over all of them. */
function evenly(values: readonly string[], most: number): string[] {
  const share = Math.min(1, most / values.length);
  return values.filter((_, at) => Math.floor((at + 1) * share) > Math.floor(at * share));
}

/** Removes the first line of a file in the mbox format, because that line is not an email header. */
function withoutFromLine(bytes: Buffer): Buffer {
  return bytes.subarray(0, 5).toString('latin1') === 'From ' ? bytes.subarray(bytes.indexOf(10) + 1) : bytes;
}

function withoutGz(file: string): string {
  return file.endsWith('.gz') ? file.slice(0, -3) : file;
}
