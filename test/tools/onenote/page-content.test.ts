import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { pageHtml } from '../../../src/tools/onenote/shared/written-page.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;

/** Stores a page whose body is an outline with the given HTML, and returns the id of the page. */
function addPage(html: string, title = 'Minutes'): string {
  const pages = tenant.graph.tenant.table(`/users/${oidOf('ana.silva')}/onenote/pages`);
  const [page] = pages.all();
  const outline = `<div data-id="_default" style="position:absolute">${html}</div>`;
  const $html = `<html><head><title>${title}</title></head><body data-absolute-enabled="true">${outline}</body></html>`;
  pages.change(page!, { $html });
  return page!.id;
}

describe('a page with elements that OneNote closes as in XML', () => {
  it.each([
    ['a file', '<object data-attachment="a.pdf" type="application/pdf"></object>', '[file: a.pdf]'],
    [
      'a video',
      '<iframe data-original-src="https://video.example/watch?v=1&amp;t=2" src="https://video.example/1"></iframe>',
      '[video: https://video.example/watch?v=1&t=2]',
    ],
    ['an empty line', '<p style="margin-top:0pt"></p>', ''],
  ])('is read to the end after %s', async (_what, element, text) => {
    const page = addPage(`<p>Before</p>${element}<p>After</p>`);
    const shown = await call('read_note_page', { page });
    expect(shown.replaceAll(/\s+/g, ' ')).toContain(`Before ${text} After`.replaceAll(/\s+/g, ' '));
  });

  it('is read although its title is empty', async () => {
    expect(await call('read_note_page', { page: addPage('<p>Untitled text</p>', '') })).toContain(
      'Untitled text',
    );
  });

  it('is also shown to the end by graph_get', async () => {
    const page = addPage('<p>Before</p><object data-attachment="a.pdf"></object><p>After</p>');
    const shown = await call('graph_get', { path: `/me/onenote/pages/${page}/content` });
    expect(shown).toMatch(/Before\s+\[file: a\.pdf\]\s+After/);
  });

  it('gets new text at its end', async () => {
    const page = addPage('<p>Before</p><object data-attachment="a.pdf"></object><p>After</p>');
    await call('append_note_page', { page, body: 'The end.' });
    expect(await call('read_note_page', { page })).toMatch(/After\s+The end\./);
  });
});

describe('the HTML that is sent to OneNote', () => {
  const elementsIn = (html: string) => new Set([...html.matchAll(/<([a-z]\w*)/g)].map(([, name]) => name));
  const markdown = [
    '| who | tel |\n|---|---|\n| Ben | 41 |',
    'One\\\ntwo ~~three~~ **four** *five*',
    '# Six\n\n- seven\n\n1. eight',
  ].join('\n\n');

  it('has only elements that OneNote supports, and closes elements without content', async () => {
    const html = await pageHtml(markdown);
    const supported = 'b br del em h1 li ol p strong table td tr ul'.split(' ');
    expect(elementsIn(html)).toEqual(new Set(supported));
    expect(html).not.toContain('<br>');
  });

  it('has a border and bold headings for tables', async () => {
    const html = await pageHtml(markdown);
    expect(html).toMatch(/<table border="1"[^<>]*>\s*<tr>\s*<td[^<>]*><b>who<\/b><\/td>/);
  });

  it('is read back as it was written', async () => {
    await call('create_note_page', { section: 'Ideas', title: 'Form', body: markdown });
    expect(await call('read_note_page', { page: 'Form', section: 'Ideas' })).toContain(
      'who | tel\nBen | 41\n\nOne\ntwo ~~three~~ four five',
    );
  });
});
