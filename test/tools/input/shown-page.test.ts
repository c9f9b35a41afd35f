import { describe, expect, it } from 'vitest';

import { shownOn } from '../../../src/tools/input/links/shown-page.ts';

const host = 'https://contoso.sharepoint.example';

describe('shownOn', () => {
  it.each([
    ['/sites/a/Docs/Forms/AllItems.aspx?id=%2Fsites%2Fa%2FDocs%2F100%25%20%23', '/sites/a/Docs/100%25%20%23'],
    ['/sites/a/Docs/Forms/AllItems.aspx', '/sites/a/Docs'],
    ['/personal/ana/_layouts/15/onedrive.aspx', '/personal/ana/Documents'],
    ['/my?id=%2Fpersonal%2Fana%2FDocuments&ga=1', '/personal/ana/Documents'],
    ['/_layouts/15/Doc.aspx?sourcedoc=%7B1%7D', '/_layouts/15/Doc.aspx?sourcedoc=%7B1%7D'],
    ['/sites/a/Docs/Forms/DispForm.aspx?ID=5', '/sites/a/Docs/Forms/DispForm.aspx?ID=5'],
    ['/sites/a/Docs/Plan.docx?id=%2Fx', '/sites/a/Docs/Plan.docx?id=%2Fx'],
    ['/my?id=%2F%2Fevil.example%2Fx', '/my?id=%2F%2Fevil.example%2Fx'],
  ])('returns the address of the item that the page shows, on the same host: %s', (given, shown) => {
    expect(shownOn(new URL(given, host)).href).toBe(`${host}${shown}`);
  });
});
