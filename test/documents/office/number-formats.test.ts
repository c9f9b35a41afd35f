import { describe, expect, it } from 'vitest';

import { formatNumber } from '../../../src/documents/office/number-formats.ts';
import { p, textOfWord } from './office-files.ts';
import { abstract, level, listed, num } from './word-numbering.ts';

describe('a list number', () => {
  it.each([
    ['russianLower', [1, 10, 29, 30], ['а', 'к', 'я', '30']],
    ['russianUpper', [2, 28], ['Б', 'Ю']],
    [
      'chineseCounting',
      [1, 10, 11, 20, 35, 99, 100],
      ['一', '十', '十一', '二十', '三十五', '九十九', '100'],
    ],
    ['chineseCountingThousand', [3, 12], ['三', '十二']],
    ['japaneseCounting', [4, 40], ['四', '四十']],
    ['taiwaneseCountingThousand', [5], ['五']],
    ['koreanCounting', [1, 11, 23], ['일', '십일', '이십삼']],
    ['chineseLegalSimplified', [2, 10, 21], ['贰', '壹拾', '贰拾壹']],
    ['ideographDigital', [5, 10, 21], ['五', '一〇', '二一']],
    ['koreanDigital', [2], ['이']],
    ['ideographTraditional', [1, 10, 11], ['甲', '癸', '11']],
    ['ganada', [1, 14, 15], ['가', '하', '15']],
    ['aiueo', [1, 6], ['ア', 'カ']],
    ['aiueoFullWidth', [2], ['イ']],
    ['irohaFullWidth', [1], ['イ']],
    ['decimalEnclosedCircle', [1, 20, 21], ['①', '⑳', '21']],
    ['decimalEnclosedCircleChinese', [3], ['③']],
    ['decimalFullWidth', [12], ['１２']],
    ['arabicAlpha', [1, 3], ['أ', 'ت']],
    ['arabicAbjad', [3], ['ج']],
    ['hebrew1', [1, 10, 12, 15, 16, 20, 21], ['א', 'י', 'יב', 'טו', 'טז', 'כ', 'כא']],
    ['hebrew2', [11], ['כ']],
    ['thaiNumbers', [10], ['๑๐']],
    ['thaiLetters', [2], ['2']],
    ['constructor', [2], ['2']],
    ['lowerLetter', [2, 28], ['b', 'bb']],
    ['decimal', [0, 12], ['0', '12']],
  ] as const)('is written in the format %s', (format, counts, shown) => {
    expect(counts.map((count) => formatNumber(count, format))).toEqual(shown);
  });

  it('distinguishes levels in Word that differ only in the script of their numbers', () => {
    const numbering =
      abstract(
        level(0, 'chineseCounting', '（%1）') + level(1, 'decimal', '（%2）') + level(2, 'ganada', '%3.'),
      ) + num(1);
    const body = [0, 1, 2, 0].map((at) => p('x', '', listed(1, at))).join('');
    expect(textOfWord(body, { numbering })).toBe('（一） x\n（1） x\n가. x\n（二） x');
  });
});
