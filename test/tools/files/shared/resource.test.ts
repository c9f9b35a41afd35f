import { describe, expect, it } from 'vitest';

import { pageAt, uriOfPage } from '../../../../src/tools/files/shared/resource.ts';

const file = { kind: 'file', drive: 'me', item: '1' } as const;
const attachment = { kind: 'attachment', message: 'm', attachment: 'z', mailbox: undefined } as const;
const shared = { ...attachment, mailbox: 'team+news@contoso.example' };

describe("the URI of a file's or attachment's page", () => {
  it.each([
    ['portico://file/me/1', { resource: file, from: 0 }],
    ['portico://file/me/1?offset=1048576', { resource: file, from: 1_048_576 }],
    ['portico://file/me/1?offset=', { resource: file, from: 0 }],
    ['portico://attachment/m/z?mailbox=&offset=', { resource: attachment, from: 0 }],
    [
      'portico://attachment/m/z?mailbox=team%2Bnews%40contoso.example&offset=5',
      { resource: shared, from: 5 },
    ],
    ['portico://attachment/m/z?offset=5&mailbox=team+news@contoso.example', { resource: shared, from: 5 }],
  ])('is read: %s', (uri, page) => {
    expect(pageAt(uri)).toEqual(page);
  });

  it.each([
    'portico://file/me/1?mailbox=a@contoso.example',
    'portico://file/me/1?offset=-1',
    'portico://file/me/1?offset=1&offset=2',
    'portico://file/me/1?select=name',
    'portico://file/me/1#x',
    'portico://file/me',
  ])('is refused: %s', (uri) => {
    expect(pageAt(uri)).toBeUndefined();
  });

  it('is formatted and parsed without changing the page', () => {
    const page = { resource: shared, from: 7 };
    expect(pageAt(uriOfPage(page))).toEqual(page);
  });
});
