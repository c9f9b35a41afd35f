import { describe, expect, it } from 'vitest';

import { mediaType, parseRetryAfter } from '../../src/base/headers.ts';

describe('mediaType', () => {
  it.each([
    ['application/json', 'application/json'],
    ['Text/HTML; charset=utf-8', 'text/html'],
    [' text/plain ;x=y;z', 'text/plain'],
    ['', ''],
    [null, ''],
    [undefined, ''],
  ])('reads %j as %j', (header, type) => {
    expect(mediaType(header)).toBe(type);
  });
});

describe('parseRetryAfter', () => {
  it.each([
    ['5', 5],
    ['0', 1],
    ['1.2', 2],
    ['100000', 300],
  ])('reads %s as %d s', (header, seconds) => {
    expect(parseRetryAfter(header)).toEqual({ retryAfterSeconds: seconds });
  });

  it.each(['', 'soon', undefined, null, 5])('ignores %j', (header) => {
    expect(parseRetryAfter(header)).toEqual({});
  });
});
