import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { readTenantFile } from '../../../src/standins/tenant/file/read-tenant-file.ts';
import type { TenantSource } from '../../../src/standins/tenant/tenant.ts';

/** The tenant file of a company other than the demo company. */
export const tailspinPath = fileURLToPath(new URL('tailspin.json', import.meta.url));

/** A Saturday morning, so that the next working week is in the future. */
export const tailspinTime = new Date('2026-11-21T10:00:00Z');

/** Reads a tenant file from a value, or from text. Throws if it has problems. */
export function sourceOf(content: unknown): TenantSource {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const read = readTenantFile(Buffer.from(text), () => tailspinTime);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.source;
}

export function tailspin(): TenantSource {
  return sourceOf(readFileSync(tailspinPath, 'utf8'));
}
