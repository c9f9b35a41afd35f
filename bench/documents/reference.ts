import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Document, Format } from './fetch-documents.ts';

const SCRIPT = 'bench/documents/reference.py';

/** The independent reader of each format. Debian's Python has the modules that Debian packages. */
const readers: Readonly<Record<Format, (file: string) => readonly [string, ...string[]]>> = {
  docx: (file) => ['pandoc', '-f', 'docx', '-t', 'plain', '--wrap=none', file],
  pdf: (file) => ['pdftotext', '-enc', 'UTF-8', file, '-'],
  xlsx: (file) => ['/usr/bin/python3', SCRIPT, 'xlsx', file],
  pptx: (file) => ['/usr/bin/python3', SCRIPT, 'pptx', file],
  eml: (file) => ['/usr/bin/python3', SCRIPT, 'eml', file],
  html: (file) => ['/usr/bin/python3', SCRIPT, 'html', file],
};

/** Debian packages that contain the independent readers. */
export const readerPackages = ['poppler-utils', 'pandoc', 'python3-openpyxl', 'python3-lxml'];

/** Returns the text of a document by an independent reader; undefined if that cannot read it. */
export function referenceOf({ format, bytes }: Document): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'portico-reference-'));
  try {
    const file = join(folder, `document.${format}`);
    writeFileSync(file, bytes);
    const [command, ...args] = readers[format](file);
    const run = spawnSync(command, args, {
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 64 * 1_048_576,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return run.status === 0 ? run.stdout : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the readers that are not installed. */
export function missingReaders(): string[] {
  const probes: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
    ['pandoc', 'pandoc', '--version'],
    ['poppler-utils', 'pdftotext', '-v'],
    ['python3-openpyxl', '/usr/bin/python3', '-c', 'import openpyxl'],
    ['python3-lxml', '/usr/bin/python3', '-c', 'import lxml.html'],
  ];
  return probes.filter(([, command, ...args]) => spawnSync(command, args).status !== 0).map(([name]) => name);
}
