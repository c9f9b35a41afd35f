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
    ['/a;b/#1', 'root:/a%3Bb/%231:'],
  ])('addresses %j as %s', (folder, expected) => {
    expect(drivePath(folder)).toBe(expected);
  });

  it.each([
    '/a/../b',
    '..',
    '/a/./b',
    '/a\\..\\b',
    '/a/%2e%2e/b',
    '/Meeting 10:30.md',
    '/a.txt:/permissions',
    'C:/a',
  ])('refuses %s', (folder) => {
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
    ['/users/maria_fabrikam.com#EXT#@contoso.example', '/users/maria_fabrikam.com%23EXT%23@contoso.example'],
    [
      '/users/maria_fabrikam.com%23EXT%23@contoso.example',
      '/users/maria_fabrikam.com%23EXT%23@contoso.example',
    ],
    ['/me/drive/root:/Budget #3.xlsx', '/me/drive/root:/Budget%20%233.xlsx'],
    ['/me/drive/root:/100% done/b.txt', '/me/drive/root:/100%25%20done/b.txt'],
    ['/me/drive/root:/50%', '/me/drive/root:/50%25'],
    ['/me/drive/root:/50%25/e.txt', '/me/drive/root:/50%25/e.txt'],
    ['/me/drive/root:/%zz', '/me/drive/root:/%25zz'],
    ['/me/drive/root:/1%/a%20b.txt', '/me/drive/root:/1%25/a%20b.txt'],
    ['/me/drive/root:/Größe 名.txt', '/me/drive/root:/Gr%C3%B6%C3%9Fe%20%E5%90%8D.txt'],
    ['/me/drive/root:/A+B & C.txt', '/me/drive/root:/A+B%20&%20C.txt'],
    ['/me/drive/root:/C# notes/x', '/me/drive/root:/C%23%20notes/x'],
    ["/me/drive/root/search(q='it's')", "/me/drive/root/search(q='it''s')"],
    ["/me/drive/root/search(q='it''s')", "/me/drive/root/search(q='it''s')"],
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
    '/me/../users',
    '/me/%2e%2e/users',
    '/me/%252e%252e/users',
    '/me/a%2fb',
    '/me/a\\b',
    '/me//messages',
    '/me/50% of%20it',
    '/me/%ff%2e%2e',
    '/me/%0a',
  ])('refuses %s', (given) => {
    expect(() => canonicalPath(given)).toThrow(expect.objectContaining({ code: 'bad_argument' }));
  });

  it('says how to write an ambiguous percent sign', () => {
    expect(() => canonicalPath('/me/50% of%20it')).toThrow('write a literal % as %25');
  });
});
