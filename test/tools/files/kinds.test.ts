import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { docxOf, p, pptxOf, xlsxOf } from '../../documents/office/office-files.ts';
import type { DemoTenant } from '../../kit/demo-tenant.ts';
import { openReadingTenant, putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openReadingTenant();
});
afterAll(() => tenant.close());

async function read(name: string, content: Uint8Array, offset = 0): Promise<string> {
  putFile(tenant, 'ana.silva', `/Made/${name}`, content);
  return (await tenant.call('ana.silva', 'read_file_content', { item: `/Made/${name}`, offset })).text;
}

describe('a file with an unusual name', () => {
  const page = 'MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>Seen words</p>';
  const rows = '<row><c r="A1" t="inlineStr"><is><t>Seen words</t></is></c></row>';
  it.each([
    ['Template.dotm', docxOf(p('Seen words'))],
    ['Template.xltm', xlsxOf([{ name: 'One', rows }])],
    ['Template.potm', pptxOf([{ lines: ['Seen words'] }])],
    ['Show.ppsm', pptxOf([{ lines: ['Seen words'] }])],
    ['Page.mhtml', Buffer.from(page)],
    ['main.bicep', Buffer.from("param name string // 'Seen words'")],
    ['Dockerfile', Buffer.from('# Seen words\nFROM scratch')],
    ['notebook.ipynb', Buffer.from('{"cells":["Seen words"]}')],
    ['unknown.zzz', Buffer.from('Grüße: Seen words')],
    ['picture.svg', Buffer.from('<svg><text>Seen words</text></svg>')],
    ['sixteen.zzz', Buffer.from('\ufeffSeen words', 'utf16le')],
  ])('is read by its content: %s', async (name, content) => {
    expect(await read(name, content)).toContain('Seen words');
  });

  it.each([
    ['bytes.zzz', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 1, 2])],
    ['picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['latin.zzz', Buffer.from('Gr\u00fc\u00dfe', 'latin1')],
  ])('is refused if it is not text: %s', async (name, content) => {
    await expect(read(name, content)).rejects.toMatchObject({ code: 'no_text' });
  });

  it('is read with a note on each page saying that the encoding was guessed', async () => {
    const row = Buffer.concat([Buffer.from('cff0e8e2e5f2', 'hex'), Buffer.from('\r\n')]);
    const content = Buffer.concat(Array.from({ length: 4_000 }, () => row));
    const first = await read('russian.txt', content);
    expect(first).toContain('Portico guessed windows-1251.');
    const next = Number(/offset=(\d+)/.exec(first)?.[1]);
    const second = await read('russian.txt', content, next);
    for (const text of [first, second]) {
      expect(text).toContain('Привет');
      expect(text).toContain('Portico guessed windows-1251.');
    }
    expect(await read('german.txt', Buffer.from('Größe'))).not.toContain('guessed');
  });

  it('is read as UTF-16 on the second page', async () => {
    const text = Array.from({ length: 2_000 }, (_, line) => `Строка ${line}: привет`).join('\r\n');
    const content = Buffer.from(`\ufeff${text}`, 'utf16le');
    const first = await read('wide.txt', content);
    const next = Number(/offset=(\d+)/.exec(first)?.[1]);
    expect(await read('wide.txt', content, next)).toMatch(/Строка \d+: привет/);
  });
});
