import { describe, expect, it } from 'vitest';

import { searchRequest } from '../../../src/graph/request/search-clause.ts';

describe('searchRequest', () => {
  it.each([
    ['budget', '"budget"'],
    ['"budget"', '"budget"'],
    ['"budget" AND from:ben', String.raw`"\"budget\" AND from:ben"`],
    ['"budget" AND "release"', String.raw`"\"budget\" AND \"release\""`],
    ['"from:ben" AND "subject:first release"', String.raw`"from:ben AND subject:\"first release\""`],
    ['subject:"first release" from:ben', String.raw`"subject:\"first release\" from:ben"`],
    ['"subject:budget AND from:ben"', '"subject:budget AND from:ben"'],
    [String.raw`"\"budget\" AND from:ben"`, String.raw`"\"budget\" AND from:ben"`],
    [String.raw`subject:\"first release\"`, String.raw`"subject:\"first release\""`],
    ['“first release” OR “beta”', String.raw`"\"first release\" OR \"beta\""`],
    ['a 5" pipe', '"a 5  pipe"'],
    [String.raw`C:\Temp`, String.raw`"C:\\Temp"`],
    ['"re: hello" from:ben', String.raw`"\"re: hello\" from:ben"`],
  ])('puts one pair of quotes around %s in a message search', (search, expected) => {
    expect(searchRequest('/me/messages', search)).toEqual({
      path: '/me/messages',
      query: { $search: expected },
    });
  });

  it.each([
    ['displayName:Ben', '"displayName:Ben"'],
    ['"displayName:Ben"', '"displayName:Ben"'],
    ['"displayName:Ben" AND "mail:ben"', '"displayName:Ben" AND "mail:ben"'],
    ['displayName:Ben AND mail:ben', '"displayName:Ben" AND "mail:ben"'],
    ['displayName:"Ben Okafor" or mail:ben', '"displayName:Ben Okafor" OR "mail:ben"'],
    ['"displayName:Ben OR mail:ben"', '"displayName:Ben" OR "mail:ben"'],
    ['displayName:Ben Okafor mail:ben', '"displayName:Ben Okafor" AND "mail:ben"'],
    ['Ben Okafor', '"displayName:Ben Okafor" OR "mail:Ben Okafor"'],
    ['"Ben"', '"displayName:Ben" OR "mail:Ben"'],
    [
      '("displayName:Ben" OR "mail:ben") AND "department:Sales"',
      '("displayName:Ben" OR "mail:ben") AND "department:Sales"',
    ],
    ['"Ben" AND department:Sales', '("displayName:Ben" OR "mail:Ben") AND "department:Sales"'],
    ['displayName:Sales (EMEA)', '"displayName:Sales (EMEA)"'],
    ['description:research and development', '"description:research and development"'],
  ])('puts each clause of %s in quotes in a directory search', (search, expected) => {
    for (const path of ['/users', '/groups', '/me/transitiveMemberOf', '/groups/1/members']) {
      expect(searchRequest(path, search).query).toEqual({ $search: expected });
    }
  });

  it.each([
    '/applications',
    '/directory/administrativeUnits',
    '/directory/deletedItems/microsoft.graph.user',
  ])('searches only names in a collection of objects without an email address: %s', (path) => {
    expect(searchRequest(path, 'Portico').query).toEqual({ $search: '"displayName:Portico"' });
  });

  it.each(['/me/people', '/users/1/people'])(
    'puts all words in one pair of quotes in a search of %s',
    (path) => {
      expect(searchRequest(path, '"ben" "okafor"').query).toEqual({ $search: '"ben okafor"' });
    },
  );

  it('searches sites with the search parameter instead of $search', () => {
    expect(searchRequest('/sites', '"marketing"')).toEqual({
      path: '/sites',
      query: { search: 'marketing' },
    });
  });

  it.each([
    ['/me/drive', '/me/drive/root'],
    ['/me/drive/root', '/me/drive/root'],
    ['/me/drive/root/search', '/me/drive/root'],
    ['/drives/b!1/items/01A', '/drives/b!1/items/01A'],
    ['/drives/b!1', '/drives/b!1/root'],
    ['/sites/1/drive/root:/Plans:', '/sites/1/drive/root:/Plans:'],
  ])('searches the drive item %s with the search function', (path, item) => {
    expect(searchRequest(path, '"it\'s a/b"')).toEqual({
      path: `${item}/search(q='it%27%27s%20a%20b')`,
      query: {},
    });
  });

  it.each(['"', '" OR "', '\\', '((', 'AND', 'x'.repeat(2_000), '"'.repeat(2_000), '("'.repeat(1_000)])(
    'handles %j without an error',
    (search) => {
      for (const path of ['/me/messages', '/users', '/me/people', '/sites']) {
        expect(Object.values(searchRequest(path, search).query)).toHaveLength(1);
      }
    },
  );
});
