import { describe, expect, it } from 'vitest';

import { isBatch, onlyReads, PATH_LIMIT, pathProblem } from '../../src/policy/path-rules.ts';

describe('pathProblem', () => {
  it.each([
    '/me',
    '/me/messages/AAMkAGI2TG93AAA=',
    '/users/adele.vance@contoso.example/messages',
    "/me/drive/root:/Plans/Q3%20'final'.docx:/content",
    '/me/drive/root:/50%25%20off.txt',
    '/sites/contoso.sharepoint.com:/sites/hr:/drive',
    '/me/drive/items/01ABC/workbook/worksheets/Sheet1/range(address=%27A1:B2%27)',
    '/me/photo/$value',
    '/me/drive/root:/a..b/.config/c.',
    '/groups/id/members/%C3%A4',
  ])('accepts %s', (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });

  it.each([
    '',
    'me',
    'https://graph.microsoft.com/v1.0/me',
    '//evil.example/me',
    '/\\evil.example/me',
    '/me//messages',
    '/me/messages/',
    '/me/../users',
    '/me/./messages',
    '/me/%2e%2e/users',
    '/me/%2E%2E/users',
    '/me/.%2e/users',
    '/me/%2e/messages',
    '/me/%252e%252e/users',
    '/me/x%2fy',
    '/me/x%2Fy',
    '/me/x%5cy',
    '/me/x%252fy',
    '/me/x%255Cy',
    '/me\\..\\users',
    '/me/messages?$top=1',
    '/me/messages#x',
    '/me/a b',
    '/me/\u0000',
    '/me/%00',
    '/me/%0d%0aHost:%20evil',
    '/me/%7f',
    '/me/%250a',
    '/me/ä',
    '/me/\u202e',
    '/me/%',
    '/me/%zz',
    '/me/%ff',
    `/me/${'x'.repeat(PATH_LIMIT)}`,
  ])('refuses %j', (path) => {
    expect(pathProblem(path)).toMatch(/^The path .+\.$/);
  });

  it('accepts a path of 250 segments and refuses a longer path', () => {
    expect(pathProblem('/a'.repeat(250))).toBeUndefined();
    expect(pathProblem('/a'.repeat(251))).toBe('The path has more than 250 segments.');
    expect(pathProblem('/%41'.repeat(251))).toBe('The path has more than 250 segments.');
  });

  it('gives a path without percent signs the same verdict when an encoded segment is appended', () => {
    const characters = ['/', '.', 'a', '~', '!', '?', '#', '\\', ' ', '\n', '\u007f', 'é'];
    let paths = ['/'];
    for (let length = 1; length <= 4; length += 1) {
      paths = paths.flatMap((path) => characters.map((character) => path + character));
      const differing = paths.filter(
        (path) => (pathProblem(path) === undefined) !== (pathProblem(`${path}/%41`) === undefined),
      );
      expect(differing).toEqual([]);
    }
  });
});

describe('onlyReads', () => {
  it.each([
    ['GET', '/me/messages'],
    ['POST', '/search/query'],
    ['POST', '/me/calendar/getSchedule'],
    ['POST', '/users/a@b.example/findMeetingTimes'],
    ['POST', '/directoryObjects/getByIds'],
    ['POST', '/me/getMemberGroups'],
    ['POST', '/me/drive/items/1/workbook/createSession'],
    ['POST', '/me/drive/root:/a/b.xlsx:/workbook/closeSession'],
    ['POST', '/drives/b!1/items/1/workbook/refreshSession'],
  ])('returns true for %s %s', (method, path) => {
    expect(onlyReads({ method, path })).toBe(true);
  });

  it.each([
    ['POST', '/me/sendMail'],
    ['POST', '/search/query/more'],
    ['POST', '/me/contacts/getByIds'],
    ['POST', '/me/drive/root:/search/query'],
    ['PATCH', '/search/query'],
    ['POST', '/me/drive/items/1/workbook/worksheets/add'],
    ['POST', '/me/drive/root:/workbook/createSession'],
    ['PATCH', '/me/drive/items/1/workbook/createSession'],
    ['DELETE', '/me/messages/1'],
    ['PUT', '/me/drive/root:/a.txt:/content'],
  ])('returns false for %s %s', (method, path) => {
    expect(onlyReads({ method, path })).toBe(false);
  });
});

it.each(['/$batch', '/%24batch', '/$BATCH', '/$batch/x', '/$batch()', '/$batch;x'])(
  'isBatch returns true for %s',
  (path) => {
    expect(isBatch(path)).toBe(true);
  },
);

it.each(['/me/$batch', '/me/$batches', '/$batches', '/batch'])('isBatch returns false for %s', (path) => {
  expect(isBatch(path)).toBe(false);
});
