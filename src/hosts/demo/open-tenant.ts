import { readFileSync, statSync } from 'node:fs';

import {
  MAX_FILE_BYTES,
  readTenantFile,
  type TenantFileResult,
} from '../../standins/tenant/file/read-tenant-file.ts';

/**
 * Returns a clock in milliseconds. Its first call returns exactly `start`, and time advances from there. If `start` is
 * undefined, the clock shows real time.
 */
export function clockFrom(start: number | undefined): () => number {
  if (start === undefined) return Date.now;
  let startedAt: number | undefined;
  return () => {
    startedAt ??= performance.now();
    return Math.floor(start + performance.now() - startedAt);
  };
}

/** Reads a tenant file from disk. Each problem names the file. Relative dates are relative to `at`. */
export function openTenantFile(path: string, at: number): TenantFileResult {
  const result = readFile(path);
  if (typeof result === 'string') return { ok: false, problems: [`${path} ${result}`] };
  const read = readTenantFile(result, () => new Date(at));
  return read.ok ? read : { ok: false, problems: read.problems.map((problem) => `${path}: ${problem}`) };
}

/** Returns the content, or the end of a sentence that explains why the file cannot be read. */
function readFile(path: string): Buffer | string {
  try {
    const { size } = statSync(path);
    if (size > MAX_FILE_BYTES) return `has ${size} bytes; the maximum is ${MAX_FILE_BYTES}.`;
    return readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'does not exist: correct the path after --tenant.';
    if (code === 'EISDIR') return 'is a folder: specify a file after --tenant.';
    return `cannot be read (${code ?? 'unknown reason'}).`;
  }
}
