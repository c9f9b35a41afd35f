import { describe, expect, it } from 'vitest';

import { freshFor } from '../../../../src/oauth/clients/metadata-document/freshness.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const MINUTE = 60_000;

describe('a document', () => {
  it.each([
    [{}, 60],
    [{ expires: 'Sat, 21 Nov 2026 09:05:00 GMT' }, 5],
    [{ expires: 'never' }, 1],
    [{ 'cache-control': 'max-age=600', age: 'unknown' }, 10],
    [{ 'cache-control': 'max-age=600, no-cache' }, 1],
    [{ 'cache-control': 'max-age=600', expires: 'never' }, 10],
  ])('can be cached for the time that its headers allow: %o, %i min', (headers, minutes) => {
    expect(freshFor(headers, NOW)).toBe(minutes * MINUTE);
  });
});
