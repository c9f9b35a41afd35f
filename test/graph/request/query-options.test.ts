import { describe, expect, it } from 'vitest';

import { parseQuery } from '../../../src/graph/request/query-options.ts';

describe('a plus sign in a query option', () => {
  it.each([
    ["mail eq 'ana+news@contoso.example'", "mail eq 'ana+news@contoso.example'"],
    ["mail%20eq%20'ana+news@contoso.example'", "mail eq 'ana+news@contoso.example'"],
    ["mail+eq+'ana+news@contoso.example'", "mail eq 'ana+news@contoso.example'"],
    ["displayName eq 'C++' or mail eq 'x'", "displayName eq 'C++' or mail eq 'x'"],
    ["startswith(mobilePhone,'+351')", "startswith(mobilePhone,'+351')"],
    ['start+ge+2026-11-23T00:00:00+01:00', 'start ge 2026-11-23T00:00:00+01:00'],
    ["start+ge+'2026-11-23T00:00+01:00'", "start ge '2026-11-23T00:00+01:00'"],
  ])('is kept if it does not stand for a space: %s', (written, filter) => {
    expect(parseQuery(`?$select=id&$filter=${written}`)).toEqual({ $select: 'id', $filter: filter });
  });

  it.each([
    ["displayName+eq+'Ana+Silva'+or+mail+eq+'x'", "displayName eq 'Ana Silva' or mail eq 'x'"],
    ["displayName+eq+'C%2B%2B'", "displayName eq 'C++'"],
    ["displayName+eq+'it''s+me'", "displayName eq 'it''s me'"],
  ])('is read as a space in other places: %s', (written, filter) => {
    expect(parseQuery(`$filter=${written}`)).toEqual({ $filter: filter });
  });
});
