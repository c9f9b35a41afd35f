import { describe, expect, it } from 'vitest';

import { readUriQuery } from '../../../src/base/text/uri-query.ts';

describe("the query of a resource's URI", () => {
  it.each([
    ['', {}],
    ['mailbox=&offset=', {}],
    ['offset=5', { offset: '5' }],
    ['offset=5&mailbox=a@contoso.example', { mailbox: 'a@contoso.example', offset: '5' }],
    ['mailbox=a%2Bb%40contoso.example', { mailbox: 'a+b@contoso.example' }],
    ['mailbox=a+b@contoso.example&offset=', { mailbox: 'a+b@contoso.example' }],
  ])('is read: %j', (query, expected) => {
    expect(readUriQuery(query, ['mailbox', 'offset'])).toEqual(expected);
  });

  it.each(['select=body', 'offset=1&offset=2', 'mailbox=a&select=', 'mailbox=%zz'])(
    'is refused if a parameter is unknown, repeated or malformed: %s',
    (query) => {
      expect(readUriQuery(query, ['mailbox', 'offset'])).toBeUndefined();
    },
  );
});
