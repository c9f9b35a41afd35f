import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Document } from './fetch-documents.ts';

const SCRIPT = 'bench/documents/reference.py';

/** Debian packages that contain the independent readers. */
export const readerPackages = ['poppler-utils', 'pandoc', 'python3-openpyxl', 'python3-lxml'];

/**
 * Returns the texts of documents by independent readers, in the same order; undefined for one that its reader cannot
 * read.
 */
export function referencesOf(documents: readonly Document[]): (string | undefined)[] {
  const folder = mkdtempSync(join(tmpdir(), 'portico-reference-'));
  try {
    const files = documents.map(({ format, bytes }, at) => {
      const file = join(folder, `${at}.${format}`);
      writeFileSync(file, bytes);
      return file;
    });
    const run = (command: string, ...args: readonly string[]) =>
      spawnSync(command, args, { stdio: 'ignore', timeout: 600_000 });
    const forPython: string[] = [];
    for (const file of files) {
      if (file.endsWith('.docx'))
        run('pandoc', '-f', 'docx', '-t', 'plain', '--wrap=none', '-o', `${file}.txt`, file);
      else if (file.endsWith('.pdf')) run('pdftotext', '-enc', 'UTF-8', file, `${file}.txt`);
      else forPython.push(file);
    }
    // Debian's Python has the modules that Debian packages.
    run('/usr/bin/python3', SCRIPT, ...forPython);
    return files.map((file) => (existsSync(`${file}.txt`) ? readFileSync(`${file}.txt`, 'utf8') : undefined));
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
