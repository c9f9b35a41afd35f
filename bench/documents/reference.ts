import { execFile, spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';

import type { Document } from './fetch-documents.ts';
import { documentsHome } from './unpack-package.ts';

const SCRIPT = 'bench/documents/reference.py';
const LONGEST_MS = 60_000;

/** Debian packages that contain the independent readers. */
export const readerPackages = ['poppler-utils', 'pandoc', 'python3-openpyxl', 'python3-lxml'];

/**
 * Reads one document at a time with an independent reader. Returns undefined if that reader cannot read the document.
 */
export type References = {
  readonly read: (document: Document) => Promise<string | undefined>;
  readonly close: () => void;
};

/**
 * Opens the independent readers. Their results are cached next to the packages, because most of these readers take
 * longer than ours.
 */
export function openReferences(): References {
  const folder = join(documentsHome, 'references', version());
  mkdirSync(folder, { recursive: true });
  const python = openPython();
  const run = promisify(execFile);
  const readFile = async (file: string): Promise<unknown> => {
    const options = { timeout: LONGEST_MS };
    if (file.endsWith('.docx'))
      return run('pandoc', ['-f', 'docx', '-t', 'plain', '--wrap=none', '-o', `${file}.txt`, file], options);
    if (file.endsWith('.pdf')) return run('pdftotext', ['-enc', 'UTF-8', file, `${file}.txt`], options);
    return python.read(file);
  };
  const read = async ({ format, bytes }: Document) => {
    const file = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.${format}`);
    if (!existsSync(`${file}.txt`) && !existsSync(`${file}.unreadable`)) {
      writeFileSync(file, bytes);
      await readFile(file).catch(() => rmSync(`${file}.txt`, { force: true }));
      rmSync(file);
      if (!existsSync(`${file}.txt`)) writeFileSync(`${file}.unreadable`, '');
    }
    return existsSync(`${file}.txt`) ? readFileSync(`${file}.txt`, 'utf8') : undefined;
  };
  return { read, close: python.close };
}

/** One process for all documents, because importing the modules takes longer than reading most documents. */
function openPython() {
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  let finish = () => {};
  const start = () => {
    // Only Debian's own Python finds modules that were installed from Debian packages.
    const started = spawn('/usr/bin/python3', [SCRIPT], { stdio: ['pipe', 'pipe', 'ignore'] });
    started.stdout.on('data', () => finish());
    started.stdin.on('error', () => finish());
    started.on('exit', () => {
      child = undefined;
      finish();
    });
    return started;
  };
  const read = (file: string) =>
    new Promise<void>((resolve) => {
      finish = resolve;
      child ??= start();
      child.stdin.write(`${file}\n`);
    });
  return { read, close: () => child?.stdin.end() };
}

/** Returns a version that changes with the script, so that texts from an older script are not used. */
function version(): string {
  return createHash('sha256').update(readFileSync(SCRIPT)).digest('hex').slice(0, 12);
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
