import { describe, expect, it } from 'vitest';

import { itemAt } from '../../../src/mcp/resources/item-resource.ts';
import { getMessage } from '../../../src/tools/mail/get-message.ts';
import { configWith, legacy, openEndpoint } from '../../kit/mcp-endpoint.ts';

describe('the URI of an email or event', () => {
  it.each([
    ['portico://mail/AAMk%3D', { kind: 'mail', id: 'AAMk=', mailbox: undefined, offset: 0 }],
    ['portico://event/a?offset=12', { kind: 'event', id: 'a', mailbox: undefined, offset: 12 }],
    [
      'portico://mail/a?mailbox=team%40contoso.example&offset=7',
      { kind: 'mail', id: 'a', mailbox: 'team@contoso.example', offset: 7 },
    ],
    ['portico://mail/a?mailbox=&offset=', { kind: 'mail', id: 'a', mailbox: undefined, offset: 0 }],
    [
      'portico://mail/a?mailbox=team+news@contoso.example',
      { kind: 'mail', id: 'a', mailbox: 'team+news@contoso.example', offset: 0 },
    ],
  ])('is accepted if it is valid: %s', (uri, address) => {
    expect(itemAt(uri)).toEqual(address);
  });

  it.each([
    'portico://mail/',
    'portico://mail/a/b',
    'portico://mail/%zz',
    'portico://mail/a?offset=-1',
    'portico://mail/a?offset=1e3',
    'portico://mail/a?select=body',
    'portico://mail/a#b',
    'portico://tasks/a',
    `portico://mail/${'a'.repeat(2_000)}`,
    'https://mail/a',
  ])('is refused if it is invalid: %s', (uri) => {
    expect(itemAt(uri)).toBeUndefined();
  });
});

describe('reading an email', () => {
  it('returns the URI of the next page if the text continues', async () => {
    const text = 'More text follows: call again with offset=900.\n<untrusted x>';
    const long = { ...getMessage, run: async () => ({ text }) };
    const endpoint = openEndpoint({ tools: [long] });
    const uri = 'portico://mail/a%3D?mailbox=team@contoso.example';
    expect(await (await endpoint.handle(legacy('resources/read', { uri }))).json()).toMatchObject({
      result: {
        contents: [
          {
            uri,
            text: '<untrusted x>',
            _meta: { 'portico/next': 'portico://mail/a%3D?mailbox=team%40contoso.example&offset=900' },
          },
        ],
      },
    });
  });
});

describe('resources/read of an email', () => {
  const read = (uri: string) => legacy('resources/read', { uri });

  it('is recorded as a call to the tool that reads the email', async () => {
    const endpoint = openEndpoint({ tools: [getMessage] });
    await endpoint.handle(read('portico://mail/AAMkAG'));
    expect(endpoint.audits).toMatchObject([{ phase: 'outcome', action: { tool: 'get_message' } }]);
  });

  it('reports that the resource does not exist if the caller is not allowed to use the tool', async () => {
    const endpoint = openEndpoint({ tools: [getMessage], config: configWith({ toolsets: ['calendar'] }) });
    const answer = await (await endpoint.handle(read('portico://mail/AAMkAG'))).json();
    expect(answer).toMatchObject({
      error: { code: -32_602, message: expect.stringContaining('does not exist') },
    });
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.audits).toMatchObject([{ phase: 'refused' }]);
  });

  it('is refused with a reason if the mailbox address is wrong', async () => {
    const endpoint = openEndpoint({ tools: [getMessage] });
    const answer = await (await endpoint.handle(read('portico://mail/AAMkAG?mailbox=nobody'))).json();
    expect(answer).toMatchObject({
      error: { message: expect.stringContaining('mailbox: must be an email address') },
    });
  });
});
