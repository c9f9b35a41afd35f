import { describe, expect, it } from 'vitest';

import { decodeDeclared } from '../../../src/documents/encoding/declared-encoding.ts';
import { textOfFile } from '../../../src/documents/text-of-document.ts';
import { textOfHtml } from '../../../src/tools/output/html/text-of-html.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const russian = hex('cf f0 e8 e2 e5 f2 2c 20 ea e0 ea 20 e4 e5 eb e0');
const russianText = 'Привет, как дела';
/** „Größe“ in Windows-1252. */
const german = hex('84 47 72 f6 df 65 93');

describe('text with a declared encoding', () => {
  it.each([
    ['windows-1252', german, '„Größe“'],
    ['ISO-8859-1', german, '„Größe“'],
    ['windows-1251', russian, russianText],
    ['utf-8', Buffer.from('Größe 請求書'), 'Größe 請求書'],
    ['shift_jis', hex('8e 52 93 63 91 be 98 59'), '山田太郎'],
    ['iso-2022-jp', hex('1b 24 42 40 41 35 61 1b 28 42'), '請求'],
    ['windows-1252', Buffer.from('Only ASCII'), 'Only ASCII'],
    ['utf-16', Buffer.from('\ufeffПривет', 'utf16le').swap16(), 'Привет'],
    // Two characters in GBK whose bytes are also valid UTF-8.
    ['gbk', hex('c1 aa cd a8'), '联通'],
  ])('is decoded with the declared encoding if the bytes fit: %s', (declared, bytes, text) => {
    expect(decodeDeclared(bytes, declared)).toEqual({ text, remark: '' });
  });

  it.each([
    ['utf-8', russian, russianText, 'windows-1251'],
    ['us-ascii', Buffer.from('Größe 請求書'), 'Größe 請求書', 'utf-8'],
    ['windows-1252', Buffer.from('Größe 請求書'), 'Größe 請求書', 'utf-8'],
    ['iso-8859-1', Buffer.concat([russian, russian]), russianText.repeat(2), 'windows-1251'],
    ['gb2312', Buffer.from('姓名,城市\n張三,北京'), '姓名,城市\n張三,北京', 'utf-8'],
    ['utf-8', german, '„Größe“', 'windows-1252'],
    ['utf-8', hex('8e 52 93 63 91 be 98 59'), '山田太郎', 'shift_jis'],
    ['utf-8', hex('1b 24 42 40 41 35 61 1b 28 42'), '請求', 'iso-2022-jp'],
  ])('is decoded with another encoding if the bytes do not fit: %s', (declared, bytes, text, label) => {
    expect(decodeDeclared(bytes, declared)).toEqual({
      text,
      remark: `[The declared encoding, ${declared}, does not match the bytes. They were read as ${label}.]`,
    });
  });

  it('is decoded with the declared encoding even if one byte is damaged', () => {
    const bytes = Buffer.concat([Buffer.from('Änderung '.repeat(60)), hex('ff')]);
    expect(decodeDeclared(bytes, 'utf-8').remark).toBe('');
  });

  it.each([
    ['missing', undefined],
    ['unknown', 'x-unknown'],
  ])('gets a note about the guessed encoding if the declared encoding is %s', (_case, declared) => {
    expect(decodeDeclared(russian, declared)).toEqual({
      text: russianText,
      remark: '[No valid encoding is declared. The text was read as windows-1251.]',
    });
  });
});

describe('a web page that declares an encoding', () => {
  const textOf = async (bytes: Uint8Array) => {
    const job = { kind: 'html', bytes, from: 0, length: 10_000 } as const;
    return (await textOfFile(job, { textOfHtml })).text;
  };
  const page = (label: string, bytes: Uint8Array) =>
    Buffer.concat([Buffer.from(`<meta charset="${label}"><p>`), bytes]);

  it('is decoded according to its bytes, with a note, if the encoding is wrong', async () => {
    expect(await textOf(page('utf-8', german))).toBe(
      '[The declared encoding, utf-8, does not match the bytes. They were read as windows-1252.]\n„Größe“',
    );
  });

  it('gets no note if it declares UTF-16 in ASCII characters', async () => {
    expect(await textOf(page('utf-16', Buffer.from('Größe')))).toBe('Größe');
  });
});
