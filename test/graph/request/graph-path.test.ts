import { describe, expect, it } from 'vitest';

import { canonicalPath, drivePath, path } from '../../../src/graph/request/graph-path.ts';

describe('path', () => {
  it.each([
    ['AAMk_-=', '/me/messages/AAMk_-%3D'],
    ["o'brien@contoso.example", '/me/messages/o%27brien%40contoso.example'],
    ['a?b#c', '/me/messages/a%3Fb%23c'],
    ['Grüße 1', '/me/messages/Gr%C3%BC%C3%9Fe%201'],
  ])('keeps %s in one segment', (id, expected) => {
    expect(path`/me/messages/${id}`).toBe(expected);
  });

  it('doubles a quote in an OData string, so that the value cannot end the string', () => {
    const words = "it's";
    expect(path`/me/drive/root/search(q='${words}')`).toBe("/me/drive/root/search(q='it%27%27s')");
  });

  it.each(['', '.', '..', 'a/b', '..\\x', 'a%2fb', '%2E%2e', 'a\u0000', '\ud800', 'x'.repeat(1_025)])(
    'refuses %j, which could escape from its segment',
    (id) => {
      expect(() => path`/me/messages/${id}`).toThrow(expect.objectContaining({ code: 'bad_argument' }));
      expect(() => path`/me/drive/root/search(q='${id}')`).toThrow();
    },
  );
});

describe('drivePath', () => {
  it.each([
    ['/', 'root'],
    ['', 'root'],
    ['/Plans', 'root:/Plans:'],
    ['Plans/Q3 100%/', 'root:/Plans/Q3%20100%25:'],
    ['/a:b/#1', 'root:/a%3Ab/%231:'],
  ])('addresses %j as %s', (folder, expected) => {
    expect(drivePath(folder)).toBe(expected);
  });

  it.each(['/a/../b', '..', '/a/./b', '/a\\..\\b', '/a/%2e%2e/b'])('refuses %s', (folder) => {
    expect(() => drivePath(folder)).toThrow(expect.objectContaining({ code: 'bad_argument' }));
  });
});

describe('canonicalPath', () => {
  it.each([
    ['/me/messages', '/me/messages'],
    ['/me/messages/', '/me/messages'],
    ['/users/ana@contoso.example/photo/$value', '/users/ana@contoso.example/photo/$value'],
    ['/me/drive/root:/Q3 plan:/children', '/me/drive/root:/Q3%20plan:/children'],
    ['/me/drive/root:/Q3%20plan:/children', '/me/drive/root:/Q3%20plan:/children'],
    ["/x/range(address='A1:B2')", "/x/range(address='A1:B2')"],
    ['/sites/contoso.example,1,2', '/sites/contoso.example,1,2'],
  ])('converts %s to its canonical form', (given, expected) => {
    expect(canonicalPath(given)).toBe(expected);
  });

  it.each([
    'me',
    '',
    '/',
    '//evil.example/me',
    'https://evil.example/v1.0/me',
    '/me?$select=id',
    '/me#x',
    '/me/../users',
    '/me/%2e%2e/users',
    '/me/%252e%252e/users',
    '/me/a%2fb',
    '/me/a\\b',
    '/me//messages',
    '/me/%zz',
    '/me/%0a',
  ])('refuses %s', (given) => {
    expect(() => canonicalPath(given)).toThrow(expect.objectContaining({ code: 'bad_argument' }));
  });
});
