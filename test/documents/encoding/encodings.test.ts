import { describe, expect, it } from 'vitest';

import { decodeText, encodingOf } from '../../../src/documents/encoding/decode-text.ts';
import { needsHead, plainPage } from '../../../src/documents/plain-text.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');

describe('text without a declared encoding', () => {
  it.each([
    ['windows-1252', '96 80 20 35 3b 93 5a 65 69 74 72 e4 75 6d 65 94', '–€ 5;“Zeiträume”'],
    ['windows-1252', 'e9', 'é'],
    ['windows-1252', '53 74 72 61 df 65', 'Straße'],
    [
      'windows-1250',
      '5a 61 bf f3 b3 e6 20 67 ea 9c 6c b9 20 6a 61 9f f1 2c 20 70 72 6f 73 7a ea 20 6f 20 70 b3 61 74 6e 6f 9c e6',
      'Zażółć gęślą jaźń, proszę o płatność',
    ],
    ['windows-1251', 'cf f0 e8 e2 e5 f2 2c 20 ea e0 ea 20 e4 e5 eb e0', 'Привет, как дела'],
    ['koi8-r', 'f0 d2 c9 d7 c5 d4 2c 20 cb c1 cb 20 c4 c5 cc c1', 'Привет, как дела'],
    ['shift_jis', '8e 52 93 63 91 be 98 59', '山田太郎'],
    ['euc-jp', 'c0 c1 b5 e1 bd f1 a4 ce b6 e2 b3 db a4 c7 a4 b9', '請求書の金額です'],
    ['gb18030', 'd0 d5 c3 fb 2c b3 c7 ca d0 0a d5 c5 c8 fd 2c b1 b1 be a9', '姓名,城市\n张三,北京'],
    ['big5', 'a9 6d a6 57 2c ab b0 a5 ab 0a b1 69 a4 54 2c a5 78 a5 5f', '姓名,城市\n張三,台北'],
    ['euc-kr', 'c0 cc b8 a7 2c b5 b5 bd c3 0a bc ad bf ef', '이름,도시\n서울'],
  ])('is decoded with an encoding guessed from its bytes: %s', (label, bytes, text) => {
    expect(encodingOf(hex(bytes))).toEqual({ label, guessed: true });
    expect(decodeText(hex(bytes))).toBe(text);
  });

  it.each([
    ['UTF-8', Buffer.from('Größe 請求書'), 'utf-8'],
    ['UTF-8 with a damaged byte', Buffer.concat([Buffer.from('Größe der Änderung'), hex('ff 0a')]), 'utf-8'],
    ['UTF-16 without a byte order mark, not Latin', Buffer.from('Привет, как дела', 'utf16le'), 'utf-16le'],
    ['ISO-2022-JP', hex('1b 24 42 40 41 35 61 1b 28 42'), 'iso-2022-jp'],
  ])('is decoded without a guess if its bytes identify the encoding: %s', (_case, bytes, label) => {
    expect(encodingOf(bytes)).toEqual({ label, guessed: false });
  });
});

/** Reads a file page by page, as the tools do. */
function pagesOf(file: Uint8Array, size: number): string {
  let text = '';
  for (let from = 0; from < file.length;) {
    const bytes = file.subarray(from, from + size);
    const head = from > 0 && needsHead(bytes) ? file.subarray(0, 4_096) : undefined;
    const isLast = from + size >= file.length;
    const page = plainPage(bytes, { isFirst: from === 0, isLast, head });
    text += page.text;
    from += page.length;
  }
  return text;
}

describe('a long text file', () => {
  const rows = (row: string, end = '\r\n') =>
    Array.from({ length: 900 }, (_, index) => `${row} ${index}${end}`).join('');
  const bigEndian = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

  it.each([
    ['UTF-16 in Russian', Buffer.from(`\ufeff${rows('Строка')}`, 'utf16le'), rows('Строка')],
    ['UTF-16 in Japanese', Buffer.from(`\ufeff${rows('請求書の金額')}`, 'utf16le'), rows('請求書の金額')],
    ['big-endian UTF-16', bigEndian(rows('Строка')), rows('Строка')],
    ['UTF-16 without line breaks', Buffer.from(`\ufeff${rows('😀', ' ')}`, 'utf16le'), rows('😀', ' ')],
    ['UTF-8 without line breaks', Buffer.from(rows('請求書', '')), rows('請求書', '')],
    ['Windows-1252', Buffer.from(rows('Größe'), 'latin1'), rows('Größe')],
    ['Windows-1252 without line breaks', Buffer.from(rows('Größe', ' '), 'latin1'), rows('Größe', ' ')],
  ])('gives the same text whether it is read page by page or all at once: %s', (_case, file, text) => {
    expect(pagesOf(file, 2_000)).toBe(text);
    expect(pagesOf(file, 3_001)).toBe(text);
  });

  it('is read correctly if a page boundary splits a Shift JIS character', () => {
    const row = hex('8e 52 93 63 91 be 98 59');
    const file = Buffer.concat(Array.from({ length: 900 }, () => row));
    expect(pagesOf(file, 2_001)).toBe('山田太郎'.repeat(900));
  });
});
