import { describe, expect, it } from 'vitest';

import { graphUrl, operationName } from '../../../src/graph/request/graph-url.ts';
import { asAdvancedQuery, withConsistency } from '../../../src/graph/request/consistency.ts';
import { equal, literal, query, searchPhrase } from '../../../src/graph/request/odata.ts';
import { immutableIds, prefer, timeZone } from '../../../src/graph/request/prefer.ts';
import type { GraphRequest } from '../../../src/graph/request/graph-request.ts';

const get = (path: string, options: Record<string, string> = {}): GraphRequest => ({
  method: 'GET',
  path,
  query: options,
  repeat: 'safe',
});

describe('query', () => {
  it('joins the given options and leaves out undefined options', () => {
    expect(
      query({ select: ['id', 'subject'], filter: ['a ge 1', false, undefined, equal('b', true)], top: 5 }),
    ).toEqual({ $select: 'id,subject', $filter: 'a ge 1 and b eq true', $top: '5' });
    expect(query({ filter: [false] })).toEqual({});
  });

  it('leaves out annotations, because Graph adds them anyway', () => {
    expect(query({ select: ['id', '@odata.type', 'subject'] })).toEqual({ $select: 'id,subject' });
  });

  it('keeps a value inside its quotes', () => {
    expect(literal("o'brien' or 1 eq 1")).toBe("'o''brien'' or 1 eq 1'");
    expect(equal('mail', "x'y")).toBe("mail eq 'x''y'");
    expect(searchPhrase('a "b" \\')).toBe('"a \\"b\\" \\\\"');
  });
});

describe('prefer', () => {
  it('joins several preferences into one header', () => {
    expect(prefer(immutableIds, undefined, timeZone('Europe/Lisbon'))).toEqual({
      prefer: 'IdType="ImmutableId", outlook.timezone="Europe/Lisbon"',
    });
  });

  it.each(['UTC", IdType="x', 'a\r\nb', ''])('refuses %j as a time zone name', (name) => {
    expect(() => timeZone(name)).toThrow(expect.objectContaining({ code: 'bad_argument' }));
  });
});

describe('withConsistency', () => {
  it.each([
    ['/users', { $search: '"displayName:ana"' }],
    ['/users', { $filter: "department ne 'Sales'" }],
    ['/groups', { $filter: "endsWith(mail,'x')" }],
    ['/users', { $filter: "not(startsWith(mail,'x'))" }],
    ['/users', { $filter: "startsWith(mail,'x')", $orderby: 'displayName' }],
    ['/groups/1/members/microsoft.graph.user', { $count: 'true' }],
    ['/me/memberOf', { $search: '"x"' }],
    ['/me/transitiveMemberOf/microsoft.graph.group', {}],
    ['/me', { $expand: 'manager($levels=max;$select=id)' }],
    ['/users/1', { $expand: 'manager($levels=3)' }],
    ['/users', { $expand: 'manager($levels=max)' }],
    ['/Users', { $search: '"displayName:ana"' }],
    ["/users('ana.silva%40contoso.example')/memberOf", { $filter: "displayName ne 'x'" }],
    ["/servicePrincipals(appId='1')/appRoleAssignedTo", { $count: 'true' }],
    ["/users('1')", { $expand: 'manager($levels=max)' }],
    ['/directory/administrativeUnits', { $search: '"displayName:Sales"' }],
    ['/directory/administrativeUnits/1/members', { $filter: "endsWith(mail,'x')" }],
    ['/directory/deletedItems/microsoft.graph.user', { $orderby: 'deletedDateTime', $count: 'true' }],
  ])('requests eventual consistency for %s %j', (path, options) => {
    const request = withConsistency(get(path, options));
    expect(request.headers).toEqual({ consistencylevel: 'eventual' });
    expect(request.query).toMatchObject({ $count: 'true' });
  });

  it('does not add $count to a request for a count', () => {
    expect(withConsistency(get('/users/$count'))).toMatchObject({
      headers: { consistencylevel: 'eventual' },
      query: {},
    });
  });

  it.each([
    ['/users', { $filter: "displayName eq 'a ne b'" }],
    ['/users/1', {}],
    ['/me/messages', { $search: '"budget"' }],
    ['/me/contacts', { $count: 'true' }],
    ['/users/1/messages/$count', {}],
    ['/directory/deletedItems/microsoft.graph.user', {}],
    ['/directory/deletedItems/microsoft.graph.group', { $filter: "displayName eq 'x'" }],
    ["/users('1')", {}],
    ["/drives/1/root/search(q='memberOf')", { $count: 'true' }],
  ])('does not change %s %j', (path, options) => {
    const request = get(path, options);
    expect(withConsistency(request)).toBe(request);
  });
});

describe('asAdvancedQuery', () => {
  const refusal = (code: string, status = 400) => ({
    kind: 'reply' as const,
    status,
    headers: {},
    body: Buffer.from(JSON.stringify({ error: { code, message: 'x' } })),
  });
  const filter = { $filter: "employeeType eq 'Contractor'" };

  it('adds eventual consistency to a query that Graph does not support otherwise', () => {
    const unsupported = refusal('Request_UnsupportedQuery');
    expect(asAdvancedQuery(get('/users', filter), unsupported)).toMatchObject({
      headers: { consistencylevel: 'eventual' },
      query: { ...filter, $count: 'true' },
    });
    expect(asAdvancedQuery(get('/users/$count', filter), unsupported)?.query).toEqual(filter);
  });

  it.each([
    ['another error', get('/users', filter), refusal('Request_BadRequest')],
    ['another status', get('/users', filter), refusal('Request_UnsupportedQuery', 500)],
    ['a path outside the directory', get('/me/messages', filter), refusal('Request_UnsupportedQuery')],
    [
      'a query that is already an advanced one',
      withConsistency(get('/users', { $search: '"displayName:x"' })),
      refusal('Request_UnsupportedQuery'),
    ],
    ['a lost response', get('/users', filter), { kind: 'lost' as const }],
  ])('does not change a query after %s', (_what, request, outcome) => {
    expect(asAdvancedQuery(request, outcome)).toBeUndefined();
  });
});

describe('graphUrl', () => {
  const origin = 'https://graph.microsoft.com';

  it('encodes spaces as %20 and does not encode the $ of option names', () => {
    expect(graphUrl(origin, get('/me', { $filter: "a eq 'x + y'", $count: 'true' })).href).toBe(
      `${origin}/v1.0/me?$filter=a%20eq%20'x%20%2B%20y'&$count=true`.replaceAll("'", '%27'),
    );
    expect(graphUrl(origin, { ...get('/me'), version: 'beta' }).pathname).toBe('/beta/me');
  });

  it.each([
    '/me/../users',
    '/me/%2e%2e/users',
    '@evil.example',
    '.evil.example/',
    '/a b',
    '/me#x',
    'me',
    '/a\\b',
  ])('refuses %s, which the URL parser would change', (path) => {
    expect(() => graphUrl(origin, get(path))).toThrow(expect.objectContaining({ code: 'bad_argument' }));
  });
});

describe('operationName', () => {
  it.each([
    ['/me/messages/AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A', 'GET /me/messages/{id}'],
    ['/users/ana%40contoso.example/mailFolders/inbox/messages', 'GET /users/{id}/mailFolders/inbox/messages'],
    ['/me/drive/root:/Salaries/2026:/children', 'GET /me/drive/root:{path}:/children'],
    ["/me/drive/root/search(q='secret')", 'GET /me/drive/root/search()'],
    ['/users/anna.secret.person/messages', 'GET /users/{id}/messages'],
    ['/users/annasecret/mailFolders/Layoffs/messages', 'GET /users/{id}/mailFolders/{id}/messages'],
    ['/sites/contoso.sharepoint.com:/sites/Merger:/lists', 'GET /sites/{id}/sites/{id}/lists'],
    ['/groups/4711/calendarView', 'GET /groups/{id}/calendarView'],
  ])('returns a name without ids for %s', (path, name) => {
    expect(operationName(get(path))).toBe(name);
  });
});
