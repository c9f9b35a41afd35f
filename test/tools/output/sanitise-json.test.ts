import { describe, expect, it } from 'vitest';

import { sanitiseJson } from '../../../src/tools/output/sanitise-json.ts';

describe('sanitiseJson', () => {
  it('removes noise, hidden text and pre-authenticated URLs', () => {
    expect(
      sanitiseJson({
        '@odata.context': 'x',
        'value@odata.navigationLink': 'x',
        '@microsoft.graph.downloadUrl': 'secret',
        '@odata.etag': 'kept',
        bodyPreview: 'unseen',
        link: 'https://contoso.example/x?tempauth=secret',
        empty: null,
        none: [],
        body: { contentType: 'html', content: '<p>seen<span style="display:none">unseen</span></p>' },
        list: [{ name: 'a\u200bb' }],
        size: 0,
        off: false,
      }),
    ).toEqual({
      '@odata.etag': 'kept',
      bodyPreview: '(not shown; select body)',
      link: '(pre-authenticated URL, not shown)',
      body: 'seen',
      list: [{ name: 'ab' }],
      size: 0,
      off: false,
    });
  });

  it('removes hidden text from HTML in properties that are not declared as HTML', () => {
    const html = '<p>seen<span style="display:none">unseen</span></p>';
    const settings = { internalReplyMessage: html, externalReplyMessage: html, status: 'alwaysEnabled' };
    const tips = { message: html, messageLanguage: { locale: 'en-GB' } };
    expect(sanitiseJson({ innerHtml: html, settings, tips, message: 'a < b' })).toEqual({
      innerHtml: 'seen',
      settings: { internalReplyMessage: 'seen', externalReplyMessage: 'seen', status: 'alwaysEnabled' },
      tips: { message: 'seen', messageLanguage: { locale: 'en-GB' } },
      message: 'a < b',
    });
  });

  it('stops at a maximum depth', () => {
    const deep = JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500)) as unknown;
    expect(JSON.stringify(sanitiseJson(deep))).toContain('nested too deeply to show');
  });

  it('states how to read the rest of a nested list', () => {
    const link = 'https://graph.microsoft.com/v1.0/teams/1/channels/2/messages/3/replies?$skiptoken=x';
    expect(sanitiseJson({ id: '3', replies: [1], 'replies@odata.nextLink': link })).toEqual({
      id: '3',
      replies: [1],
      'replies@more': 'There are more: read /teams/1/channels/2/messages/3/replies for the full list.',
    });
  });

  it.each([
    ['?$skip=20', '$skip=20'],
    ['?$select=id&$skip=5', '$skip=5'],
    ['?$filter=size%20gt%201&$skip=20&$orderby=name', '$skip=20&$filter=size%20gt%201&$orderby=name'],
  ])('points to the rest of a nested list with the link %s', (search, query) => {
    const link = `https://graph.microsoft.com/v1.0/drives/1/items/2/children${search}`;
    expect(sanitiseJson({ id: '2', children: [1], 'children@odata.nextLink': link })).toMatchObject({
      'children@more': `There are more: read /drives/1/items/2/children with query=${query} for the rest.`,
    });
  });

  it.each(['?$skip=20&$skiptoken=x', '?$skip=x', ''])(
    'points to the full list with the link %j',
    (search) => {
      const link = `https://graph.microsoft.com/v1.0/drives/1/items/2/children${search}`;
      expect(sanitiseJson({ id: '2', children: [1], 'children@odata.nextLink': link })).toMatchObject({
        'children@more': 'There are more: read /drives/1/items/2/children for the full list.',
      });
    },
  );

  it.each(['a  b', 'a\u00a0b', 'a\u00adb', 'a](b', ' a'])(
    'adds the exact name %j if cleaning changes it',
    (name) => {
      const shown = sanitiseJson({ id: '1', name }) as Record<string, string>;
      expect(decodeURIComponent(shown['name@encoded'] ?? '')).toBe(name);
    },
  );

  it('adds nothing to a name that is shown unchanged', () => {
    expect(sanitiseJson({ id: '1', name: 'a b (1).txt' })).toEqual({ id: '1', name: 'a b (1).txt' });
  });
});
