import { isRecord } from '../../../base/is-record.ts';
import type { DateValue } from './filter-tokens.ts';

/** Compares text case-insensitively and dates as instants. A missing value equals null. */
export function equal(left: unknown, right: unknown): boolean {
  const [a, b] = comparable(left, right);
  return a === b;
}

/** Returns a negative number, zero or a positive number, or NaN if the values cannot be ordered. */
export function compare(left: unknown, right: unknown): number {
  const [a, b] = comparable(left, right);
  if (a === null || b === null || typeof a !== typeof b) return Number.NaN;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Returns whether `value` contains `part`, case-insensitively. */
export function contains(value: unknown, part: unknown): boolean {
  if (typeof value !== 'string' || typeof part !== 'string') return false;
  return value.toLowerCase().includes(part.toLowerCase());
}

type Plain = string | number | boolean | null;

function comparable(left: unknown, right: unknown): readonly [Plain, Plain] {
  if (isDate(left) || isDate(right)) return [instantOf(left), instantOf(right)];
  return [plain(left), plain(right)];
}

function plain(value: unknown): Plain {
  if (typeof value === 'string') return value.toLowerCase();
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // An object counts as a non-null value: `folder ne null` must be true for folders.
  return typeof value === 'object' && value !== null ? true : null;
}

function isDate(value: unknown): value is DateValue {
  return isRecord(value) && 'instant' in value;
}

function instantOf(value: unknown): number | null {
  if (isDate(value)) return value.instant;
  return typeof value === 'string' ? Date.parse(value) : null;
}
