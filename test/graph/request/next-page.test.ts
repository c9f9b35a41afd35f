import { describe, expect, it } from 'vitest';

import { continuationOf, pageRequest } from '../../../src/graph/request/next-page.ts';
import type { GraphRequest } from '../../../src/graph/request/graph-request.ts';

const origin = 'https://graph.microsoft.com';
const first: GraphRequest = {
  method: 'GET',
  path: '/me/mailFolders/inbox/messages',
  query: { $select: 'id,subject', $filter: "receivedDateTime ge 2026-01-01 and from eq 'a+b'", $top: '5' },
  headers: { prefer: 'x' },
  repeat: 'safe',
};
const base = `${origin}/v1.0/me/mailFolders/inbox/messages`;
const own = "%24select=id%2csubject&$filter=receivedDateTime+ge+2026-01-01+and+from+eq+'a%2Bb'&$top=5";
const after = (link: unknown, name = '@odata.nextLink') => continuationOf({ [name]: link }, first, origin);

describe('a link to the next page', () => {
  it('is stored as the difference from the first request', () => {
    expect(after(`${base}?$select=id,subject&$top=5&$skip=5`)).toEqual({
      kind: 'page',
      next: { set: { $skip: '5' }, drop: ['$filter'] },
    });
  });

  it('is compared with our own options, however Graph encodes those options', () => {
    expect(after(`${base}?${own.replace("'a%2Bb'", "'a%2Bb'")}&$skip=5`)?.next.set).toMatchObject({
      $skip: '5',
    });
    expect(after(`${base}?%24select=id%2Csubject&%24top=5&$skip=5`)?.next).toEqual({
      set: { $skip: '5' },
      drop: ['$filter'],
    });
  });

  it('results in a request with exactly the query options of the link', () => {
    const request = pageRequest(first, after(`${base}?$skiptoken=A%2Bb+c%2F%3D&$top=7`)!.next);
    expect(request).toEqual({ ...first, query: { $skiptoken: 'A+b+c/=', $top: '7' } });
  });

  it('can contain another path, which is canonicalised', () => {
    const request = pageRequest(first, after(`${origin}/v1.0/me/drive/root/delta(token='a%20b')?x=1`)!.next);
    expect(request).toMatchObject({ path: "/me/drive/root/delta(token='a%20b')", query: { x: '1' } });
  });

  it('can be a delta link', () => {
    expect(after(`${base}/delta?$deltatoken=t`, '@odata.deltaLink')).toMatchObject({ kind: 'changes' });
  });

  it('stays in beta if the first request was to beta', () => {
    const beta = { ...first, version: 'beta' as const };
    const body = { '@odata.nextLink': `${origin}/beta/users?$skip=1` };
    expect(continuationOf(body, beta, origin)).toMatchObject({ next: { path: '/users' } });
    expect(continuationOf(body, first, origin)).toBeUndefined();
  });

  it.each([
    'https://evil.example/v1.0/me/messages?$skip=5',
    'https://graph.microsoft.com.evil.example/v1.0/me/messages',
    'https://user:secret@graph.microsoft.com/v1.0/me/messages',
    'http://graph.microsoft.com/v1.0/me/messages',
    'https://graph.microsoft.com:444/v1.0/me/messages',
    '//graph.microsoft.com/v1.0/me/messages',
    '/v1.0/me/messages?$skip=5',
    `${origin}/v1.0/me/..%2f..%2fusers`,
    `${origin}/v1.0/me/%2e%2e%5cusers`,
    `${origin}/v1.0//me/messages`,
    `${origin}/v1.1/me/messages`,
    `${origin}/me/messages`,
    `${base}?$skiptoken=${'x'.repeat(6_000)}`,
    'no link',
    '',
    7,
    null,
    undefined,
  ])('is not followed: %s', (link) => {
    expect(after(link)).toBeUndefined();
  });

  it.each([undefined, null, 'text', 7, []])('is not found in %j', (body) => {
    expect(continuationOf(body, first, origin)).toBeUndefined();
  });
});
